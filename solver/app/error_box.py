"""What the workspace can't do, as a reader is told: fault by fault, or in the words of the refusal."""

from __future__ import annotations

import streamlit as st

from solver.app.escape import plain
from solver.base.errors import AfterbellError, InputError
from solver.base.text import Lang


def lines_of(error: AfterbellError, lang: Lang) -> list[str]:
    """Return what a refusal has to say."""
    if isinstance(error, InputError) and error.faults:
        return [fault.say(lang) for fault in error.faults]
    return [error.message.say(lang)]


def refused(error: AfterbellError, lang: Lang) -> None:
    """Show a refusal."""
    for line in lines_of(error, lang):
        st.error(plain(line), icon=":material/error:")
