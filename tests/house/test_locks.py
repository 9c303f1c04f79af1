"""The locks: exact, with hashes, naming no host, and one the superset of the other."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ \\]+)(?: ; (?P<where>[^\\]+?))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def pins(path: Path) -> dict[tuple[str, str | None], str]:
    """Versions by package and environment marker."""
    return {(pin["name"], pin["where"]): pin["version"] for pin in PIN.finditer(path.read_text("utf-8"))}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(repository: Path, lock: str) -> None:
    lines = (repository / lock).read_text("utf-8").splitlines()
    strange = [line for line in lines if not (PIN.fullmatch(line) or HASH.fullmatch(line))]
    assert strange == []  # so no host, no address, no option, no local path


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_asked_for_is_locked(repository: Path, lock: str) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], "setuptools"]
    if lock == "requirements-dev.lock":
        asked += project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=\[ ]", name)[0].lower() for name in asked}
    assert names <= {name for name, _ in pins(repository / lock)}


def test_developers_run_the_same_versions_as_users(repository: Path) -> None:
    users, developers = (pins(repository / lock) for lock in LOCKS)
    assert users.items() <= developers.items()
