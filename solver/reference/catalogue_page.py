"""What the pages of both catalogues share: tables of what there is, of parameters, and entries by code."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from solver.domain.params import Parameter, parameters_of

REQUIRED = "*required 必填*"


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table, after a blank one."""
    names = tuple(header)
    yield from ("", _line(names), f"|{'---|' * len(names)}")
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def told(model: type[BaseModel]) -> Iterator[str]:
    """Yield what a model of parameters says of itself, after a blank line."""
    text = inspect.cleandoc(model.__doc__ or "").replace("``", "`")
    yield from ("", " ".join(text.split()))


def own_parameters(model: type[BaseModel], usual: type[BaseModel]) -> list[Parameter]:
    """Return the parameters that a model has by itself, or with another default than usual."""
    common = parameters_of(usual)
    return [
        parameter
        for name, parameter in parameters_of(model).items()
        if name not in common or parameter.default != common[name].default
    ]
