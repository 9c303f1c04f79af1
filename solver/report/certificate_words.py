"""The certificate in words that say no more than what was proven."""

from __future__ import annotations

from dataclasses import dataclass

from solver.base.text import Lang, Listed
from solver.domain import LevelCertificate, StageCertificate
from solver.domain.levels import STAGE_WORDS, STAGES, left_out, level_words
from solver.report.plan_view import PlanView
from solver.report.words import METHODS, PROOF, STATUS, TEXT
from solver.rules.level_scale import scale_of


@dataclass(frozen=True, slots=True)
class StageProof:
    """What is proven of one stage, in one language: a title and its sentences."""

    title: str
    sentences: tuple[str, ...]


def status_words(handout: PlanView, lang: Lang) -> str:
    """Say whether the plan may be published."""
    hard = sum(finding.hard for finding in handout.findings)
    if hard:
        return STATUS["draft"].say(lang, count=hard)
    if handout.findings:
        return STATUS["priced"].say(lang, count=len(handout.findings))
    return STATUS["clean"].say(lang)


def proofs_of(handout: PlanView, lang: Lang) -> tuple[StageProof, ...]:
    """Return the certificate in words, stage by stage."""
    return tuple(_stage(handout, stage, lang) for stage in handout.certificate.stages)


def _stage(handout: PlanView, stage: StageCertificate, lang: Lang) -> StageProof:
    sentences: list[str] = []
    if stage.fixed:
        before = [name for name in STAGES if name in stage.fixed]
        stages = Listed(STAGE_WORDS[name] for name in before)
        hashes = Listed(stage.fixed[name][:12] for name in before)
        sentences.append(PROOF["fixed"].say(lang, stages=stages, hashes=hashes))
    if stage.stage == "rotation" and (last := left_out(handout.case)):
        sentences.append(PROOF["appended"].say(lang, levels=Listed(map(level_words, last))))
    sentences += [
        _level(handout, stage, level, lang, first=rank == 0) for rank, level in enumerate(stage.levels)
    ]
    return StageProof(STAGE_WORDS[stage.stage].say(lang), tuple(sentences or [PROOF["none"].say(lang)]))


def _level(
    handout: PlanView, stage: StageCertificate, level: LevelCertificate, lang: Lang, *, first: bool
) -> str:
    scale = scale_of(handout.case, stage.stage, level.name)
    # A later level's bound holds for plans as good on every earlier level; only the sign of a
    # measure bounds it among all plans.
    everywhere = first or level.method == "trivial"
    values = {
        "stage": STAGE_WORDS[stage.stage],
        "level": level_words(level.name),
        "value": scale.value(level.value),
        "bound": scale.bound(level.bound),
        "gap": scale.amount(scale.exact(level.value) - scale.least(level.bound)),
        "proven": scale.bound(level.evidence.proven if level.evidence else 0),
        "levels": Listed(map(level_words, level.conditional)),
        "method": METHODS[level.method],
    }
    keys = ["best" if everywhere else "best_after"]
    keys += [] if level.proven else ["open"]
    keys += ["conditional"] if level.conditional and not everywhere else []
    partly = level.evidence is not None and level.evidence.proven < level.bound
    keys += ["method", "rechecked"] if partly else ["method"]
    return Listed((PROOF[key].with_(**values) for key in keys), "").say(lang)


def about_rows(handout: PlanView, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return what a reader wants to know about where this comes from."""
    term, proof = handout.case.term, handout.certificate
    people = {row.staff for row in handout.plan.roster}
    days = {row.date for row in handout.plan.roster}
    return (
        (TEXT["term"].say(lang), f"{term.start.isoformat()} – {term.end.isoformat()}"),
        (TEXT["service_days"].say(lang), str(len(days))),
        (TEXT["people"].say(lang), str(len(people))),
        (TEXT["duties"].say(lang), str(len(handout.plan.roster))),
        (TEXT["case_hash"].say(lang), proof.case_hash),
        (TEXT["version"].say(lang), proof.version),
        (TEXT["seed"].say(lang), str(proof.seed)),
    )
