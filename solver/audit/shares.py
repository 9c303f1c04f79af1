"""The independent proof that an account's loads are the fairest: one flow, and what it can't reach.

Loads are optimal exactly when a flow gives everybody their load, no seat could take more, and load can
only ever move from people of a lower level to people of a higher one: then every prefix of the tight
sets is full, and the optimum is unique (Fujishige 1980). All of it is checked in whole numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor, lcm

from solver.base.text import Listed, Said, Words
from solver.domain.burdens import account_words
from solver.domain.plan import Account
from solver.fairness.flow import SINK, SOURCE, Network

WRONG = Words(
    zh="{account}：{staff} 的{what}应为 {expected}，实为 {found}",
    en="{account}: {what} of {staff} should be {expected} but is {found}",
)
PEOPLE = Words(
    zh="{account}：参与分摊的人员不符：{staff}",
    en="{account}: these people should or should not share: {staff}",
)
NOT_REALISED = Words(
    zh="{account}：这些可达量合在一起排不出来，还差 {missing}",
    en="{account}: no roster gives everybody their reachable load: {missing} steps don't fit",
)
NOT_FULL = Words(
    zh="{account}：{staff} 还能多承担，可达量未填满需要的席位",
    en="{account}: {staff} could take more seats than their reachable loads say",
)
NOT_FAIR = Words(
    zh="{account}：{light} 还能替 {heavy} 分担，可达量不是最公平的",
    en="{account}: {light} could relieve {heavy}: the reachable loads are not the fairest",
)
SETS = Words(
    zh="{account}：{staff} 的共同分摊组有误",
    en="{account}: the set that shares its work is wrong for {staff}",
)
SHORTAGE = Words(
    zh="{account}：缺口应为 {expected}，实为 {found}",
    en="{account}: the shortage should be {expected} but is {found}",
)
RELAXED = Words(
    zh="{account}：没有如实说明可达量放宽了什么",
    en="{account}: what the reachable loads relax is not told as it is",
)
WHAT = {
    "weight": Words(zh="权重", en="the weight"),
    "balance": Words(zh="上期结余", en="the opening balance"),
    "due": Words(zh="应承担量", en="the due load"),
    "reachable": Words(zh="可达量", en="the reachable load"),
    "target": Words(zh="目标", en="the target"),
    "level": Words(zh="水平", en="the level"),
}


def verify(network: Network, account: Account) -> tuple[Said, ...]:
    """Return everything that is wrong with an account; nothing, exactly when it is the optimum.

    Parameters
    ----------
    network
        The account's flow problem, built from the case with the audit's own candidate pairs.
    """
    name = account_words(account.name)
    in_sets = Counter(who for tight_set in account.tight for who in tight_set.staff)
    strangers = set(account.shares) ^ set(network.sharing)
    strangers |= {who for who in {*in_sets, *network.sharing} if in_sets[who] != (who in network.sharing)}
    if strangers:
        return (PEOPLE.with_(account=name, staff=Listed(sorted(strangers))),)
    wrong = list(_plain_numbers(network, account))
    if account.relaxed != network.relaxed:
        wrong.append(RELAXED.with_(account=name))
    negative = [who for who, share in account.shares.items() if share.reachable < 0]
    if negative:
        return (
            *wrong,
            *(_wrong(name, who, "reachable", 0, account.shares[who].reachable) for who in negative),
        )
    return (*wrong, *_Proof(network, account).run())


def _wrong(account: Words, staff: str, what: str, expected: object, found: object) -> Said:
    return WRONG.with_(account=account, staff=staff, what=WHAT[what], expected=expected, found=found)


def _plain_numbers(network: Network, account: Account) -> Iterable[Said]:
    """Recompute what follows from the loads by arithmetic alone."""
    load: dict[str | None, Fraction] = defaultdict(Fraction)
    weight: dict[str | None, Fraction] = defaultdict(Fraction)
    for who, share in account.shares.items():
        load[network.pool[who]] += share.reachable
        weight[network.pool[who]] += network.weight[who]
    target = {
        who: steps for tight_set in account.tight for who, steps in _whole(account, tight_set.staff).items()
    }
    target |= network.agreed
    level = {who: tight_set.level for tight_set in account.tight for who in tight_set.staff}
    for who, share in account.shares.items():
        pool = network.pool[who]
        expected: Mapping[str, tuple[Fraction | int, Fraction | int]] = {
            "weight": (network.weight[who], share.weight),
            "balance": (network.balance[who], share.balance),
            "due": (load[pool] * network.weight[who] / weight[pool], share.due),
            "target": (target[who], share.target),
            "level": ((share.reachable + network.balance[who]) / network.weight[who], level[who]),
        }
        for what, (right, claimed) in expected.items():
            if right != claimed:
                yield _wrong(account_words(account.name), who, what, right, claimed)


def _whole(account: Account, staff: tuple[str, ...]) -> dict[str, int]:
    """Return the loads of one set in whole steps, the largest remainders rounded up."""
    load = {who: account.shares[who].reachable for who in staff}
    up = int(sum(load.values(), Fraction(0))) - sum(floor(amount) for amount in load.values())
    first = sorted(staff, key=lambda who: (floor(load[who]) - load[who], who))[:up]
    return {who: floor(amount) + (who in first) for who, amount in load.items()}


class _Proof:
    """A flow of exactly the loads that the account claims, and what its residual graph reaches."""

    def __init__(self, network: Network, account: Account) -> None:
        self.network = network
        self.account = account
        self.flow = _Residual(network.nodes)

    def run(self) -> Iterable[Said]:
        """Yield what the flow shows to be wrong."""
        network, shares = self.network, self.account.shares
        name = account_words(self.account.name)
        scale = lcm(*(share.reachable.denominator for share in shares.values()))
        for tail, head, limit in network.arcs():
            self.flow.add(tail, head, limit * scale)
        given = [
            self.flow.add(SOURCE, network.node[who], int(share.reachable * scale))
            for who, share in shares.items()
        ]
        asked = sum(self.flow.room[arc] for arc in given)
        # Nodes are numbered along the flow (people, bounds from outside inwards, demands), all but the sink.
        order = [*range(network.nodes)]
        order[SINK] = network.nodes
        if missing := asked - self.flow.fill(order):
            yield NOT_REALISED.with_(account=name, missing=Fraction(missing, scale))
            return
        yield from self._levels()
        # Let everybody give all they can: what then stays open is nobody's.
        for who in network.people:
            self.flow.add(SOURCE, network.node[who], network.total * scale)
        left = network.total - Fraction(asked + self.flow.fill(), scale)
        if left != self.account.shortage:
            yield SHORTAGE.with_(account=name, expected=left, found=self.account.shortage)

    def _levels(self) -> Iterable[Said]:
        """Walk the tight sets from the lowest level: each may reach only itself and those before it."""
        name, network = account_words(self.account.name), self.network
        level = {
            network.node[who]: (share.reachable + network.balance[who]) / network.weight[who]
            for who, share in self.account.shares.items()
        }
        person = {network.node[who]: who for who in network.sharing}
        seen: set[int] = set()
        for tight_set in sorted(self.account.tight, key=lambda tight_set: tight_set.level):
            members = {network.node[who] for who in tight_set.staff}
            first = min(members)
            fresh = self.flow.reach(first, seen)
            heavier = sorted(person[node] for node in fresh if node in person and level[node] > level[first])
            if SINK in fresh:
                yield NOT_FULL.with_(account=name, staff=person[first])
                return
            if heavier:
                yield NOT_FAIR.with_(account=name, light=person[first], heavy=Listed(heavier))
                return
            mutual = fresh & self.flow.reach(first, seen, back=True)
            if {node for node in fresh if node in person} != members or not members <= mutual:
                yield SETS.with_(account=name, staff=Listed(tight_set.staff))
                return
            seen |= fresh


class _Residual:
    """A flow and its residual graph (Dinic 1970), in whole numbers of any size.

    Arc ``a`` and its way back ``a ^ 1`` stand side by side; ``room`` is what each can still take.
    """

    def __init__(self, nodes: int) -> None:
        self.head: list[int] = []
        self.room: list[int] = []
        self.out: list[list[int]] = [[] for _ in range(nodes)]

    def add(self, tail: int, head: int, limit: int) -> int:
        arc = len(self.head)
        self.head += (head, tail)
        self.room += (limit, 0)
        self.out[tail].append(arc)
        self.out[head].append(arc + 1)
        return arc

    def fill(self, order: list[int] | None = None) -> int:
        """Send what can be sent from the source to the sink, and return how much it was.

        Parameters
        ----------
        order
            Numbers that grow along every arc of a fresh network: then most of the flow is sent at once,
            on paths of any length.
        """
        sent = 0 if order is None else self._block(order)
        while (far := self._layers())[SINK] >= 0:
            sent += self._block(far)
        return sent

    def _layers(self) -> list[int]:
        """Return each node's distance from the source, -1 for those farther than the sink or out of reach."""
        far = [-1] * len(self.out)
        far[SOURCE] = 0
        queue = deque([SOURCE])
        head, room = self.head, self.room
        while queue:
            node = queue.popleft()
            for arc in self.out[node]:
                if room[arc] and far[head[arc]] < 0:
                    far[head[arc]] = far[node] + 1
                    if head[arc] == SINK:
                        return far
                    queue.append(head[arc])
        return far

    def _block(self, far: list[int]) -> int:
        """Fill every path on which ``far`` grows, going back only as far as the first arc that is full."""
        head, room, out = self.head, self.room, self.out
        next_arc = [0] * len(out)
        path: list[int] = []
        node, sent = SOURCE, 0
        while True:
            if node == SINK:
                push = min(room[arc] for arc in path)
                sent += push
                for arc in path:
                    room[arc] -= push
                    room[arc ^ 1] += push
                full = next(position for position, arc in enumerate(path) if not room[arc])
                node = head[path[full] ^ 1]
                del path[full:]
            elif next_arc[node] < len(out[node]):
                arc = out[node][next_arc[node]]
                if room[arc] and far[head[arc]] > far[node]:
                    path.append(arc)
                    node = head[arc]
                else:
                    next_arc[node] += 1
            elif path:
                node = head[path.pop() ^ 1]
                next_arc[node] += 1
            else:
                return sent

    def reach(self, root: int, without: set[int], *, back: bool = False) -> set[int]:
        """Return what the root can still send to, or with ``back`` what can still send to it."""
        seen = {root}
        rest = [root]
        while rest:
            for arc in self.out[rest.pop()]:
                node = self.head[arc]
                if self.room[arc ^ back] and node != SOURCE and node not in seen and node not in without:
                    seen.add(node)
                    rest.append(node)
        return seen
