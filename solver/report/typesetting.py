"""Pages from a template and data: no data is ever read as markup, and every machine makes the same bytes."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path

import typst

from solver.report.folder import OutputError
from solver.text import Words

FONT_PACKAGE = "cvttf_NotoSansCJK_Regular"
FONT = "Noto Sans CJK TC"

_NO_FONT = Words(
    zh="找不到中文字体（PyPI 包 cvttf-notosanscjk-regular），无法排版 PDF。",
    en="The Chinese font (PyPI package cvttf-notosanscjk-regular) is missing: the PDF can't be typeset.",
)
_COMPLAINT = Words(zh="PDF 排版有误：{what}", en="The PDF could not be typeset: {what}")


def typeset(template: bytes, data: Mapping[str, object], day: dt.date) -> bytes:
    """Return the PDF of a template's pages.

    Parameters
    ----------
    template
        Typst source that reads ``sys.inputs.data`` (JSON) and ``sys.inputs.font``.
    day
        What the file says of when it was made, so that the same data gives the same bytes.

    Raises
    ------
    OutputError
        If the font is missing or typst complains; nothing is printed with wrong letters.
    """
    # The machine's own fonts stay out: pages must come out the same everywhere.
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[_font_folder()])
    compiler = typst.Compiler(
        template,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "font": FONT},
    )
    stamp = dt.datetime.combine(day, dt.time(), dt.UTC)
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", timestamp=stamp)
    except typst.TypstError as error:
        raise OutputError(_COMPLAINT.with_(what=error.message)) from error
    if warnings:
        raise OutputError(_COMPLAINT.with_(what=warnings[0].message))
    if not isinstance(pdf, bytes):
        raise OutputError(_COMPLAINT.with_(what="no pages"))
    return pdf


def _font_folder() -> Path:
    found = importlib.util.find_spec(FONT_PACKAGE)
    if found is None or found.origin is None:
        raise OutputError(_NO_FONT.with_())
    return Path(found.origin).parent
