"""A repository of a contract with odd names and forms: linted, typed, tested."""

from pathlib import Path

import pytest

from tests.generated.repository import assert_works, made_of
from tests.oddities import oddities

pytestmark = pytest.mark.generated


@pytest.mark.parametrize("role", ["coding-agent", "agentic-backend"])
def test_odd_names_and_forms_are_no_obstacle(role: str, tmp_path: Path) -> None:
    root = made_of(oddities(), "odd", tmp_path, role).target
    assert_works(root)
