"""Pages from a template and data: no data is ever read as markup, and every machine makes the same bytes."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from solver.base import process
from solver.base.text import Words
from solver.report.plan_folder import OutputError

FONT_PACKAGE = "cvttf_NotoSansCJK_Regular"
FONT = "Noto Sans CJK TC"

_NO_FONT = Words(
    zh="找不到中文字体（PyPI 包 cvttf-notosanscjk-regular），无法排版 PDF。",
    en="The Chinese font (PyPI package cvttf-notosanscjk-regular) is missing: the PDF can't be typeset.",
)
PATIENCE = 600.0
"""Seconds; a term of a large school takes a few."""
_TOO_LONG = Words(
    zh="PDF 排版超过 {minutes} 分钟，已停止。",
    en="The PDF took more than {minutes} minutes and was given up.",
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
        If the font is missing, typst complains or takes too long; nothing is printed with wrong letters.
    """
    asked = {
        "template": template.decode(),
        "inputs": {"data": json.dumps(data, ensure_ascii=False), "font": FONT},
        "fonts": str(_font_folder()),
        "day": day.isoformat(),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "solver.report.typst_process"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=False,
            env=process.environment(),
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise OutputError(_TOO_LONG.with_(minutes=round(PATIENCE / 60))) from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutputError(_COMPLAINT.with_(what=lines[-1] if lines else done.returncode))
    return done.stdout


def _font_folder() -> Path:
    found = importlib.util.find_spec(FONT_PACKAGE)
    if found is None or found.origin is None:
        raise OutputError(_NO_FONT.with_())
    return Path(found.origin).parent
