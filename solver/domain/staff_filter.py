"""Who may, or who wishes: a small readable expression over the people of a case.

Words are joined by ``and`` 且, ``or`` 或, ``not`` 非 and parentheses; ``not`` binds closest, ``or`` loosest::

    own and (teaches or subject:语文) and not head
    本校教师 且（教本班 或 科目：语文）且 非班主任

A word is a kind of person, ``teaches`` 教本班, ``head`` 班主任, ``subject:``, ``qual:``, ``grade:``, ``id:``,
``name:``, or a bare subject, qualification, id or full name of the case. What contains a space or an
operator stands in quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from solver.base.did_you_mean import PERHAPS, way_out
from solver.base.errors import Fault
from solver.base.text import Words
from solver.domain.case import Case, Group, Staff, Teaching
from solver.domain.staff_filter_parser import (
    PLAIN_WORDS,
    Every,
    Node,
    Not,
    Some,
    Who,
    WhoError,
    Word,
    WordKind,
    grades_of,
    parse,
)

__all__ = [
    "Vocabulary",
    "Who",
    "WhoError",
    "check_words",
    "matches",
    "parse",
    "people",
    "vocabulary",
    "vocabulary_of",
]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the bare words of an expression may be: subjects, qualifications, ids, names (with their ids)."""

    subjects: frozenset[str]
    qualifications: frozenset[str]
    ids: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    grades: frozenset[int]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may stand bare, in a fixed order."""
        return (
            *PLAIN_WORDS,
            *sorted(self.subjects),
            *sorted(self.qualifications),
            *sorted(self.ids),
            *sorted(self.names),
        )


def vocabulary_of(
    staff: Iterable[Staff], teaching: Iterable[Teaching], groups: Iterable[Group]
) -> Vocabulary:
    """Return the vocabulary that these people, their teaching and these groups make."""
    people_ = tuple(staff)
    names: dict[str, tuple[str, ...]] = {}
    for person in people_:
        names[person.name] = (*names.get(person.name, ()), person.id)
    taught = {row.subject for row in teaching if row.subject}
    return Vocabulary(
        subjects=frozenset(taught.union(*(person.subjects for person in people_))),
        qualifications=frozenset(word for person in people_ for word in person.qualifications),
        ids=frozenset(person.id for person in people_),
        names=names,
        grades=frozenset(group.grade for group in groups),
    )


@lru_cache(maxsize=32)
def vocabulary(case: Case) -> Vocabulary:
    """Return the vocabulary of a case."""
    return vocabulary_of(case.staff, case.teaching, case.groups)


UNKNOWN = Words(
    zh="“{word}”不是本方案里的学科、资格、编号、姓名或人员类别",
    en="“{word}” is no subject, qualification, id, name or kind of person of this case.",
)
NAMESAKES = Words(zh="有 {count} 个人叫“{word}”", en="{count} people are called “{word}”.")
WORDS = Words(
    zh="可以写：own、语文、持证:急救、id:T1、教本班 这样的词",
    en="Words are such as own, Maths, qual:coach, id:T1, teaches.",
)
USE_IDS = Words(zh="请写编号，如 {ids}", en="Use an id: {ids}.")


def check_words(who: Who, known: Vocabulary) -> tuple[Fault, ...]:
    """Return a fault for every word that means nobody in the case, or that two people share."""
    return tuple(_faults(who.root, known, ""))


def _faults(node: Node, known: Vocabulary, denial: str) -> list[Fault]:
    if isinstance(node, Not):
        return _faults(node.part, known, node.mark)
    if isinstance(node, Every | Some):
        return [fault for part in node.parts for fault in _faults(part, known, "")]
    word = node.value
    if node.kind in {"name", "bare"} and len(known.names.get(word, ())) > 1 and _namesake(node, known):
        ids = known.names[word]
        instead = USE_IDS.with_(ids=" | ".join(f"id:{one}" for one in ids))
        return [Fault(NAMESAKES.with_(count=len(ids), word=word), value=word, way_out=instead)]
    pool = _pool(node, known)
    if pool is None or word in pool:
        return []
    otherwise = way_out(word, pool, WORDS.with_() if node.kind == "bare" or not pool else None)
    # 非遗 reads as “not 遗” unless it is quoted.
    if denial + word in pool:
        otherwise = PERHAPS.with_(guess=f'"{denial}{word}"')
    return [Fault(UNKNOWN.with_(word=word), value=word, way_out=otherwise)]


def _namesake(word: Word, known: Vocabulary) -> bool:
    return word.kind == "name" or word.value not in known.subjects | known.qualifications | known.ids


def _pool(word: Word, known: Vocabulary) -> tuple[str, ...] | None:
    if word.kind == "bare":
        return known.words
    pools: Mapping[WordKind, Iterable[str]] = {
        "subject": known.subjects,
        "qual": known.qualifications,
        "id": known.ids,
        "name": known.names,
    }
    if word.kind in pools:
        return tuple(sorted(pools[word.kind]))
    if word.kind == "grade":
        grades = grades_of(word.value) or range(0)
        if not known.grades.isdisjoint(grades):
            return None
        return tuple(str(grade) for grade in sorted(known.grades))
    return None


@lru_cache(maxsize=16384)
def people(text: str, case: Case, group: str | None = None) -> frozenset[str]:
    """Return the ids of the people whom an expression means, for a post of this group (or of no group).

    Raises
    ------
    WhoError
        If the text is no expression.
    """
    return _people(parse(text).root, case, group)


def matches(text: str, staff: Staff, case: Case, group: str | None = None) -> bool:
    """Tell whether an expression means this person, for a post of this group."""
    return staff.id in people(text, case, group)


def _people(node: Node, case: Case, group: str | None) -> frozenset[str]:
    if isinstance(node, Not):
        return frozenset(case.person) - _people(node.part, case, group)
    if isinstance(node, Every):
        return frozenset.intersection(*(_people(part, case, group) for part in node.parts))
    if isinstance(node, Some):
        return frozenset.union(*(_people(part, case, group) for part in node.parts))
    return _meant(node, case, group)


def _meant(word: Word, case: Case, group: str | None) -> frozenset[str]:
    value = word.value
    if word.kind == "any":
        return frozenset(case.person)
    if word.kind == "kind":
        return frozenset(person.id for person in case.staff if person.kind == value)
    if word.kind in {"teaches", "head"}:
        ids = {row.id for row in case.groups} if group is None else {group, *case.group[group].parts}
        return _with_groups(case, frozenset(ids), heads_only=word.kind == "head")
    if word.kind == "grade":
        grades = grades_of(value) or range(0)
        chosen = frozenset(row.id for row in case.groups if row.grade in grades)
        return _with_groups(case, chosen, heads_only=False)
    kinds: tuple[WordKind, ...] = ("subject", "qual", "id", "name") if word.kind == "bare" else (word.kind,)
    for kind in kinds:
        if found := _holders(kind, value, case):
            return found
    return frozenset()


def _with_groups(case: Case, groups: frozenset[str], *, heads_only: bool) -> frozenset[str]:
    heads = {row.head for row in case.groups if row.id in groups and row.head}
    taught = () if heads_only else (row.staff for row in case.teaching if row.group in groups)
    return frozenset(heads.union(taught))


def _holders(kind: WordKind, value: str, case: Case) -> frozenset[str]:
    if kind == "subject":
        taught = {row.staff for row in case.teaching if row.subject == value}
        return frozenset(taught.union(row.id for row in case.staff if value in row.subjects))
    if kind == "qual":
        return frozenset(row.id for row in case.staff if value in row.qualifications)
    if kind == "id":
        return frozenset({value} & case.person.keys())
    return frozenset(row.id for row in case.staff if row.name == value)
