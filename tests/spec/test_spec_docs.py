"""docs/spec.md shows what is there."""

import re
from pathlib import Path

import pytest

from agentgen.cli.spec.text import STYLES
from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.lint import lint
from agentgen.diagnostics import Place
from agentgen.spec.directives.read import read_directive
from agentgen.spec.export.agents import Target

TEXT = (Path(__file__).parents[2] / "docs" / "spec.md").read_text("utf-8")
BLOCK = TEXT.split("    ```agentgen\n")[1].split("    ```")[0]
DIRECTIVES = re.findall(r"<!-- agentgen: (.+?) -->", TEXT) + [
    line.strip() for line in BLOCK.splitlines() if "#" not in line
]


@pytest.mark.parametrize("directive", [*DIRECTIVES, *re.findall(r"`(decision \w+=\{.+?\})`", TEXT)])
def test_its_directives_can_be_read(directive: str) -> None:
    read = read_directive(directive, Place("docs/spec.md"), all_recognizers())
    first, *rest = directive.split()
    said = {part.partition("=")[0] for part in " ".join(rest).split() if "=" in part}
    assert read.rule == ("" if first in ("decision", "ignore") else first)
    assert read.ignores == (first == "ignore")
    told = {*read.params, *read.decisions, *(("scope",) if read.paths else ())}
    assert told == said


def test_it_names_every_status_and_target() -> None:
    assert len(DIRECTIVES) == 5
    for name in (*STYLES, *Target):
        assert f"| `{name}` |" in TEXT


def test_it_names_every_check_of_lint(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("- Use SQLModel\n")
    for outcome in lint([str(tmp_path / "a.md")]).outcomes:
        assert f"| `{outcome.id}` |" in TEXT
