"""What was typed wrongly, in our own words and both languages."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Listed
from solver.cli import help_text


def usage_fault(error: typer.TyperException, name: str, commands: Sequence[str]) -> Fault:
    """Return what typer found wrong as a fault of the command line, with a way out."""
    context = getattr(error, "ctx", None)
    see = help_text.SEE_HELP.with_(command=context.command_path if context else name)
    param = getattr(error, "param", None)
    option = getattr(error, "option_name", "")
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = Listed(getattr(error, "possibilities", None) or ())
        instead = help_text.PERHAPS.with_(names=near) if near else see
        return Fault(help_text.NO_OPTION.with_(name=option), way_out=instead)
    if kind == "MissingParameter" and param is not None:
        return Fault(help_text.MISSING.with_(name=_shown(param)), way_out=see)
    if kind == "BadOptionUsage":
        return Fault(help_text.NO_VALUE.with_(name=option), way_out=see)
    message = error.format_message().rstrip(".")
    if message.startswith("No such command"):
        typed = message.partition("'")[2].partition("'")[0]
        return Fault(help_text.NO_COMMAND.with_(name=typed), way_out=way_out(typed, commands))
    if message.startswith(("Got unexpected extra argument", "Missing command")):
        said = help_text.NO_SUBCOMMAND if message.startswith("Missing") else help_text.TOO_MANY
        return Fault(said.with_(what=message.rpartition("(")[2].rstrip(")")), way_out=see)
    return Fault(help_text.CANT.with_(what=message), way_out=see)


def _shown(param: object) -> str:
    """Return a parameter as it is typed."""
    typed = getattr(param, "opts", [""])[0]
    return str(typed if typed.startswith("-") else getattr(param, "metavar", None) or typed)
