"""Plans that are looked at: read, audited again, and kept while somebody looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from solver import __version__, report, service
from solver.base.memo import Memo
from solver.base.text import Lang, Message, both
from solver.domain.plan_edit import carried
from solver.report import Format
from solver.store import Database, PlanRow, Plans
from solver.store.schema import now
from solver.workspace.serialization import Packed, packed, unpacked, unpacked_case
from solver.workspace.views import NO_PLAN, PlanInfo, UnknownError

MAX_RESULTS = 6
"""Plans kept open: with all they need a few dozen megabytes each."""
MAX_OUTPUTS = 12
"""Formats of plans kept ready for those who fetch several: some megabytes each at most."""


class PlanCache:
    """The plans of the store as pages need them. Nothing leaves here that was not audited by this process."""

    def __init__(self, database: Database) -> None:
        self._plans = Plans(database)
        self._results: Memo[int, service.Result] = Memo(MAX_RESULTS)
        self._handouts: Memo[int, report.PlanView] = Memo(MAX_RESULTS)
        self._outputs: Memo[tuple[int, Lang, Format], Mapping[str, bytes]] = Memo(MAX_OUTPUTS)

    def of(self, key: str) -> tuple[PlanInfo, ...]:
        """Return a case's plans, newest first."""
        return tuple(map(info_of, self._plans.of(key)))

    def get(self, plan_id: int) -> PlanInfo:
        """Return what is known of a plan.

        Raises
        ------
        UnknownError
            If there is no such plan.
        """
        row = self._plans.get(plan_id)
        if row is None:
            raise UnknownError(NO_PLAN.with_(number=plan_id))
        return info_of(row)

    def result(self, plan_id: int) -> service.Result:
        """Return a plan with its case, audited anew when it is first asked for.

        Raises
        ------
        UnknownError
            If there is no such plan.
        DamagedError
            If what was stored is not what is there now.
        """
        return self._results.get(plan_id, lambda: self._read(plan_id))

    def handout(self, plan_id: int) -> report.PlanView:
        """Return all that views of a plan are made from."""
        return self._handouts.get(plan_id, lambda: service.handout(self.result(plan_id)))

    def files(
        self, plan_id: int, lang: Lang, formats: tuple[Format, ...] = report.FORMATS
    ) -> Mapping[str, bytes]:
        """Return outputs of a plan by their path in the plan folder; each format is made when asked for."""
        found: dict[str, bytes] = {}
        for one in formats:
            found |= self._outputs.get((plan_id, lang, one), partial(self._made, plan_id, lang, one))
        return found

    def keep(self, key: str, result: service.Result, *, parent: int, label: Message) -> int:
        """Keep an edited plan beside the one it was made from, with what is proven now, and return its id."""
        before = self.get(parent)
        if result.audit.doubts:
            certificate = carried(result.certificate, result.plan, result.audit.levels)
            result = replace(result, certificate=certificate)
        pack = packed(result)
        row = plan_row(key, result, pack, label)
        row.parent, row.digest, row.scenario = parent, before.digest, before.scenario
        plan_id = self._plans.add(row, pack.case, pack.files)
        if not result.audit.doubts:
            # It was audited when it was edited, and whoever keeps it looks at it next.
            self._results.put(plan_id, result)
        return plan_id

    def _made(self, plan_id: int, lang: Lang, one: Format) -> dict[str, bytes]:
        return report.files_of(self.handout(plan_id), lang, formats=(one,))

    def _read(self, plan_id: int) -> service.Result:
        what = f"plan {self.get(plan_id).id}"
        content, files = self._plans.read(plan_id)
        return unpacked(unpacked_case(content, what), files, what)


def plan_row(key: str, result: service.Result, pack: Packed, label: Message) -> PlanRow:
    """Return a plan's line in the list of plans, to be completed with where it comes from."""
    return PlanRow(
        key=key,
        made=now(),
        case_hash=result.case.hash,
        digest="",
        version=__version__,
        seed=result.certificate.seed,
        seconds=0.0,
        findings=pack.findings,
        summary_zh=pack.summary.say("zh"),
        summary_en=pack.summary.say("en"),
        label_zh=label.say("zh"),
        label_en=label.say("en"),
    )


def info_of(row: PlanRow) -> PlanInfo:
    """Return a plan's line in the list of plans."""
    return PlanInfo(
        id=row.id,
        key=row.key,
        run_id=row.run_id,
        parent=row.parent,
        label=both(row.label_zh, row.label_en),
        made=dt.datetime.fromisoformat(row.made),
        case_hash=row.case_hash,
        digest=row.digest,
        version=row.version,
        seed=row.seed,
        seconds=row.seconds,
        findings=row.findings,
        summary=both(row.summary_zh, row.summary_en),
        scenario=row.scenario,
    )
