"""To exist is to be registered: every file with a rule or a policy, also in a folder of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from solver import policies, rules
from solver.domain.params import classes_of


def test_no_rule_and_no_policy_is_missed() -> None:
    assert len(rules.catalogue()) == 53
    assert len(policies.catalogue()) == 9
    for catalogue in (rules.catalogue(), policies.catalogue()):
        assert len({kind.code for kind in catalogue}) == len(catalogue)


def test_classes_are_found_in_folders_of_a_package_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "kinds/__init__.py": "",
        "kinds/base.py": "from abc import ABC, abstractmethod\n"
        "class Base(ABC):\n    @abstractmethod\n    def check(self): ...\n",
        "kinds/one.py": "from kinds.base import Base\nclass One(Base):\n    def check(self): ...\n",
        "kinds/inner/__init__.py": "",
        "kinds/inner/two.py": "from kinds.one import One\nclass Two(One): ...\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    try:
        assert sorted(kind.__name__ for kind in classes_of("kinds")) == ["One", "Two"]
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] == "kinds"]:
            del sys.modules[name]
