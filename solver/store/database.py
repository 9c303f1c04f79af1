"""The file under the store: opened safely, written by one at a time; its contents sealed by checksums."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, DisconnectionError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.store import schema
from solver.store.schema import Base

FILE = "store.sqlite3"
PRODUCT = 0x41424C4C
"""Our mark in ``PRAGMA application_id``: "ABLL"."""
WRITE_SECONDS = 30.0
"""Seconds that a write waits for another process's write."""
WRITES = "afterbell_writes"

NEWER = Words(
    zh="存储文件（{file}）由更新版本的 afterbell 写成（格式 {theirs}，本版本认识到 {ours}）。"
    "请先升级；文件没有改动。",
    en="The store ({file}) was written by a newer afterbell (format {theirs}; this version knows {ours}). "
    "Upgrade first; the file was left as it is.",
)
FOREIGN = Words(
    zh="{file} 不是 afterbell 的存储文件，没有改动它。请把它移走，再启动。",
    en="{file} is no store of afterbell and was left as it is. Move it away and start again.",
)
DAMAGED = Words(
    zh="存储文件 {file} 已损坏，读不了，没有改动它。请把它移到别处（旁边的 -wal 文件一起），再启动；"
    "方案文件夹里的表格不受影响。",
    en="The store {file} is damaged and can't be read; it was left as it is. Move it elsewhere (with the "
    "-wal file beside it) and start again; the tables in the cases' folders are not affected.",
)
BUSY = Words(zh="存储文件正忙，请稍后再试。", en="The store is busy; please try again in a moment.")
FULL = Words(
    zh="磁盘满了，没有存下。请腾出空间后再试。",
    en="The disk is full, nothing was stored. Make room and try again.",
)
CANT = Words(zh="无法使用存储文件 {file}：{reason}。", en="The store {file} can't be used: {reason}.")
MOST_BYTES = 200 * 1024 * 1024
"""More than this is never unpacked: nothing that is stored here comes near it."""
CHECKSUM_BYTES = hashlib.sha256().digest_size

DAMAGED_CONTENT = Words(
    zh="存下的“{what}”已损坏（校验和不符），没有读取。其他内容不受影响。",
    en="What was stored of “{what}” is damaged (its checksum is wrong) and was not read. "
    "All else is untouched.",
)


class DamagedError(AfterbellError):
    """Something in the store is not what was put there; it is never used."""

    def __init__(self, what: str) -> None:
        super().__init__(DAMAGED_CONTENT.with_(what=what))


def sealed(content: bytes) -> bytes:
    """Return content as it is stored: its checksum, then the content compressed."""
    return hashlib.sha256(content).digest() + zlib.compress(content, 6)


def unsealed(stored: bytes, what: str) -> bytes:
    """Return the content that was stored.

    Raises
    ------
    DamagedError
        If it is not what was stored; ``what`` says of what.
    """
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(stored[CHECKSUM_BYTES:], MOST_BYTES)
    except zlib.error as error:
        raise DamagedError(what) from error
    if not unpack.eof or unpack.unused_data or hashlib.sha256(content).digest() != stored[:CHECKSUM_BYTES]:
        raise DamagedError(what)
    return content


class StoreError(AfterbellError):
    """The store can't be used; what was in it before still is."""


class Database:
    """One file of SQLite in a folder of its own; threads and processes share it.

    Readers see the store as it was when they began and never wait; writers take turns.

    Raises
    ------
    StoreError
        If the file is damaged, of a newer product, none of ours, or can't be made.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise StoreError(CANT.with_(file=self.path.name, reason=error.strerror)) from error
        # mode=rw: a store that was taken away is told, not made anew without its tables.
        place = URL.create(
            "sqlite", database=self.path.resolve().as_uri(), query={"mode": "rw", "uri": "true"}
        )
        # isolation_level None: transactions begin where we say so, also on Python 3.11.
        self._engine = create_engine(
            place, max_overflow=-1, connect_args={"isolation_level": None, "timeout": WRITE_SECONDS}
        )
        event.listen(self._engine, "connect", self._prepare)
        event.listen(self._engine, "checkout", self._recognize)
        event.listen(self._engine, "begin", _begin)
        self._writing = self._engine.execution_options(**{WRITES: True})
        with self._told():
            self._open()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees the store as it is now."""
        with self._told(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are all kept at its end, or none of them."""
        with self._told(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _open(self) -> None:
        with self._engine.connect() as connection:
            known = _number(connection, "application_id")
            version = _number(connection, "user_version")
            bare = not _number(connection, "schema_version")
            if (known, version) != (PRODUCT, schema.VERSION):
                self._refuse(known, version, bare=bare)
        _write_ahead(self._engine)
        with self._writing.connect() as connection:
            if _number(connection, "user_version") != schema.VERSION:
                _upgrade(connection)
            connection.commit()
        with self._engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise StoreError(DAMAGED.with_(file=self.path.name))

    def _refuse(self, known: int, version: int, *, bare: bool) -> None:
        if known != PRODUCT and not bare:
            raise StoreError(FOREIGN.with_(file=self.path.name))
        if version > schema.VERSION:
            raise StoreError(NEWER.with_(file=self.path.name, theirs=version, ours=schema.VERSION))

    def _prepare(self, connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        """Set up a new connection to the file."""
        record.info["file"] = self._file()
        for setting in (
            f"busy_timeout = {WRITE_SECONDS * 1000:.0f}",
            "foreign_keys = ON",
            "synchronous = FULL",
        ):
            connection.execute(f"PRAGMA {setting}")

    def _recognize(self, _connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        # A file that was deleted or exchanged takes writes as before, and all of them are lost.
        if record.info["file"] != self._file():
            raise DisconnectionError

    def _file(self) -> tuple[int, int] | None:
        """Return which file it is that lies in the store's place."""
        with contextlib.suppress(OSError):
            found = self.path.stat()
            return found.st_dev, found.st_ino
        return None

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the file's driver says into words."""
        try:
            yield
        except DatabaseError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise StoreError(BUSY.with_()) from error
            if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                raise StoreError(DAMAGED.with_(file=self.path.name)) from error
            if code == sqlite3.SQLITE_FULL:
                raise StoreError(FULL.with_()) from error
            if isinstance(error, OperationalError):
                raise StoreError(CANT.with_(file=self.path.name, reason=str(error.orig))) from error
            raise


def _write_ahead(engine: Engine) -> None:
    """Let readers and the writer work side by side: a property of the file, set outside any transaction."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _begin(connection: Connection) -> None:
    # A write that began as a read could find that another one came first; IMMEDIATE waits its turn instead.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection) -> None:
    """Make the tables of a new store, or lead an older one step by step to today's, in one transaction."""
    version = _number(connection, "user_version")
    if version == 0:
        Base.metadata.create_all(connection)
    for number in range(version, schema.VERSION) if version else ():
        for statement in schema.STEPS[number]:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {PRODUCT}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one())


class Table:
    """Some of the store's rows, read and written through one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
