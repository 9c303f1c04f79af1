"""The measures side by side, exact, the better ones marked; in sentences what a scenario brings and costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal

from solver.base.text import UNSAID, WEEKDAYS, Lang, Listed, Message, Words, both, literal
from solver.base.units import clock, show_units
from solver.base.vocabulary import FINDINGS
from solver.domain.burdens import account_words
from solver.report import rule_title
from solver.report.words import POOLS as OWN_POOLS
from solver.rules.level_scale import Proven
from solver.scenarios.comparison import Column, Comparison
from solver.scenarios.measures import Measures

Better = Literal["less", "more", ""]
"""Which value of a measure is better; "" where that is nobody's business but the school's."""
BOUNDED_UNITS = Words(zh="工作量；≥ 已证明的下界", en="units; ≥ proven bound")
LEAST_MOST = Words(zh="最少–最多", en="least–most")
NAMES: Mapping[str, tuple[Words, Words]] = {
    "seats": (Words(zh="席位", en="Seats"), Words(zh="已排 / 共需", en="covered / needed")),
    "custody": (Words(zh="看护链断开", en="Custody gaps"), Words(zh="处", en="")),
    "findings": (FINDINGS, Words(zh="其中必须解决", en="of these, hard")),
    "rule": (Words(zh="{name}", en="{name}"), UNSAID),
    "largest": (Words(zh="最大偏差", en="Largest deviation"), BOUNDED_UNITS),
    "total": (Words(zh="偏差合计", en="Sum of deviations"), BOUNDED_UNITS),
    "pool": (Words(zh="人均工作量 · {name}", en="Units per person · {name}"), LEAST_MOST),
    "burden": (Words(zh="{name}的最大偏差", en="{name}: largest deviation"), LEAST_MOST),
    "outside": (Words(zh="外部人员课时", en="Hours of outside people"), Words(zh="小时", en="")),
    "pay": (Words(zh="课酬", en="Pay"), Words(zh="元", en="yuan")),
    "spare_least": (
        Words(zh="最紧时段的富余人数", en="People to spare, tightest"),
        Words(zh="何时", en="when"),
    ),
    "spare_median": (
        Words(zh="一般时段的富余人数", en="People to spare, usually"),
        Words(zh="中位数", en="median"),
    ),
}
"""What each measure is called, and what its value is."""
POOLS: Mapping[str, Words] = {
    "": Words(zh="其他", en="others"),
    **OWN_POOLS,
}
"""The pools that nobody had to name, and those who are compared with nobody."""
HARD = Words(zh="必须解决 {count}", en="{count} hard")
PROVEN = Words(zh="已证明最优", en="proven best")
BRINGS = Words(zh="带来：{list}", en="brings: {list}")
COSTS = Words(zh="代价：{list}", en="costs: {list}")
SAME = Words(zh="主要指标都与现状相同", en="the main measures are as they are now")
NO_PLAN = Words(zh="排不出：{why}", en="no plan: {why}")
NO_BASE = Words(zh="现状本身排不出，无从比较", en="there is no plan of the case as it is to compare with")
PROVEN_CLAUSE = Words(zh="{clause}（已证明）", en="{clause} (proven)")
TOLD = frozenset(
    {"seats", "custody", "findings", "largest", "total", "pool", "outside", "pay", "spare_least"}
)
"""Measures that go into the sentence: the others vary with how long was searched as much as with the case."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: the exact number it is judged by, its text, and what is said beside it.

    ``bound`` is what is proven without condition: no plan of the case has less. ``None`` where nothing is.
    """

    number: Fraction
    text: str
    beside: Message = UNSAID
    bound: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of all columns; ``None`` where a column has no plan, or the measure has no meaning there.

    ``note`` says what the value is. ``minor`` lines are parts of the one above.
    """

    key: str
    name: Words
    note: Words
    better: Better
    values: tuple[Value | None, ...]

    @property
    def minor(self) -> bool:
        """Whether the line is a part of the one above."""
        return self.key == "rule"

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """The values that there are."""
        return tuple(value.number for value in self.values if value is not None)

    @property
    def varies(self) -> bool:
        """Whether the values differ."""
        return len(set(self.numbers)) > 1

    @property
    def best(self) -> frozenset[int]:
        """The columns whose value is the best; none where all are alike."""
        numbers = self.numbers
        if not self.better or not self.varies:
            return frozenset()
        wanted = min(numbers) if self.better == "less" else max(numbers)
        return frozenset(
            at for at, value in enumerate(self.values) if value is not None and value.number == wanted
        )

    def change(self, at: int) -> Fraction | None:
        """Return by how much a column is better than the first, below 0 where it is worse."""
        first, other = self.values[0], self.values[at]
        if not self.better or first is None or other is None:
            return None
        return (first.number - other.number) * (1 if self.better == "less" else -1)

    def proven(self, at: int) -> bool:
        """Tell whether a column is proven to be better or worse than the first, however long one searches."""
        first, other = self.values[0], self.values[at]
        if first is None or other is None:
            return False
        worse = other.bound is not None and other.bound > first.number
        return worse or (first.bound is not None and first.bound > other.number)


