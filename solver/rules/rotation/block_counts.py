"""What holding a block implies on counts: the fewest of its duties that a holder works."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from solver.domain.duties import Block, Duty


def least_held(blocks: Iterable[Block], weigh: Callable[[Duty], int]) -> int:
    """Return the least weight of duties that a holder of any one of these blocks works.

    A holder misses at most the part of a block that ``hold`` leaves, and at worst the heaviest duties.
    """
    least: list[int] = []
    for block in blocks:
        missed = int(len(block.duties) * (1 - Fraction(block.hold))) if not block.single else 0
        weights = sorted(weigh(duty) for duty in block.duties)
        least.append(sum(weights[: len(weights) - missed]))
    return min(least, default=0)
