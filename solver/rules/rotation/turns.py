"""Everyone who can take a post has a turn before anyone has two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from solver.base.text import Listed, Words
from solver.domain import Block, Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import ONE, LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price, Rule

UNEVEN = Words(
    zh="“{post}”轮到的次数不均：{most}{high}次，{least}{low}次",
    en="the turns at {post} are uneven: {most} {high}, {least} {low}",
)


class TurnsParams(Params):
    """A price is per turn that someone has too many or too few."""

    cost: Price = 1
    level: str = "wishes"


class Turns(Rule[TurnsParams]):
    """The turns (blocks kept) of those who can take a post differ by at most one."""

    code = "turns"
    title = Words(zh="人人轮到", en="Everyone has a turn")
    meaning = Words(
        zh="能值某岗的人都轮到一次之后，才有人轮到第二次：同一岗位各人轮到的次数最多相差一次。",
        en="Everyone who can take a post has a turn before anyone has two: the numbers of turns at a post "
        "differ by at most one.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Let a post's turns lie between some number and the next; the number is a decision of the rule's."""
        by_post: dict[str, list[Block]] = defaultdict(list)
        for block in model.work.blocks:
            if all(self.concerns(duty) for duty in block.duties):
                by_post[block.key.post].append(block)
        able: dict[str, set[str]] = defaultdict(set)
        for duty in model.work.duties:
            able[duty.post] |= model.able(duty)
        for post, blocks in by_post.items():
            people = [staff for staff in sorted(able[post]) if self.concerns_staff(case, case.person[staff])]
            if len(people) < 2 or not any(model.free(staff) for staff in people):
                continue
            turns: dict[str, list[LinearExpr]] = defaultdict(list)
            for block in blocks:
                for staff, holds in _held(model, block).items():
                    turns[staff].append(holds)
            least = model.new_var(0, len(blocks))
            for staff in people:
                count = total(turns[staff])
                self.limit(model, count - least, 1)
                self.limit(model, least - count, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count turns and compare them with every pair of neighbouring numbers."""
        seen = facts(case, plan)
        for post in seen.work.posts.values():
            blocks = [
                block
                for block in seen.work.blocks
                if block.key.post == post.id and all(self.concerns(duty) for duty in block.duties)
            ]
            duties = [duty for block in blocks for duty in block.duties]
            people = [
                person
                for person in case.staff
                if self.concerns_staff(case, person)
                and any(not self.barred(case, person, duty) for duty in duties)
            ]
            held: Counter[str] = Counter()
            for block in blocks:
                held.update(
                    {row.staff for duty in block.duties for row in seen.crew_of(duty) if not row.cover}
                )
            if len(people) < 2:
                continue
            turns = {person.name: held[person.id] for person in people}
            high, low = max(turns.values()), min(turns.values())
            amount = min(
                sum(max(0, least - count) + max(0, count - least - 1) for count in turns.values())
                for least in range(high + 1)
            )
            if amount:
                message = UNEVEN.with_(
                    post=post.name,
                    most=Listed(name for name, count in turns.items() if count == high),
                    high=high,
                    least=Listed(name for name, count in turns.items() if count == low),
                    low=low,
                )
                yield self.finding(message, amount=amount, post=post.id)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return three days' gate for two people, and for one of three who may not take it."""
        gate = [a_post("gate", "gate")]
        case = sketch(posts=gate, days=3)
        picky = [a_post("gate", "gate", eligible="id:ann or id:bo")]
        return (
            Example(
                case,
                clean=roster("0 gate ann", "1 gate bo", "2 gate ann"),
                broken=roster("0 gate ann", "1 gate ann", "2 gate ann"),
            ),
            Example(
                sketch(staff="ann bo cy", posts=picky, days=2),
                clean=roster("0 gate ann", "1 gate bo"),
                broken=roster("0 gate bo", "1 gate bo"),
                params={"cost": None},
            ),
        )


def _held(model: ModelBuilder, block: Block) -> Mapping[str, LinearExpr]:
    """Return who keeps a block; blocks that the scope doesn't touch are read off their frozen crews."""
    held = {staff: holds for staff, holds, _ in model.holders(block)}
    for duty in block.duties:
        covering = {staff for staff, _ in model.covers(duty)}
        for staff, works in model.crew(duty):
            if works == ONE and staff not in covering:
                held.setdefault(staff, ONE)
    return held
