"""Tenants, elders, rights, consents, second factors; names and notes encrypted"""

import json
from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa
from alembic import op

from care_platform.store.encryption import cipher_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NAMES_IN_ABOUT = "elder"


def upgrade() -> None:
    _make_tables()
    _widen_tables()
    _name_kinds_of_orders()
    _encrypt_what_is_there()
    _register_what_is_there()
    _forbid_changes_on_postgresql("audit")


def downgrade() -> None:
    raise NotImplementedError("encrypted names can not go back: restore the backup of before the upgrade")


def _make_tables() -> None:
    op.create_table(
        "tenants",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("parent", sa.String(length=255), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["tenants.key"], name=op.f("fk_tenants_parent_tenants")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tenants")),
    )
    op.create_index(op.f("ix_tenants_parent"), "tenants", ["parent"], unique=False)
    op.create_table(
        "elders",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.String(length=255), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("erased", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.key"], name=op.f("fk_elders_tenant_tenants")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_elders")),
        sa.UniqueConstraint("tenant", "person_id", name=op.f("uq_elders_tenant")),
    )
    op.create_table(
        "devices",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.String(length=255), nullable=False),
        sa.Column("device_id", sa.String(length=255), nullable=False),
        sa.Column("elder_key", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("last_seen", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["elder_key"], ["elders.key"], name=op.f("fk_devices_elder_key_elders")),
        sa.ForeignKeyConstraint(["tenant"], ["tenants.key"], name=op.f("fk_devices_tenant_tenants")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_devices")),
        sa.UniqueConstraint("tenant", "device_id", name=op.f("uq_devices_tenant")),
    )
    op.create_index(op.f("ix_devices_elder_key"), "devices", ["elder_key"], unique=False)
    op.create_table(
        "cares",
        sa.Column("account_key", sa.Integer(), nullable=False),
        sa.Column("elder_key", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_cares_account_key_accounts")),
        sa.ForeignKeyConstraint(["elder_key"], ["elders.key"], name=op.f("fk_cares_elder_key_elders")),
        sa.PrimaryKeyConstraint("account_key", "elder_key", name=op.f("pk_cares")),
    )
    op.create_index(op.f("ix_cares_elder_key"), "cares", ["elder_key"], unique=False)
    op.create_table(
        "consents",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("elder_key", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=255), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("capacity", sa.String(length=255), nullable=False),
        sa.Column("begins", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("recorded", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["elder_key"], ["elders.key"], name=op.f("fk_consents_elder_key_elders")),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.key"], name=op.f("fk_consents_recorded_by_accounts")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["accounts.key"], name=op.f("fk_consents_withdrawn_by_accounts")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_elder_key"), "consents", ["elder_key"], unique=False)
    op.create_table(
        "second_factors",
        sa.Column("account_key", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_second_factors_account_key_accounts")),
        sa.PrimaryKeyConstraint("account_key", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.Column("account_key", sa.Integer(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_key"], ["accounts.key"], name=op.f("fk_recovery_codes_account_key_accounts")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_account_key"), "recovery_codes", ["account_key"], unique=False)


def _widen_tables() -> None:
    elder = sa.ForeignKey("elders.key", name="fk_robots_elder_key_elders")
    op.add_column("robots", sa.Column("elder_key", sa.Integer(), elder, nullable=True), inline_references=True)
    op.create_index(op.f("ix_robots_elder_key"), "robots", ["elder_key"], unique=False)
    op.add_column("accounts", sa.Column("initial_until", sa.DateTime(), nullable=True))
    op.add_column("orders", sa.Column("kind", sa.String(length=255), nullable=False, server_default=""))
    for name, default in (("stage", "open"), ("address", ""), ("agent", "")):
        op.add_column("sign_ins", sa.Column(name, sa.String(length=255), nullable=False, server_default=default))


def _name_kinds_of_orders() -> None:
    """Once the body of an order is encrypted, nobody can look for its kind there."""
    orders = sa.table("orders", sa.column("id", sa.Uuid()), sa.column("kind", sa.String()))
    bodies = sa.table("orders", sa.column("id", sa.Uuid()), sa.column("body", sa.JSON()))
    for key, body in op.get_bind().execute(sa.select(bodies.c.id, bodies.c.body)).all():
        op.execute(orders.update().where(orders.c.id == key).values(kind=body["kind"]))


def _encrypt_what_is_there() -> None:
    """A JSON column keeps its token as a JSON string, so that no column changes its type."""
    cipher = cipher_of(op.get_bind().dialect)
    for table, key, column, kind in (
        ("accounts", sa.column("key", sa.Integer()), "names", sa.JSON()),
        ("robots", sa.column("key", sa.Integer()), "about", sa.JSON()),
        ("orders", sa.column("id", sa.Uuid()), "body", sa.JSON()),
        ("alarm_steps", sa.column("key", sa.Integer()), "text", sa.Text()),
        ("dead_letters", sa.column("key", sa.Integer()), "payload", sa.LargeBinary()),
    ):
        rows = sa.table(table, key, sa.column(column, kind))
        for number, plain in op.get_bind().execute(sa.select(key, rows.c[column])).all():
            token: Any = cipher.encrypt(_as_bytes(plain))
            value = token.encode() if isinstance(plain, bytes) else token
            op.execute(rows.update().where(key == number).values({column: value}))


def _as_bytes(plain: Any) -> bytes:
    if isinstance(plain, bytes):
        return plain
    return (plain if isinstance(plain, str) else json.dumps(plain)).encode()


def _register_what_is_there() -> None:
    """Each robot gets an elder, and families of its tenant go on caring for that elder."""
    bind, now = op.get_bind(), datetime.now(timezone.utc).replace(tzinfo=None)
    cipher = cipher_of(bind.dialect)
    text, number = sa.String(), sa.Integer()
    robots = sa.table("robots", *(sa.column(n, k) for n, k in _ROBOT.items()))
    accounts = sa.table("accounts", sa.column("key", number), sa.column("tenant", text), sa.column("role", text))
    tenants = sa.table("tenants", sa.column("key", text), sa.column("kind", text), sa.column("names", sa.JSON()))
    elders = sa.table("elders", *(sa.column(name, kind) for name, kind in _ELDER.items()))
    cares = sa.table("cares", *(sa.column(name, kind) for name, kind in _CARE.items()))
    empty = cipher.encrypt(b"{}")
    known = sa.union(sa.select(robots.c.tenant), sa.select(accounts.c.tenant))
    for tenant in bind.scalars(known).all():
        op.execute(tenants.insert().values(key=tenant, kind="home", names=empty))
    for key, tenant, robot_id, about in bind.execute(sa.select(*robots.c.values()[:4])).all():
        names = json.loads(cipher.decrypt(about)).get(_NAMES_IN_ABOUT, {})
        row = {"tenant": tenant, "person_id": f"elder-of-{robot_id}", "created": now}
        sealed = {"names": cipher.encrypt(json.dumps(names).encode()), "contacts": empty, "notes": cipher.encrypt(b"")}
        elder = bind.scalar(elders.insert().values(**row, **sealed).returning(elders.c.key))
        op.execute(robots.update().where(robots.c.key == key).values(elder_key=elder))
        family = sa.select(accounts.c.key).where(accounts.c.tenant == tenant, accounts.c.role == "family")
        for account in bind.scalars(family).all():
            op.execute(cares.insert().values(account_key=account, elder_key=elder, since=now))


_ROBOT = {
    "key": sa.Integer(),
    "tenant": sa.String(),
    "robot_id": sa.String(),
    "about": sa.JSON(),
    "elder_key": sa.Integer(),
}
_CARE = {"account_key": sa.Integer(), "elder_key": sa.Integer(), "since": sa.DateTime()}
_ELDER = {
    "key": sa.Integer(),
    "tenant": sa.String(),
    "person_id": sa.String(),
    "names": sa.JSON(),
    "contacts": sa.JSON(),
    "notes": sa.Text(),
    "created": sa.DateTime(),
}


def _forbid_changes_on_postgresql(table: str) -> None:
    """PostgreSQL refuses to rewrite the audit trail as SQLite does since the first migration."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )
