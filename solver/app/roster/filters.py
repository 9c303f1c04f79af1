"""What of a day or a week the reader wants to see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from solver.app.roster.roster_index import Index
from solver.domain import DutyKey
from solver.report.roster_lines import RosterLine


@dataclass(frozen=True, slots=True)
class Wanted:
    """Kinds of post and sessions (none: all), and whether only what is short or wrong is shown."""

    kinds: Collection[str] = ()
    sessions: Collection[str] = ()
    wrong: bool = False

    def among(self, index: Index, lines: Iterable[RosterLine]) -> tuple[RosterLine, ...]:
        """Return the lines that are wanted; a duty's people stay together."""
        return tuple(line for line in lines if self._takes(index, line))

    def _takes(self, index: Index, line: RosterLine) -> bool:
        if self.kinds and line.kind not in self.kinds:
            return False
        if self.sessions and line.session not in self.sessions:
            return False
        return not self.wrong or _wrong(index, DutyKey(line.date, line.post))


def _wrong(index: Index, duty: DutyKey) -> bool:
    crew = index.duties.get(duty, ())
    return any(line.missing for line in crew) or bool(
        index.marks.on_duty(duty, (line.staff for line in crew))
    )
