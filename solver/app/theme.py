"""How the frame looks: the mark, less empty space, and Streamlit's own words said in Chinese."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from solver.base.text import Lang, Words

BRAND = Words(zh="课后排 Afterbell", en="Afterbell 课后排")


def dress(lang: Lang) -> None:
    """Set title, icon, mark and style of the frame: the first call of every page."""
    # Drawn here: an icon by name would be fetched from the internet for the browser's tab.
    st.set_page_config(page_title=BRAND.say(lang), page_icon=_file("bell.svg"), layout="wide")
    st.logo(_file("mark.svg").format(name=BRAND.say(lang)), size="large")
    style = _file("frame.css") + (_file("frame_zh.css") if lang == "zh" else "")
    st.html(f"<style>{style}</style>")


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
