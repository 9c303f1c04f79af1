"""Processes of ours find this very product, wherever its packages stand."""

from __future__ import annotations

import os
from pathlib import Path

import solver
from solver.base.process import environment


def test_a_process_finds_the_product_that_starts_it_first(monkeypatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    first, *rest = environment()["PYTHONPATH"].split(os.pathsep)
    assert Path(first) / "solver" / "__init__.py" == Path(str(solver.__file__))
    assert rest == ["elsewhere"]
