"""A plan that somebody edits by hand: its roster and the facts of it, and what its certificate still says."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from solver.domain.case import Case
from solver.domain.duties import DutyKey, Facts, facts, know_facts
from solver.domain.levels import Stage
from solver.domain.plan import Assignment, Certificate, LevelCertificate, Plan, stage_hash


def reseated(case: Case, plan: Plan, gone: Collection[Assignment], come: Collection[Assignment]) -> Plan:
    """Return a plan without some assignments and with others.

    A term has thousands of duties and an edit touches a few: what follows from the roster is carried over
    for all others.

    Raises
    ------
    ValueError
        If an assignment is of no duty or nobody of the case.
    """
    seen = facts(case, plan)
    by_person, crew = dict(seen.by_person), dict(seen.crew)
    rows = list(plan.roster) if not gone else [row for row in plan.roster if row not in gone]
    for row in gone:
        key = _key(case, seen, row)
        crew[key] = tuple([other for other in crew.get(key, ()) if other != row])
    for row in come:
        key = _key(case, seen, row)
        insort(rows, row)
        crew[key] = tuple(sorted((*crew.get(key, ()), row)))
    keys = {_key(case, seen, row) for row in (*gone, *come)}
    for staff in {row.staff for row in (*gone, *come)}:
        own = [duty for duty in by_person.get(staff, ()) if duty.key not in keys]
        own += [seen.work.duty[key] for key in keys for row in crew[key] if row.staff == staff]
        by_person[staff] = tuple(sorted(own, key=lambda duty: duty.time))
    # Whoever is not there any more is not named, as if never assigned.
    crew = {key: there for key, there in crew.items() if there}
    by_person = {staff: own for staff, own in by_person.items() if own}
    changed = replace(plan, roster=tuple(rows))
    know_facts(case, changed, Facts(seen.work, by_person, crew, seen.stray))
    return changed


def _key(case: Case, seen: Facts, row: Assignment) -> DutyKey:
    key = DutyKey(row.date, row.post)
    if key not in seen.work.duty or row.staff not in case.person:
        msg = f"no duty or person for {row}"
        raise ValueError(msg)
    return key


def carried(
    certificate: Certificate,
    plan: Plan,
    levels: Mapping[Stage, Sequence[tuple[str, int]]],
    peaks: Collection[str] | None = None,
) -> Certificate:
    """Return what is proven of an edited plan of the same case: its values, and the bounds that hold still.

    A bound says that no plan at least as good on every earlier level is below it. With the earlier levels
    no worse than they were, those plans are among the ones it was proven of, so it stands; with one of them
    worse there are more such plans, and nothing is claimed but what rows of the case alone prove. Where an
    earlier stage was edited, nothing is either.

    Parameters
    ----------
    plan
        The edited plan, with the accounts it was audited against.
    levels
        Its values by stage, as the audit found them.
    peaks
        The levels that are the largest of many deviations: how large they may be limits each of these in
        a proof, though no row says so. Where they are not told, no proof is taken to stand alone.
    """
    hashes = {"timetable": stage_hash(plan.timetable), "handover": stage_hash(plan.handover)}
    stages = []
    for stage in certificate.stages:
        fixed = {name: hashes[name] for name in stage.fixed}
        known = stage.levels if fixed == dict(stage.fixed) else ()
        now = tuple(_levels(known, levels[stage.stage], peaks))
        stages.append(replace(stage, levels=now, fixed=fixed))
    return replace(certificate, stages=tuple(stages), accounts=plan.accounts)


def _levels(
    known: Sequence[LevelCertificate], values: Sequence[tuple[str, int]], peaks: Collection[str] | None
) -> Iterator[LevelCertificate]:
    before = {level.name: level for level in known}
    worse: set[str] = set()
    open_levels: list[str] = []
    for name, value in values:
        level = before.get(name)
        kept = level if level is None or not worse else _by_itself(level, worse, peaks)
        # Below its bound is only what breaks a hard rule: then the bound says nothing of this plan.
        if kept is not None and kept.bound <= value:
            free = kept.method == "trivial"
            found = replace(kept, value=value, conditional=() if free else tuple(open_levels))
        else:
            found = LevelCertificate(name, value, 0, "trivial")
        if level is None or value > level.value:
            worse.update(name.split("+"))
        if not found.proven:
            open_levels.append(name)
        yield found


def _by_itself(
    level: LevelCertificate, worse: Collection[str], peaks: Collection[str] | None
) -> LevelCertificate | None:
    """Return what rows of the case alone prove of a level, whatever the levels that are worse come to."""
    evidence = level.evidence
    if evidence is None or evidence.proven <= 0 or evidence.seats or evidence.by_contradiction:
        return None
    if peaks is None or set(peaks) & set(worse):
        return None
    if any(each.row.kind == "held" for each in evidence.multipliers):
        return None
    return replace(level, bound=evidence.proven, method="dual_rechecked")
