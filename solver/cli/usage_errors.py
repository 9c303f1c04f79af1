"""What was typed wrongly, in our own words and both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

import typer

from solver.base.did_you_mean import way_out
from solver.base.errors import Fault
from solver.base.text import Listed
from solver.cli import help_text

V = TypeVar("V")


class NoCommandError(typer.TyperException):
    """A word that is none of the commands stands in their place."""


class ExtraWordsError(typer.TyperException):
    """More words were typed than a command takes; the message is these words."""

    def __init__(self, context: typer.Context) -> None:
        super().__init__(" ".join(context.args))
        self.ctx = context


class SpokenContext(typer.Context):
    """Tells mistakes apart by type where the library only words them."""

    def fail(self, message: str) -> NoReturn:
        """Refuse a word in the place of a command: all else has a type already, or is let through."""
        raise NoCommandError(message)

    def invoke(self, callback: Callable[..., V], /, *args: object, **kwargs: object) -> V:
        """Run a command unless there were more words than it takes.

        Raises
        ------
        ExtraWordsError
            If there were.
        """
        if self.args:
            raise ExtraWordsError(self)
        return super().invoke(callback, *args, **kwargs)


def usage_fault(
    error: typer.TyperException, typed: Sequence[str], name: str, commands: Sequence[str]
) -> Fault:
    """Return what typer found wrong with what was typed as a fault, with a way out."""
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
    if isinstance(error, NoCommandError):
        first = next((word for word in typed if not word.startswith("-")), "")
        return Fault(help_text.NO_COMMAND.with_(name=first), way_out=way_out(first, commands))
    if isinstance(error, ExtraWordsError):
        return Fault(help_text.TOO_MANY.with_(what=error.message), way_out=see)
    return Fault(help_text.CANT.with_(what=error.format_message().rstrip(".")), way_out=see)


def _shown(param: object) -> str:
    """Return a parameter as it is typed."""
    typed = getattr(param, "opts", [""])[0]
    return str(typed if typed.startswith("-") else getattr(param, "metavar", None) or typed)
