"""Changes the keys of encrypted columns, in whatever table they are."""

from collections.abc import Iterator

from sqlalchemy import Column, Table, select, update

from care_platform.store.base import Base
from care_platform.store.database import Database
from care_platform.store.encryption import EncryptedBytes, EncryptedJson, EncryptedText, FieldCipher

KEPT_KEYS = 2
"""The new one, and the one before for what another process wrote in that moment; it goes with the next rotation."""


def rotate_keys(database: Database, cipher: FieldCipher) -> int:
    """Makes a new key and encrypts everything anew with it; how many fields. The platform may run meanwhile."""
    cipher.add_key()
    count = sum(_reencrypt(database, table, columns) for table, columns in encrypted_columns())
    cipher.keep_newest(KEPT_KEYS)
    return count


def encrypted_columns() -> Iterator[tuple[Table, list[Column]]]:
    """Each table that has any, with those columns."""
    for table in Base.metadata.sorted_tables:
        columns = [c for c in table.columns if isinstance(c.type, (EncryptedText, EncryptedJson, EncryptedBytes))]
        if columns:
            yield table, columns


def _reencrypt(database: Database, table: Table, columns: list[Column]) -> int:
    keys = list(table.primary_key)
    with database.writing() as session:
        rows = session.execute(select(*keys, *columns).with_for_update()).all()
        for row in rows:
            same = [key == value for key, value in zip(keys, row, strict=False)]
            values = dict(zip((column.name for column in columns), row[len(keys) :], strict=True))
            session.execute(update(table).where(*same).values(values))
        return len(rows) * len(columns)
