"""What tests of the comparison share; environments and other people's judge are used where they are."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.peers.environment import HOME
from tests.benchmarks.peers.schools import Raw, duty, person

JUDGE = "AFTERBELL_OTHER_JUDGE"
"""Names a folder with an evaluate.py of somebody else for the same format."""
ENVIRONMENTS = "AFTERBELL_PEERS"
"""Names the folder of the peers' environments, where it is not the usual one."""


@pytest.fixture
def school() -> Raw:
    """Ann and Bo, who may do everything, and two afternoons that follow one another."""
    return {
        "format": "rota-peers-1",
        "days": 6,
        "weeks": 2,
        "gap_limit": 15,
        "staff": [person("Ann"), person("Bo")],
        "sets": {"all": ["Ann", "Bo"], "Bo alone": ["Bo"]},
        "duties": [duty(0, (870, 930, 930, "pm")), duty(1, (935, 990, 990, "pm"))],
    }


@pytest.fixture(scope="session")
def shared_judge() -> ModuleType:
    """Somebody else's evaluator of the same format."""
    path = Path(os.environ.get(JUDGE, "")) / "evaluate.py"
    spec = importlib.util.spec_from_file_location("shared_judge", path) if JUDGE in os.environ else None
    if spec is None or spec.loader is None or not path.exists():
        pytest.skip(f"{JUDGE} names no folder with an evaluate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def peer_environments() -> Path:
    """The folder of the peers' environments, whether anything is there or not."""
    return Path(os.environ.get(ENVIRONMENTS, HOME))
