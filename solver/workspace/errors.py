"""What is asked for and not there: words instead of a broken page."""

from __future__ import annotations

from solver.base.errors import AfterbellError
from solver.base.text import Words

NO_CASE = Words(
    zh="文件夹里没有方案“{key}”，可能刚被移走或改名。请回到开始页再选。",
    en="There is no case “{key}” in the folder; perhaps it was moved or renamed. "
    "Choose again on the page Start.",
)
NO_FOLDER = Words(
    zh="方案的文件夹“{folder}”不见了，或者打不开。请把它放回原处，再刷新页面。",
    en="The folder of cases, “{folder}”, is gone or can't be opened. Put it back and reload the page.",
)
NO_RUN = Words(zh="没有第 {number} 次排班。", en="There is no run {number}.")
NO_PLAN = Words(zh="没有第 {number} 份排班表。", en="There is no plan {number}.")


class UnknownError(AfterbellError):
    """A case, run or plan that is not there (any more)."""
