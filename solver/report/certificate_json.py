"""The certificate as data in its folder, and read back exactly as it was written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import from_json

from solver.base.errors import Fault, InputError
from solver.base.text import LANGS, Listed, Words
from solver.domain import Account, Case, Certificate, LevelCertificate
from solver.domain.as_data import Several, SharedLists
from solver.domain.levels import Stage
from solver.report.plan_folder import CERTIFICATE
from solver.report.plan_view import PlanView
from solver.report.roster_lines import exact
from solver.report.summary import proofs_of, status_words
from solver.rules.level_scale import scale_of

MAX_BYTES = 20_000_000
"""A larger certificate than this is none of ours."""
Data = dict[str, object]

_MISSING = Words(
    zh="“{folder}”里没有证书，不是排好的方案文件夹",
    en="{folder} holds no certificate: it is no plan folder.",
)
_DAMAGED = Words(
    zh="证书已损坏或被改动（{place}）",
    en="the certificate is damaged or was changed ({place}).",
)
_SOLVE_AGAIN = Words(zh="请用 afterbell solve 重新生成", en="Make it anew with afterbell solve.")


class _Told(BaseModel):
    lists: Several[Several[str]] = ()


_CERTIFICATE = TypeAdapter(Certificate)
_LEVEL = TypeAdapter(LevelCertificate)
_ACCOUNT = TypeAdapter(Account)


def certificate_json(handout: PlanView) -> bytes:
    """Return the certificate as data, with its words in both languages."""
    proof = handout.certificate
    lists = SharedLists()
    data: Data = {
        **{key: getattr(proof, key) for key in ("case", "case_hash", "version", "seed", "workers", "effort")},
        "grid_step": exact(handout.case.grid.step),
        "hard_findings": sum(finding.hard for finding in handout.findings),
        "priced_findings": sum(not finding.hard for finding in handout.findings),
        "stages": [
            {
                "stage": stage.stage,
                "fixed": dict(sorted(stage.fixed.items())),
                "levels": [_level(handout.case, stage.stage, level, lists) for level in stage.levels],
                **({"disputed": list(stage.disputed)} if stage.disputed else {}),
            }
            for stage in proof.stages
        ],
        "accounts": [_account(account) for account in proof.accounts.values()],
        "lists": lists.lists,
        "words": {
            lang: [
                status_words(handout, lang),
                *(f"{part.title}: {line}" for part in proofs_of(handout, lang) for line in part.sentences),
            ]
            for lang in LANGS
        },
    }
    return ("\n".join(_laid_out(data)) + "\n").encode()


def _level(case: Case, stage: Stage, level: LevelCertificate, lists: SharedLists) -> Data:
    written = _LEVEL.dump_python(level, mode="json", context=lists)
    data = {key: written[key] for key in ("name", "value", "bound")}
    data |= {"unit": scale_of(case, stage, level.name).plain, "method": written["method"]}
    data |= {"proven": level.proven, "conditional": written["conditional"], "gap": str(level.gap)}
    evidence = written["evidence"]
    if evidence is None:
        return data
    evidence["multipliers"] = [
        {"times": multiplier["times"], "row": multiplier["row"].pop("kind"), **_filled(multiplier["row"])}
        for multiplier in evidence["multipliers"]
    ]
    if not level.evidence or not level.evidence.by_contradiction:
        del evidence["by_contradiction"]
    return {**data, "evidence": evidence}


def _filled(row: Mapping[str, object]) -> Data:
    return {key: value for key, value in row.items() if value is not None}


def _account(account: Account) -> Data:
    own = _ACCOUNT.dump_python(account, mode="json")
    return {
        **{key: own[key] for key in ("name", "shortage", "relaxed")},
        "shares": [{"staff": staff, **share} for staff, share in own["shares"].items()],
        "tight": [{key: tight[key] for key in ("level", "staff")} for tight in own["tight"]],
    }


def _laid_out(value: object, indent: str = "", name: str = "") -> Iterator[str]:
    """Yield JSON line by line: what holds nothing further, such as a row of a proof, is one line."""
    inner: list[tuple[str, object]] = []
    if isinstance(value, Mapping):
        inner = [(f"{json.dumps(key, ensure_ascii=False)}: ", each) for key, each in value.items()]
    elif isinstance(value, list):
        inner = [("", each) for each in value]
    if not any(isinstance(each, Mapping | list) and each for _, each in inner) and indent:
        yield f"{indent}{name}{json.dumps(value, ensure_ascii=False)}"
        return
    first, last = "{}" if isinstance(value, Mapping) else "[]"
    yield f"{indent}{name}{first}"
    for count, (key, each) in enumerate(inner, start=1):
        *lines, end = _laid_out(each, indent + "  ", key)
        yield from lines
        yield end + ("," if count < len(inner) else "")
    yield f"{indent}{last}"


def read_certificate(folder: Path) -> Certificate:
    """Read the certificate of a plan folder back.

    Raises
    ------
    InputError
        If there is none, or it is damaged.
    """
    try:
        with (folder / CERTIFICATE).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = _MISSING.with_(folder=folder.name)
        raise InputError((Fault(message, way_out=_SOLVE_AGAIN.with_()),)) from error
    try:
        data = from_json(content if len(content) <= MAX_BYTES else b"")
        shared = _Told.model_validate(data)
        return _CERTIFICATE.validate_python(_nested(data), context=SharedLists(shared.lists))
    except ValidationError as error:
        raise _damaged(".".join(map(str, fault["loc"])) for fault in error.errors()) from error
    except ValueError as error:
        raise _damaged(()) from error


def _damaged(places: Iterable[str]) -> InputError:
    message = _DAMAGED.with_(place=Listed(sorted({*places}), most=3) or "JSON")
    return InputError((Fault(message, file=CERTIFICATE, way_out=_SOLVE_AGAIN.with_()),))


def _nested(data: Data) -> Data:
    """Return the data in the shape of the domain, as far as it has the shape of ours."""

    def row(flat: Data) -> Data:
        if not {"row", "times"} <= flat.keys():
            raise _damaged(["multipliers"])
        return {"row": {**flat, "kind": flat["row"]}, "times": flat["times"]}

    def level(own: Data) -> Data:
        evidence = own.get("evidence")
        if not isinstance(evidence, dict) or "multipliers" not in evidence:
            return own
        return {**own, "evidence": {**evidence, "multipliers": _each(evidence, "multipliers", row)}}

    def stage(own: Data) -> Data:
        return {**own, "levels": _each(own, "levels", level)}

    def account(own: Data) -> Data:
        return {**own, "shares": _by("staff", _each(own, "shares"))}

    accounts = _by("name", _each({"accounts": [], **data}, "accounts", account))
    return {**data, "stages": _each(data, "stages", stage), "accounts": accounts}


def _each(table: Data, key: str, change: Callable[[Data], Data] = dict) -> list[Data]:
    items = table.get(key)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _damaged([key])
    return [change(item) for item in items]


def _by(key: str, tables: list[Data]) -> Data:
    """Return tables by what each is called."""
    if not all(isinstance(table.get(key), str) for table in tables):
        raise _damaged([key])
    return {str(table[key]): table for table in tables}
