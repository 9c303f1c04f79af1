"""The way in: language, streams, mistyped words, an exit code for whatever happens; no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from solver.base.did_you_mean import way_out
from solver.base.errors import AfterbellError, Fault, InputError, NoPlanError
from solver.base.text import LANGS, Lang, Listed, default_lang
from solver.cli import console, help_text
from solver.cli.commands import app

V = TypeVar("V")
NAME = "afterbell"


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


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    console.utf8()
    typed = list(sys.argv[1:] if args is None else args)
    code = run(typed, lang_of(typed))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _nobody_reads()
    sys.exit(code)


def lang_of(args: Sequence[str]) -> Lang:
    """Return the language asked for on the command line, else the locale's: help and errors need it early."""
    for place, word in enumerate(args):
        option, _, value = word.partition("=")
        if option == "--lang":
            wanted = value or "".join(args[place + 1 : place + 2])
            return next((lang for lang in LANGS if lang == wanted), default_lang())
    return default_lang()


def run(args: Sequence[str], lang: Lang) -> int:
    """Run one command and return its exit code."""
    command = spoken_command(lang)
    json = "--json" in args
    try:
        done = command.main(args=list(args) or ["--help"], prog_name=NAME, standalone_mode=False)
    except typer.TyperException as error:
        fault = usage_fault(error, args, NAME, tuple(command.commands))
        return _refused((fault,), lang, json=json, counted=False)
    except console.NobodyReadsError:
        return _nobody_reads()
    except InputError as error:
        return _refused(error.faults, lang, json=json)
    except NoPlanError as error:
        return _no_plan(error, lang, json=json)
    except AfterbellError as error:
        return _refused((Fault(error.message),), lang, json=json, counted=False)
    except KeyboardInterrupt:
        return console.ABORTED
    except OSError as error:
        what = f"{error.filename or ''} {error.strerror or error}".strip()
        return _refused((Fault(help_text.CANT.with_(what=what)),), lang, json=json, counted=False)
    return done if isinstance(done, int) else console.OK


def spoken_command(lang: Lang) -> TyperGroup:
    """Return the whole command with all its help in one language."""

    class Spoken(SpokenContext):
        def get_help(self) -> str:
            text = super().get_help()
            for theirs, ours in help_text.FRAME if lang == "zh" else ():
                text = text.replace(theirs, ours)
            return text

    command = get_command(app)
    if not isinstance(command, TyperGroup):
        msg = "the commands are no group"
        raise TypeError(msg)
    command.help = help_text.ABOUT.say(lang)
    for name, each in (("", command), *command.commands.items()):
        each.context_class = Spoken
        if name:
            # More words than it takes are found by us, who can say so in both languages.
            each.allow_extra_args = True
            each.help = each.short_help = help_text.COMMANDS[name].say(lang)
        for param in each.params:
            if isinstance(param, TyperOption | TyperArgument):
                param.help = help_text.PARAMETERS[param.name].say(lang)
    return command


def _refused(faults: Sequence[Fault], lang: Lang, *, json: bool, counted: bool = True) -> int:
    if json:
        rows = [
            {
                **{key: getattr(fault, key) for key in ("file", "sheet", "row", "column", "value")},
                "message": fault.message.say(lang),
                "way_out": fault.way_out.say(lang) if fault.way_out else "",
            }
            for fault in faults
        ]
        console.as_json({"status": "bad_input", "exit_code": console.BAD_INPUT, "faults": rows})
    console.faults(faults, lang, counted=counted)
    return console.BAD_INPUT


def _no_plan(error: NoPlanError, lang: Lang, *, json: bool) -> int:
    code, status = (console.FINDINGS, "infeasible") if error.proven else (console.NO_PLAN, "no_plan")
    message = error.message.say(lang)
    if json:
        console.as_json({"status": status, "exit_code": code, "message": message})
    console.whisper(message)
    return code


def _nobody_reads() -> int:
    """Leave quietly; nothing more is to be written, not even at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return console.OK
