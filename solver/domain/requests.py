"""What wishes and pins speak of: the duties, meetings and departures that a row of these tables means."""

from __future__ import annotations

from solver.domain.case import Pin, Wish
from solver.domain.duties import Duty
from solver.domain.plan import Departure, Meeting


def names(row: Pin | Wish, duty: Duty) -> bool:
    """Tell whether a wish or a pin speaks of a duty; what it leaves empty holds for all."""
    if isinstance(row, Pin):
        others = ((row.club, duty.club), (row.group, duty.group), (row.session, duty.session))
        if not _all_fit(*others, (row.room, duty.room)):
            return False
    return (
        (row.post is None or row.post in duty.names)
        and row.weekday in {None, duty.day.weekday}
        and (row.first or duty.date) <= duty.date <= (row.last or duty.date)
    )


def places(pin: Pin, meeting: Meeting) -> bool:
    """Tell whether a pin of a club speaks of the session and room of a meeting, on whatever weekday."""
    return _all_fit((pin.session, meeting.session), (pin.room, meeting.room))


def forbids(pin: Pin, departure: Departure) -> bool:
    """Tell whether a forbidding pin of a group speaks of a departure of that group.

    A minute is meant for fine days: of rainy ones such a pin says nothing, even together with a gate.
    """
    fine = departure.variant == "fine"
    return (
        (pin.gate is not None or pin.minute is not None)
        and (pin.minute is None or (fine and pin.minute == departure.leave))
        and _all_fit((pin.session, departure.session), (pin.gate, departure.gate))
    )


def _all_fit(*pairs: tuple[str | None, str | None]) -> bool:
    return all(wanted is None or wanted == there for wanted, there in pairs)
