"""What follows from decisions: whether any of them is taken, and what is worth a decision of its own."""

from __future__ import annotations

from collections.abc import Sequence

from solver.formulation.linear_rows import LinearModel
from solver.rules.model_builder import ONE, LinearExpr, Var, total


class IndicatorModel(LinearModel):
    """Rows with the verbs that make expressions of others. The same question always has the same answer."""

    def __init__(self) -> None:
        super().__init__()
        self._any: dict[frozenset[LinearExpr], LinearExpr] = {}
        self._same: dict[LinearExpr, LinearExpr] = {}
        self._cliques: dict[Var, list[int]] = {}
        self._rows_seen = 0

    def any_of(self, parts: Sequence[LinearExpr]) -> LinearExpr:
        """Return an expression that is 1 exactly when some of these (each 0 or 1) is 1.

        Where the rows written so far let at most one of them be 1 it is their sum: exact without a decision
        of its own, and far tighter in a linear relaxation.
        """
        if any(not part.vars and part.const for part in parts):
            return ONE
        open_parts = [part for part in parts if part.vars]
        if len(open_parts) < 2:
            return total(open_parts)
        key = frozenset(open_parts)
        if key not in self._any:
            together = total(open_parts)
            self._any[key] = together if self._exclude_each_other(together) else self._some(open_parts)
        return self._any[key]

    def as_decision(self, lin: LinearExpr) -> LinearExpr:
        """Return a decision that equals an expression (0 or 1).

        Rows that speak of it stay short and a solver can branch on it: whether somebody works that day,
        before at which post.
        """
        if len(lin.vars) < 2:
            return lin
        if lin not in self._same:
            same = self.new_var()
            # Both ways, each as a row: so it is seen to follow from its parts.
            self.at_most(lin - same, 0)
            self.at_most(same - lin, 0)
            self._same[lin] = same
        return self._same[lin]

    def _some(self, parts: Sequence[LinearExpr]) -> LinearExpr:
        some = self.new_var()
        for part in parts:
            self.at_most(part - some, 0)
        self.at_most(some - total(parts), 0)
        return some

    def _exclude_each_other(self, together: LinearExpr) -> bool:
        """Tell whether a row written so far lets at most one of a sum's variables be 1."""
        for place in range(self._rows_seen, len(self.rows)):
            row = self.rows[place]
            if row.high == 1 and {*row.terms.factors} == {1} and self.yes_or_no(row.terms):
                for var in row.terms.vars:
                    self._cliques.setdefault(var, []).append(place)
        self._rows_seen = len(self.rows)
        if together.const or {*together.factors} != {1}:
            return False
        return bool(set.intersection(*({*self._cliques.get(var, ())} for var in together.vars)))
