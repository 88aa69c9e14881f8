"""The chain of revisions, read without running them."""

import pytest

from agentgen.errors import AgentgenError
from agentgen.project.revisions import head_of


def source(name: str, below: str) -> str:
    return f'revision: str = "{name}"\ndown_revision = {below}\n'


@pytest.mark.parametrize(
    ("texts", "head"),
    [
        ({}, ""),
        ({"notes.py": "x = 1\n"}, ""),
        ({"a.py": source("a", "None")}, "a"),
        ({"b.py": source("b", '"a"'), "a.py": source("a", "None")}, "b"),
        (
            {
                "a.py": source("a", "None"), "b.py": source("b", '"a"'),
                "c.py": source("c", '"a"'), "d.py": source("d", '("b", "c")'),
            },
            "d",
        ),
        ({"a.py": 'revision = "a"\ndown_revision = None\nwhen = now()\n'}, "a"),
    ],
)  # fmt: skip
def test_the_head_is_what_nothing_builds_on(texts: dict[str, str], head: str):
    assert head_of(texts, "versions") == head


def test_several_heads_are_named():
    texts = {"a.py": source("a", "None"), "b.py": source("b", '"a"'), "c.py": source("c", '"a"')}
    with pytest.raises(AgentgenError, match=r"2 heads of migrations \(b, c\)") as caught:
        head_of(texts, "versions")
    assert "alembic merge" in caught.value.way_out


def test_a_file_that_does_not_parse_is_named():
    with pytest.raises(AgentgenError, match=r"a\.py: a migration can't be parsed"):
        head_of({"a.py": "def"}, "versions")
