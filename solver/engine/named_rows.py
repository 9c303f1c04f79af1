"""Rows that bear the names by which a certificate speaks of them (``solver.domain.evidence``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from solver.domain.evidence import OF_ALL, OF_ONE, RowKind, RowName
from solver.formulation.linear_rows import LinearModel
from solver.rules.model_builder import LinearExpr, Terms, Var, columns


class NamedRows(LinearModel):
    """Rows with a name each. What has none can't be part of a proof that others re-check.

    Measured excesses go by what they measure, not by who charges them: two rules that charge the same
    heads missing speak of one row.
    """

    def __init__(self) -> None:
        super().__init__()
        self.row_names: list[tuple[RowName | None, RowName | None]] = []
        self.slack_names: dict[int, tuple[RowName, ...]] = {}
        self._owner: list[str] = []
        self._name: RowName | None = None
        self._rule: tuple[RowKind, int] | None = None
        self._subject: str | None = None
        self._known_as: dict[Terms, RowName] = {}

    def new_var_of(self, staff: str, high: int) -> LinearExpr:
        """Return a new decision about a person, between 0 and ``high``."""
        self._owner.append(staff)
        return self.new_var(0, high)

    @contextmanager
    def named(self, name: RowName) -> Iterator[None]:
        """Give a name to whatever row is written meanwhile."""
        self._name = name
        yield
        self._name = None

    @contextmanager
    def said_by(self, kind: RowKind | None, setting: int) -> Iterator[None]:
        """Name the rows written meanwhile after a setting of a rule, where certificates know its rows."""
        self._rule = None if kind is None else (kind, setting)
        yield
        self._rule = None

    @contextmanager
    def deviating(self, staff: str) -> Iterator[None]:
        """Name the excesses measured meanwhile after a person's deviation."""
        self._subject = staff
        yield
        self._subject = None

    def know(self, name: RowName, excess: LinearExpr) -> None:
        """Let an excess over whatever limit go by this name."""
        self._known_as[columns(sorted(term for term in excess.terms if term[1]))] = name

    def write(self, terms: Terms | tuple[tuple[Var, int], ...], low: int | None, high: int | None) -> None:
        """Write down a row, and under which name each of its sides stands."""
        terms = terms if isinstance(terms, Terms) else columns(terms)
        before = self._known.get(terms)
        old = None if before is None else self.rows[before]
        super().write(terms, low, high)
        index = self._known.get(terms)
        if index is None:
            return
        name = self._name_of(terms, high)
        if old is None:
            self.row_names.append((name, name))
            return
        new, (first, second) = self.rows[index], self.row_names[index]
        self.row_names[index] = (
            first if new.low == old.low else name,
            second if new.high == old.high else name,
        )

    def _name_of(self, terms: Terms, high: int | None) -> RowName | None:
        if self._name is not None:
            return self._name
        known = self._known_as.get(terms)
        if known is not None and high is not None:
            return _measured(known, -high)
        if self._rule is None:
            return None
        kind, setting = self._rule
        if kind in OF_ALL:
            return RowName(kind, setting=setting)
        owners = {self._owner[var] for var, _ in terms}
        if kind in OF_ONE and len(owners) == 1:
            return RowName(kind, staff=owners.pop(), setting=setting)
        return None

    def _slack(self, arms: tuple[LinearExpr, ...]) -> int:
        index = super()._slack(arms)
        if index not in self.slack_names:
            self.slack_names[index] = self._names_of(arms)
        return index

    def _names_of(self, arms: Sequence[LinearExpr]) -> tuple[RowName, ...]:
        if self._subject is not None:
            kinds: tuple[RowKind, ...] = ("over", "under", "grain")
            return tuple(RowName(kind, staff=self._subject) for kind in kinds)
        known = self._known_as.get(arms[0].terms)
        return () if known is None or len(arms) > 1 else (_measured(known, arms[0].const),)


def _measured(name: RowName, limit: int) -> RowName:
    """Return the name of an excess over a limit; heads fall short of so many."""
    return replace(name, heads=limit) if name.kind == "short" else name
