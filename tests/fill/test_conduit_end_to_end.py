"""A generated backend, filled over HTTP, with its own ruff, mypy and pytest."""

from pathlib import Path

import pytest
from fill_world import git, snapshot

from agentgen.commands.fill import FillRequest, fill
from agentgen.commands.new import NewRequest, new
from agentgen.errors import ExitCode

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".cache/backend/bin/python"
CONTRACT = ROOT.parent / "shared/conduit/openapi.yml"
FEED = """```python
async def get_articles_feed(
    self, query: GetArticlesFeedQuery, caller_id: int
) -> MultipleArticlesResponse:
    found = GetArticlesQuery(limit=_at_most(query.limit, 100), offset=query.offset or 0)
    page = await self._store.get_articles(found)
    articles = [MultipleArticlesResponseArticlesItem.of(record) for record in page.items]
    return MultipleArticlesResponse(articles=articles, articles_count=page.total)


def _at_most(value: int, bound: int) -> int:
    \"\"\"Return a value that is not above the bound.\"\"\"
    return min(value, bound)
```"""
TAGS = "```python\nasync def get_tags(self) -> TagsResponse:\n    return TagsResponse(tags=[])\n```"


@pytest.fixture
def conduit(tmp_path: Path) -> Path:
    if not PYTHON.is_file():
        pytest.skip("there is no environment in .cache/backend")
    if not CONTRACT.is_file():
        pytest.skip("there is no Conduit contract")
    stubs = {name: {"behaviour": "stub"} for name in ("GetTags", "GetArticlesFeed")}
    decisions = {"operations": stubs}
    roles = ("backend-coder",)
    new(NewRequest("conduit", tmp_path, roles, CONTRACT, decisions=decisions))
    return tmp_path / "conduit"


@pytest.mark.generated
def test_a_generated_stub_is_filled_after_a_wrong_attempt(conduit, server):
    server.say(TAGS.replace("TagsResponse(tags=[])", "[]"), TAGS)
    before = snapshot(conduit)

    report = fill(FillRequest(conduit, ("GetTags",), models=("scripted",), python=PYTHON))

    result = report.filled[0].result
    assert (result.reason, result.attempts) == ("", 2)
    assert "mypy failed" in server.requests[1]["messages"][3]["content"]
    assert report.exit_code is ExitCode.OK
    after = snapshot(conduit)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {
        "services/articles/service.py", "tests/services/articles/test_articles_routes.py",
    }  # fmt: skip
    assert git(conduit, "status", "--porcelain") == ""
    assert b"return TagsResponse(tags=[])" in after["services/articles/service.py"]
    assert b"GetTags: to be" not in after["tests/services/articles/test_articles_routes.py"]


@pytest.mark.generated
def test_the_prompt_tells_enough_to_use_a_collaborator(conduit, server):
    server.say(FEED)

    report = fill(
        FillRequest(conduit, ("GetArticlesFeed",), models=("m",), python=PYTHON, attempts=1)
    )

    told = server.requests[0]["messages"][1]["content"]
    for part in (
        "operationId: GetArticlesFeed",
        "class ArticleStore(Protocol)",
        "specs/backend",
        "test_get_articles_feed_answers",
        "class ArticleRecord",
        "class Page(",
    ):
        assert part in told
    assert [one.result.reason for one in report.filled] == [""]
    steps = {step.name: step.result.value for step in report.filled[0].result.verification.steps}
    assert set(steps.values()) == {"passed"}
    assert len(steps) == 7
