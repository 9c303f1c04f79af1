"""How the frame looks: the mark, less empty space, and Streamlit's own words said in Chinese."""

from __future__ import annotations

import streamlit as st

from solver.text import Lang, Words

# Drawn here: Streamlit would fetch an icon by name for the browser's tab from the internet.
BELL = """<svg viewBox="0 0 24 24" fill="#1f6f8b"><path d="M12 3a6 6 0 0 0-6 6v5l-2 3v1h16v-1l-2-3V9a6 6 0 0 0-6-6z"/>
<circle cx="12" cy="20" r="2"/></svg>"""
# One hue that reads on light and on dark ground.
MARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 190 28" width="190" height="28" fill="#2f93b5">
<g transform="translate(0 2)"><path d="M12 3a6 6 0 0 0-6 6v5l-2 3v1h16v-1l-2-3V9a6 6 0 0 0-6-6z"/><circle cx="12" cy="20" r="2"/></g>
<g font-family="'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" font-weight="700">
<text x="28" y="20" font-size="18">{name}</text></g></svg>"""

SPACE = """
[data-testid="stMainBlockContainer"] { padding-top: 4.2rem; padding-bottom: 4rem; max-width: 110rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 2rem; }
h1 { font-size: 2rem !important; padding-top: 0.2rem !important; }
h2 { font-size: 1.45rem !important; }
h3 { font-size: 1.2rem !important; }
"""
# Streamlit speaks English only; what it says in the place for files is said again in the page's language.
IN_CHINESE = """
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p::after { content: "选文件"; font-size: 0.875rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "最大 20 MB"; font-size: 0.875rem; }
"""
BRAND = Words(zh="课后排 Afterbell", en="Afterbell 课后排")


def dress(lang: Lang) -> None:
    """Set the page's title and icon, the mark above the pages, and the frame's style. The first call of a page."""
    st.set_page_config(page_title=BRAND.say(lang), page_icon=BELL, layout="wide")
    st.logo(MARK.format(name=BRAND.say(lang)), size="large")
    st.html(f"<style>{SPACE}{IN_CHINESE if lang == 'zh' else ''}</style>")
