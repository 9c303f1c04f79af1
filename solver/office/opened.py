"""Plans that are looked at: read, audited again, and kept while somebody looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from solver import __version__, report, service
from solver.base.text import Lang, Said, Words
from solver.domain.carried_bounds import carried
from solver.office.kept import Kept
from solver.office.packing import packed, unpacked, unpacked_case
from solver.office.snapshots import PlanInfo, both
from solver.office.unknown import NO_PLAN, UnknownError
from solver.report import Format
from solver.store import PlanRow, Plans
from solver.store.schema import now

RESULTS = 6
"""Plans kept open: with all they need a few dozen megabytes each."""
OUTPUTS = 12
"""Formats of plans kept ready for those who fetch several: some megabytes each at most."""


class Opened:
    """The plans of the store as pages need them. Nothing leaves here that was not audited by this process."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._results: Kept[int, service.Result] = Kept(RESULTS)
        self._handouts: Kept[int, report.PlanView] = Kept(RESULTS)
        self._outputs: Kept[tuple[int, Lang, Format], Mapping[str, bytes]] = Kept(OUTPUTS)

    def info(self, plan_id: int) -> PlanInfo:
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
        """Return a plan with its case, audited.

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

    def files(self, plan_id: int, lang: Lang, formats: tuple[Format, ...]) -> Mapping[str, bytes]:
        """Return outputs of a plan by their path in the plan folder; each format is made when asked for."""
        found: dict[str, bytes] = {}
        for one in formats:
            found |= self._outputs.get((plan_id, lang, one), partial(self._made, plan_id, lang, one))
        return found

    def keep(self, key: str, result: service.Result, parent: int, label: Said | Words) -> int:
        """Keep an edited plan beside the one it was made from, with what is proven of it now."""
        before = self.info(parent)
        if result.audit.doubts:
            certificate = carried(result.certificate, result.plan, result.audit.levels)
            result = replace(result, certificate=certificate)
        row = plan_row(key, result, label=label)
        row.parent, row.source_hash, row.scenario = parent, before.source_hash, before.scenario
        pack = packed(result)
        row.findings = pack.findings
        row.summary_zh, row.summary_en = pack.summary.say("zh"), pack.summary.say("en")
        plan_id = self._plans.add(row, pack.case, pack.files)
        if not result.audit.doubts:
            # It was audited when it was edited, and whoever keeps it looks at it next.
            self._results.put(plan_id, result)
        return plan_id

    def _made(self, plan_id: int, lang: Lang, one: Format) -> dict[str, bytes]:
        return report.files_of(self.handout(plan_id), lang, formats=(one,))

    def _read(self, plan_id: int) -> service.Result:
        what = f"plan {self.info(plan_id).id}"
        content, files = self._plans.read(plan_id)
        return unpacked(unpacked_case(content, what), files, what)


def plan_row(key: str, result: service.Result, *, label: Said | Words) -> PlanRow:
    """Return a plan's line in the list of plans, to be completed."""
    certificate = result.certificate
    return PlanRow(
        key=key,
        made=now(),
        case_hash=result.case.hash,
        source_hash="",
        version=__version__,
        seed=certificate.seed,
        seconds=0.0,
        findings=len(result.findings),
        summary_zh="",
        summary_en="",
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
        source_hash=row.source_hash,
        version=row.version,
        seed=row.seed,
        seconds=row.seconds,
        findings=row.findings,
        summary=both(row.summary_zh, row.summary_en),
        scenario=row.scenario,
    )
