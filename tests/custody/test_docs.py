"""The page on custody names every code, every column and every manner of holding pupils."""

from pathlib import Path
from typing import get_args

import pytest

from solver.custody import CODES, CUSTODY_COLUMNS, How

PAGE = (Path(__file__).parents[2] / "docs" / "custody.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", [*CODES, *CUSTODY_COLUMNS, *get_args(How)])
def test_the_page_names(word):
    assert f"`{word}`" in PAGE