def figures_of(comparison: Comparison) -> tuple[Figure, ...]:
    """Return every measure of a comparison, in the order in which they are read."""
    return tuple(_lines([column.measures for column in comparison.columns]))


def pool_words(pool: str) -> Words:
    """Return what a pool is called: the school's own as it is written."""
    return POOLS.get(pool) or literal(pool)


Columns = list[Measures | None]
Ask = Callable[[Measures], Value | None]


def _lines(columns: Columns) -> Iterator[Figure]:
    line = partial(_line, columns)
    yield line("seats", "less", _seats)
    yield line("custody", "less", lambda one: _count(one.custody_gaps))
    yield line("findings", "less", _findings)
    for code in _names(columns, lambda one: dict(one.by_rule)):
        yield line("rule", "less", partial(_of_rule, code), rule_title(code))
    yield line("largest", "less", lambda one: _bounded(one.largest, one.largest_proven))
    yield line("total", "less", lambda one: _bounded(one.total, one.total_proven))
    for pool in _names(columns, lambda one: one.pools):
        yield line("pool", "less", partial(_of_pool, pool), pool_words(pool))
    for burden in _names(columns, lambda one: one.burdens):
        yield line("burden", "less", partial(_of_burden, burden), _capital(account_words(burden)))
    if any(one is not None and one.outside_minutes for one in columns):
        yield line("outside", "less", lambda one: _amount(Fraction(one.outside_minutes, 60), 1))
    if any(one is not None and one.pay is not None for one in columns):
        yield line("pay", "less", lambda one: None if one.pay is None else Value(one.pay, grouped(one.pay)))
    yield line("spare_least", "more", _tightest)
    yield line("spare_median", "more", lambda one: _count(one.spare.median))


def _line(columns: Columns, key: str, better: Better, ask: Ask, name: Words = UNSAID) -> Figure:
    words, note = NAMES[key]
    said = both(words.say("zh", name=name), words.say("en", name=name))
    return Figure(key, said, note, better, tuple(None if one is None else ask(one) for one in columns))


def _names(columns: Columns, ask: Callable[[Measures], Mapping[str, object]]) -> tuple[str, ...]:
    """Return every name that some column has, in the order in which they come up."""
    return tuple(dict.fromkeys(name for one in columns if one is not None for name in ask(one)))


def _seats(one: Measures) -> Value:
    bound = _always(one.uncovered_proven)
    return Value(Fraction(one.uncovered), f"{one.covered} / {one.seats}", bound=bound)


