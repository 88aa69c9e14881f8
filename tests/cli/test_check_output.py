"""Which report goes where."""

from pathlib import Path

import pytest

from agentgen.cli.check_output import Wanted, reports
from agentgen.errors import AgentgenError
from agentgen.report.formats import Format

A, B = Path("a"), Path("b")


@pytest.mark.parametrize(
    ("forms", "files", "wanted"),
    [
        ([], [], [Wanted(Format.TERMINAL)]),
        ([Format.JSON], [], [Wanted(Format.JSON)]),
        ([Format.JSON, Format.SARIF], [A, B], [Wanted(Format.JSON, A), Wanted(Format.SARIF, B)]),
        (
            [Format.SARIF, Format.GITHUB, Format.JUNIT],
            [A, B],
            [Wanted(Format.GITHUB), Wanted(Format.SARIF, A), Wanted(Format.JUNIT, B)],
        ),
        (
            [],
            [Path("x.md"), A],
            [Wanted(Format.MARKDOWN, Path("x.md")), Wanted(Format.TERMINAL, A)],
        ),
    ],
)
def test_formats_and_files_pair_in_order(forms, files, wanted):
    assert list(reports(forms, files)) == wanted


@pytest.mark.parametrize(
    ("forms", "files", "what"),
    [
        ([Format.JSON, Format.SARIF], [A], "2 formats and 1 files don't pair"),
        ([Format.TERMINAL, Format.GITHUB, Format.JSON], [A, B], None),
        ([Format.JSON, Format.SARIF], [], "don't pair"),
        ([Format.JSON], [A, B], "don't pair"),
        ([Format.JSON, Format.SARIF], [A, A], "the same file"),
    ],
)
def test_what_is_not_clear_is_refused(forms, files, what):
    with pytest.raises(AgentgenError, match=what) as caught:
        reports(forms, files)
    assert caught.value.way_out
