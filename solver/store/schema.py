"""The tables of the store, and how an older store becomes one of today."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

VERSION = 1
"""The version that this product writes; a store says its own in ``PRAGMA user_version``."""

STEPS: dict[int, tuple[str, ...]] = {}
"""Statements that lead from a version to the next one, by the version they start from.

A short list instead of alembic: one file on one machine is opened by one product, so there is neither
a server to plan for nor a history to branch.
"""


def now() -> str:
    """Return this moment as the store writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """What all tables share: rows are typed objects, and readable once they have left the store.

    Moments are text (ISO 8601 in UTC), which sorts by time and keeps its zone. ``digest`` is that of the
    inputs that something was made from; its columns keep the names they had in the first format.
    """


class CaseRow(Base):
    """A case as it was solved: once for all its runs and plans."""

    __tablename__ = "cases"

    hash: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class DraftRow(Base):
    """How far a case's inputs are: which files a reader last saw, and the edits that are not in them yet.

    ``revision`` counts what anybody could have seen, so that two who edit at once are told. ``content``
    is sealed, and ``None`` where nothing is unsaved.
    """

    __tablename__ = "drafts"

    key: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    base: Mapped[str]
    digest: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None] = mapped_column(default=None)


class RunRow(Base):
    """One solve: what was asked for, how far it is, how it ended. Ids are never used twice."""

    __tablename__ = "runs"
    __table_args__ = (
        Index("runs_by_state", "state"),
        Index("runs_by_key", "key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str]
    title: Mapped[str]
    scenario: Mapped[str]
    batch: Mapped[str]
    options: Mapped[str]
    cores: Mapped[int]
    case_hash: Mapped[str] = mapped_column(ForeignKey("cases.hash"))
    digest: Mapped[str] = mapped_column("source_hash")
    version: Mapped[str]
    queued: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued")
    started: Mapped[str | None] = mapped_column(default=None)
    ended: Mapped[str | None] = mapped_column(default=None)
    message_zh: Mapped[str] = mapped_column(default="")
    message_en: Mapped[str] = mapped_column(default="")


class PointRow(Base):
    """Where a run stood at one moment; ``levels`` as JSON."""

    __tablename__ = "points"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    elapsed: Mapped[float]
    stage: Mapped[str]
    step: Mapped[str]
    levels: Mapped[str]
    assigned: Mapped[int | None]
    seats: Mapped[int | None]


class PlanRow(Base):
    """What is known of a plan without reading it."""

    __tablename__ = "plans"
    __table_args__ = (
        Index("plans_by_key", "key"),
        Index("plans_by_run", "run_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str]
    made: Mapped[str]
    case_hash: Mapped[str] = mapped_column(ForeignKey("cases.hash"))
    digest: Mapped[str] = mapped_column("source_hash")
    version: Mapped[str]
    seed: Mapped[int]
    seconds: Mapped[float]
    findings: Mapped[int]
    summary_zh: Mapped[str]
    summary_en: Mapped[str]
    label_zh: Mapped[str]
    label_en: Mapped[str]
    scenario: Mapped[str] = mapped_column(default="")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), default=None)
    parent: Mapped[int | None] = mapped_column(ForeignKey("plans.id"), default=None)


class FileRow(Base):
    """One file of a plan, sealed."""

    __tablename__ = "plan_files"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class ScenarioRow(Base):
    """A scenario of a case: its name and its text, as somebody wrote it."""

    __tablename__ = "scenarios"

    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed: Mapped[str]


class CardRow(Base):
    """What a case's card says, and of which inputs; worked out anew where they or the product changed."""

    __tablename__ = "cards"

    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column("inputs")
    content: Mapped[str]


class BookRow(Base):
    """A workbook beside the cases that was taken in: its content then, and the case it became."""

    __tablename__ = "workbooks"

    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    key: Mapped[str]