def _always(known: Proven | None) -> Fraction | None:
    """Return a bound that holds for every plan.

    A level that comes later is bounded for plans as good as this one on all before it: with another case's
    plan that compares only where those are at their best.
    """
    return None if known is None or known.conditional else known.bound


def _findings(one: Measures) -> Value:
    hard = HARD.with_(count=one.hard) if one.hard else UNSAID
    return Value(Fraction(one.findings), str(one.findings), hard)


def _of_rule(code: str, one: Measures) -> Value | None:
    return _count(dict(one.by_rule).get(code, 0))


def _of_pool(pool: str, one: Measures) -> Value | None:
    found = one.pools.get(pool)
    if found is None:
        return None
    return Value(found.mean, show_units(found.mean, 1), _span(found.least, found.most))


def _of_burden(name: str, one: Measures) -> Value | None:
    found = one.burdens.get(name)
    if found is None:
        return None
    return Value(found.largest, show_units(found.largest, 2), _span(found.range.least, found.range.most))


def _span(least: Fraction, most: Fraction) -> Words:
    ends = dict.fromkeys((show_units(least, 1), show_units(most, 1)))
    return literal("–".join(ends))


def _tightest(one: Measures) -> Value | None:
    if not one.spare.tightest:
        return None
    slot = one.spare.tightest[0]
    beside = Listed((WEEKDAYS[slot.weekday], clock(slot.start)), " ")
    return Value(Fraction(slot.people), str(slot.people), beside)


def _count(number: Fraction | int | None) -> Value | None:
    return None if number is None else _amount(Fraction(number), 1)


def _amount(number: Fraction, places: int) -> Value:
    return Value(number, show_units(number, places))


def grouped(number: Fraction) -> str:
    """Return an amount with its thousands apart: 142,162.5."""
    whole, dot, rest = show_units(number, 2).partition(".")
    return f"{int(whole):,}{dot}{rest}"


def _bounded(number: Fraction, known: Proven | None) -> Value:
    if known is None:
        return _amount(number, 4)
    beside = PROVEN if number == known.bound else literal(f"≥ {show_units(known.bound, 4)}")
    return Value(number, show_units(number, 4), beside, _always(known))


def _capital(words: Words) -> Words:
    return Words(zh=words.zh, en=words.en[:1].upper() + words.en[1:])


def shown(value: Value | None, lang: Lang) -> str:
    """Return a value with what is said beside it, for a line of plain text."""
    if value is None:
        return "—"
    beside = value.beside.say(lang)
    return f"{value.text} ({beside})" if beside else value.text


def sentence(comparison: Comparison, at: int, lang: Lang) -> str:
    """Return what the scenario of a column brings and costs, the weightiest first."""
    column = comparison.columns[at]
    if column.measures is None:
        return _why(column, lang)
    if comparison.base.measures is None:
        return NO_BASE.say(lang)
    changed = [
        (figure, change)
        for figure in figures_of(comparison)
        if figure.key in TOLD and (change := figure.change(at))
    ]
    parts = []
    for words, sign in ((BRINGS, 1), (COSTS, -1)):
        clauses = [_clause(figure, at, lang) for figure, change in changed if change * sign > 0]
        if clauses:
            parts.append(words.say(lang, list=Listed(clauses, "，")))
    return (Listed(parts, "；") or SAME).say(lang)


def _why(column: Column, lang: Lang) -> str:
    return NO_PLAN.say(lang, why=column.variant.refused.say(lang) if column.variant.refused else "—")


def _clause(figure: Figure, at: int, lang: Lang) -> str:
    before, after = [value.text if value else "—" for value in (figure.values[0], figure.values[at])]
    clause = f"{_inside(figure.name.say(lang), lang)} {before} → {after}"
    return PROVEN_CLAUSE.say(lang, clause=clause) if figure.proven(at) else clause


def _inside(name: str, lang: Lang) -> str:
    """Return a name as it stands within a sentence."""
    return name[:1].lower() + name[1:] if lang == "en" else name
