"""The docs are proven: what a page shows works, and what works is shown."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from solver.cli import app, main
from tests.house.commands import Shown, pages, shown

ROOT = Path(__file__).parents[2]
COMMANDS = shown(ROOT)
OURS = [command for command in COMMANDS if command.words[0] == "afterbell"]
RUNNABLE: dict[str, list[Shown]] = defaultdict(list)
for _command in OURS:
    if _command.runs:
        RUNNABLE[_command.page].append(_command)
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`([\w./]+\.(?:py|typ))`")
FOLDER = re.compile(r"`(solver/[\w./]+)`")
MADE_UP = re.compile(r"`solver/rules/rotation/settling_in\.py`")
"""The file that the page about rules adds."""
MISSING_FILE = re.compile(r"does not exist|is not a (file|directory)")


@pytest.fixture(scope="module")
def cli() -> Any:
    return get_command(app)


def parse(cli: Any, words: tuple[str, ...]) -> None:
    """Parse a command line as the product would, without running it."""
    program, name, *rest = words
    context = cli.make_context(program, [name])
    command = cli.get_command(context, name)
    assert command is not None, f"no command {name}"
    command.make_context(name, rest, parent=context)


@pytest.mark.parametrize("command", OURS, ids=str)
def test_a_command_that_a_page_shows_can_be_typed(cli: Any, command: Shown) -> None:
    usage_error = typer.BadParameter.__base__
    assert usage_error is not None
    assert issubclass(usage_error, Exception)
    try:
        parse(cli, command.words)
    except usage_error as error:
        # Outputs of earlier commands aren't there; whether they then are, the runnable pages show.
        if not MISSING_FILE.search(str(error)):
            raise


@pytest.mark.parametrize("page", sorted(RUNNABLE))
def test_what_a_page_marks_as_runnable_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], page: str
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)
    for command in RUNNABLE[page]:
        with pytest.raises(SystemExit) as left:
            main(list(command.words[1:]))
        said = capsys.readouterr()
        assert left.value.code == 0, f"{command}\n{said.out}{said.err}"


def test_every_command_and_option_of_the_product_is_shown_on_a_page(cli: Any) -> None:
    text = "\n".join(page.read_text("utf-8") for page in pages(ROOT))
    told = {command.words[1] for command in OURS if len(command.words) > 1}
    visible = {name: command for name, command in cli.commands.items() if not command.hidden}
    assert visible.keys() <= told
    options = {
        option
        for command in visible.values()
        for parameter in command.params
        if parameter.param_type_name == "option" and not parameter.hidden
        for option in parameter.opts
        if option.startswith("--")
    }
    assert {option for option in options if option not in text} <= {"--help"}


def test_make_targets_that_a_page_shows_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = {word for command in COMMANDS if command.words[0] == "make" for word in command.words[1:]}
    assert {word for word in asked if "=" not in word} <= targets


@pytest.mark.parametrize("page", pages(ROOT), ids=lambda page: page.name)
def test_links_within_the_docs_lead_somewhere(page: Path) -> None:
    targets = [link["target"] for link in LINK.finditer(page.read_text("utf-8"))]
    inner = [target for target in targets if "://" not in target]
    assert [target for target in inner if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", pages(ROOT), ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    here = [path.relative_to(ROOT).as_posix() for path in (ROOT / "solver").rglob("*") if path.is_file()]
    shown = MADE_UP.sub("", page.read_text("utf-8"))
    files = [
        named for named in FILE.findall(shown) if not any(f"/{path}".endswith(f"/{named}") for path in here)
    ]
    folders = [named for named in FOLDER.findall(shown) if not (ROOT / named).exists()]
    assert [*(name for name in files if not (ROOT / name).exists()), *folders] == []


@pytest.mark.parametrize("page", pages(ROOT), ids=lambda page: page.name)
def test_no_page_names_a_place_of_the_machine_it_was_written_on(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(work|root|home|tmp)/", page.read_text("utf-8"))
