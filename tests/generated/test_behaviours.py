"""Behaviours of a contract nobody tuned them for: generated, linted, typed, tested."""

from pathlib import Path

import pytest

from tests.cookbook import cookbook
from tests.generated.mutations import assert_noticed, broken
from tests.generated.repository import assert_works, made_of

pytestmark = pytest.mark.generated


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated repository, for tests that leave it as it was."""
    return made_of(cookbook(), "cookbook", tmp_path_factory.mktemp("home"), "coding-agent").target


@pytest.mark.parametrize("role", ["coding-agent", "backend-expert"])
def test_every_operation_works_and_is_tested(role: str, tmp_path: Path) -> None:
    report = made_of(cookbook(), "cookbook", tmp_path, role)
    assert report.stubs == ()
    assert_works(report.target)


RECIPES = "features/recipes"
ORDERS = "features/orders"


@pytest.mark.parametrize(
    ("file", "whole", "part"),
    [
        ("core/repository.py", "self._left == left, self._right == right", "self._left == left"),
        ("core/repository.py", "self._left == left, self._right == right", "self._right == right"),
        ("core/repository.py", "self._left == left, self._right.in_", "self._right.in_"),
        (f"{RECIPES}/repository.py", "RecipeRecord.author_id == caller_id", "RecipeRecord.id > 0"),
        (f"{RECIPES}/repository.py", ".created_at.desc()", ".created_at"),
        (f"{RECIPES}/service.py", ".link(caller_id, record.id)", ".unlink(caller_id, 0)"),
        (f"{RECIPES}/service.py", "likes.get(record.id, 0)", "0"),
        (f"{RECIPES}/service.py", "record.id in bookmarked", "True"),
        (f"{RECIPES}/service.py", "_bookmarks.unlink(", "_bookmarks.link("),
        (f"{RECIPES}/service.py", "record.id not in await", "record.id in await"),
        (f"{ORDERS}/service.py", 'not in ["new", "paid"]', "is None"),
        (f"{ORDERS}/service.py", "record.archived = False", "record.archived = True"),
        (f"{ORDERS}/service.py", "record.sealed_at = utc_now()", "pass"),
        (f"{ORDERS}/service.py", 'record.status == "paid"', "not record.status"),
        (f"{RECIPES}/repository.py", "RecipeLikeRecord.user_id == value", "True"),
        (f"{RECIPES}/service.py", "for one in data", "for one in data[:0]"),
        (f"{RECIPES}/repository.py", '"title", query.steps', '"name", query.steps'),
        ("features/shelves/service.py", "user_id != caller_id", "user_id == 0"),
        ("features/shelves/router.py", "201 if is_new else 200", "200"),
        (f"{RECIPES}/router.py", "viewer_of(caller)", "None"),
    ],
)
def test_a_broken_behaviour_fails_its_tests(cooked: Path, file: str, whole: str, part: str) -> None:
    with broken(cooked, file, whole, part):
        assert_noticed(cooked)
