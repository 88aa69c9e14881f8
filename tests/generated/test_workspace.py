"""Settings, teams and what belongs to them: generated, linted, typed, tested."""

from pathlib import Path

import pytest

from tests.generated.mutations import assert_noticed, broken
from tests.generated.repository import assert_works, made_of
from tests.workspace import workspace

pytestmark = pytest.mark.generated


@pytest.mark.parametrize("role", ["coding-agent", "backend-coder"])
def test_every_operation_works_and_is_tested(role: str, tmp_path: Path) -> None:
    report = made_of(workspace(), "workspace", tmp_path, role)
    assert report.stubs == ()
    assert_works(report.target)


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated repository, for tests that leave it as it was."""
    return made_of(workspace(), "workspace", tmp_path_factory.mktemp("home"), "coding-agent").target


ME = "features/me"
TEAMS = "features/teams"
PEOPLE = "features/people/repository.py"


@pytest.mark.parametrize(
    ("file", "whole", "part"),
    [
        (f"{ME}/repository.py", "AddressRecord.user_id == user_id", "AddressRecord.user_id > 0"),
        (f"{ME}/service.py", "record is None", "record is not None"),
        (f"{ME}/service.py", "await self._store.remove(record)", "pass"),
        (f"{TEAMS}/service.py", "team_id=team.id", "team_id=team.id + 1"),
        (f"{TEAMS}/service.py", "team is None", "not team_id"),
        ("core/repository.py", ".on_conflict_do_nothing()", ""),
        ("features/settings/service.py", "data.given()", "{}"),
        ("features/people/service.py", "members.link(team.id", "members.link(0"),
        ("features/people/service.py", "raise ConflictError", "return None  #"),
        (
            "features/people/repository.py",
            "TeamMemberRecord.team_id == team_id",
            "TeamMemberRecord.id > 0",
        ),
        ("core/repository.py", "column < value if falling else column > value", "column == value"),
        ("core/repository.py", "if rows and left > len(rows)", "if not rows"),
        ("features/events/repository.py", "falling=True", "falling=False"),
        ("features/people/router.py", '"X-Total-Count"', '"X-Total"'),
        ("features/people/router.py", "dependencies=[Depends(GetPeopleHeaders)],", ""),
        ("features/people/router.py", "{result.id}", "new"),
        ("core/auth.py", "if await is_revoked(request, principal.token_id)", "if False"),
        ("features/zones/service.py", "zone=zone", 'zone="any"'),
    ],
)
def test_a_broken_behaviour_fails_its_tests(
    working: Path, file: str, whole: str, part: str
) -> None:
    with broken(working, file, whole, part):
        assert_noticed(working)
