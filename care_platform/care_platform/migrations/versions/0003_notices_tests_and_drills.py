"""Notices, test alarms and drills"""

import sqlalchemy as sa
from alembic import op

from care_platform.store.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alarms", sa.Column("drill", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "notice_ways",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("account_key", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=255), nullable=False),
        sa.Column("least", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_notice_ways_account_key_accounts")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_notice_ways")),
    )
    op.create_index(op.f("ix_notice_ways_account_key"), "notice_ways", ["account_key"])
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alarm_id", sa.Uuid(), nullable=False),
        sa.Column("way_key", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=255), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=255), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", UtcDateTime(), nullable=True),
        sa.Column("ended", UtcDateTime(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"], name=op.f("fk_notices_alarm_id_alarms")),
        sa.ForeignKeyConstraint(["way_key"], ["notice_ways.key"], name=op.f("fk_notices_way_key_notice_ways")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("alarm_id", "way_key", "occasion", name=op.f("uq_notices_alarm_id")),
    )
    for column in ("way_key", "state", "next_try"):
        op.create_index(op.f(f"ix_notices_{column}"), "notices", [column])
    op.create_table(
        "self_tests",
        sa.Column("robot_key", sa.Integer(), nullable=False),
        sa.Column("stamp", UtcDateTime(), nullable=False),
        sa.Column("received", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["robot_key"], ["robots.key"], name=op.f("fk_self_tests_robot_key_robots")),
        sa.PrimaryKeyConstraint("robot_key", name=op.f("pk_self_tests")),
    )


def downgrade() -> None:
    for table in ("self_tests", "notices", "notice_ways"):
        op.drop_table(table)
    op.drop_column("alarms", "drill")
