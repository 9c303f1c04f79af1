"""Why a proof is not accepted, in words."""

from __future__ import annotations

from solver.base.errors import AfterbellError
from solver.base.text import Words

UNKNOWN_ROW = Words(
    zh="证书引用了本方案里没有的约束：{row}",
    en="the proof speaks of a row that this case does not have: {row}",
)
NOT_LAW = Words(
    zh="证书引用的约束不成立：{row}", en="the proof rests on a row that does not follow from the case: {row}"
)
TWICE = Words(zh="证书把同一约束写了两次：{row}", en="the proof names a row twice: {row}")
NO_SEATS = Words(
    zh="本方案没有开“席位与固定值班”规则，证书的证明无从谈起",
    en="without the rule of seats and holders as law, no proof of ours says anything",
)
NO_PLAN = Words(
    zh="按所列的值，没有任何方案符合前面的指标：无从证明",
    en="no plan has the values held: nothing can be proven",
)
NEGATIVE = Words(zh="约束的乘数不能为负：{row}", en="a row can't be counted less than not at all: {row}")
TOO_FINE = Words(
    zh="乘数过大或过细，不予复核", en="the multipliers are larger or finer than any that we write"
)
TOO_LONG = Words(zh="证明过长，不予复核", en="the proof is longer than any that we write")
SHARED_SEATS = Words(
    zh="同一席位在证明里算了两次：{date} {post}", en="the proof counts a seat twice: {date}, {post}"
)
OTHER_SEATS = Words(
    zh="席位不属于这一级指标：{post}", en="the proof counts seats that this level does not measure: {post}"
)


class RefusedError(AfterbellError):
    """A proof that proves nothing, and why."""
