"""The small school and its whole plan; every story changes one thing."""

import pytest

from tests.custody.stories import small_school, whole_plan


@pytest.fixture
def school():
    return small_school()


@pytest.fixture
def plan():
    return whole_plan()
