"""The first tables"""

import sqlalchemy as sa
from alembic import op

from care_platform.store import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("role", sa.String(length=255), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("duty", sa.Integer(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.String(length=255), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("action", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "dead_letters",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("received", tables.UtcDateTime(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=255), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_dead_letters")),
    )
    op.create_index(op.f("ix_dead_letters_reason"), "dead_letters", ["reason"], unique=False)
    op.create_table(
        "login_failures",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column("at", tables.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_failures")),
    )
    op.create_index(op.f("ix_login_failures_account"), "login_failures", ["account"], unique=False)
    op.create_index(op.f("ix_login_failures_address"), "login_failures", ["address"], unique=False)
    op.create_index(op.f("ix_login_failures_at"), "login_failures", ["at"], unique=False)
    op.create_table(
        "robots",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.String(length=255), nullable=False),
        sa.Column("robot_id", sa.String(length=255), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("connection", sa.String(length=255), nullable=True),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("last_seen", tables.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_robots")),
        sa.UniqueConstraint("tenant", "robot_id", name=op.f("uq_robots_tenant")),
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("robot_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("priority", sa.String(length=255), nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised", tables.UtcDateTime(), nullable=False),
        sa.Column("received", tables.UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("due", tables.UtcDateTime(), nullable=True),
        sa.Column("cause", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(["robot_key"], ["robots.key"], name=op.f("fk_alarms_robot_key_robots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(op.f("ix_alarms_due"), "alarms", ["due"], unique=False)
    op.create_index(op.f("ix_alarms_robot_key"), "alarms", ["robot_key"], unique=False)
    op.create_index(op.f("ix_alarms_state"), "alarms", ["state"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("robot_key", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("stamp", tables.UtcDateTime(), nullable=False),
        sa.Column("received", tables.UtcDateTime(), nullable=False),
        sa.Column("alarm_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("priority", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.String(length=255), nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("position", sa.JSON(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["robot_key"], ["robots.key"], name=op.f("fk_events_robot_key_robots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_alarm_id"), "events", ["alarm_id"], unique=False)
    op.create_index(op.f("ix_events_robot_key"), "events", ["robot_key"], unique=False)
    op.create_index(op.f("ix_events_stamp"), "events", ["stamp"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("robot_key", sa.Integer(), nullable=False),
        sa.Column("account_key", sa.Integer(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=255), nullable=False),
        sa.Column("created", tables.UtcDateTime(), nullable=False),
        sa.Column("expires", tables.UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("answered", tables.UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", tables.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_orders_account_key_accounts")),
        sa.ForeignKeyConstraint(["robot_key"], ["robots.key"], name=op.f("fk_orders_robot_key_robots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_next_try"), "orders", ["next_try"], unique=False)
    op.create_index(op.f("ix_orders_robot_key"), "orders", ["robot_key"], unique=False)
    op.create_index(op.f("ix_orders_state"), "orders", ["state"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.Column("account_key", sa.Integer(), nullable=False),
        sa.Column("started", tables.UtcDateTime(), nullable=False),
        sa.Column("used", tables.UtcDateTime(), nullable=False),
        sa.Column("ended", tables.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_sign_ins_account_key_accounts")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_account_key"), "sign_ins", ["account_key"], unique=False)
    op.create_table(
        "alarm_steps",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("account_key", sa.Integer(), nullable=True),
        sa.Column("step", sa.String(length=255), nullable=False),
        sa.Column("at", tables.UtcDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_alarm_steps_account_key_accounts")),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"], name=op.f("fk_alarm_steps_alarm_id_alarms")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alarm_steps")),
    )
    op.create_index(op.f("ix_alarm_steps_alarm_id"), "alarm_steps", ["alarm_id"], unique=False)
    op.create_table(
        "asked",
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("account_key", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("at", tables.UtcDateTime(), nullable=False),
        sa.Column("shown", tables.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_asked_account_key_accounts")),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"], name=op.f("fk_asked_alarm_id_alarms")),
        sa.PrimaryKeyConstraint("alarm_id", "account_key", name=op.f("pk_asked")),
    )
    _forbid_changes("audit")


def downgrade() -> None:
    for table in ("asked", "alarm_steps", "sign_ins", "orders", "events", "alarms", "robots"):
        op.drop_table(table)
    for table in ("login_failures", "dead_letters", "audit", "accounts"):
        op.drop_table(table)


def _forbid_changes(table: str) -> None:
    """SQLite itself refuses to rewrite the audit trail; elsewhere take the right away from the platform's role."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
