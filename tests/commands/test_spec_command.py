import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from agentgen.commands.spec.json import as_json
from agentgen.commands.spec.report import explain_specs
from agentgen.commands.spec.show import shown_lines
from agentgen.errors import AgentgenError, ExitCode
from agentgen.ir.policy import Statement, Status


class Length:
    id = "length"
    status = Status.ENFORCED
    keywords = ()
    needs = ()
    describes = False
    general = False

    def recognise(self, statement: Statement) -> Mapping[str, Any] | None:
        return {"limit": 30} if "30 lines" in statement.text else None

    def stricter(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
        return one


def write(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text, "utf-8")
    return str(file)


def test_a_spec_is_explained(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "- Functions have at most 30 lines\n- Use SQLModel\n")
    report = explain_specs([path], [Length()])
    assert [one.understood.rules for one in report.statements] == [(("length", {"limit": 30}),), ()]
    assert report.statements[1].understood.decisions == (("orm", "sqlmodel"),)
    assert report.totals[Status.ENFORCED] == report.totals[Status.GENERATED] == 1
    assert report.exit_code is ExitCode.OK


def test_json_names_every_place(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "# T\n\n- Functions have at most 30 lines\n- Use SQLModel\n")
    report = json.loads(json.dumps(as_json(explain_specs([path], [Length()]))))
    assert report["statements"][0] == {
        "id": report["statements"][0]["id"],
        "path": path,
        "line": 3,
        "column": 3,
        "section": ["T"],
        "text": "Functions have at most 30 lines",
        "modality": "must",
        "status": "enforced",
        "rules": [{"rule": "length", "params": {"limit": 30}}],
        "decisions": {},
        "directive": "",
    }
    assert report["rules"][0]["from"] == f"{path}:3"
    assert report["decisions"] == {
        "orm": {"value": "sqlmodel", "from": f"{path}:4", "text": "Use SQLModel"}
    }
    assert report["effective"] is True


def test_open_conflicts_are_findings(tmp_path: Path) -> None:
    one = write(tmp_path, "a.md", "- Use SQLModel\n")
    other = write(tmp_path, "b.md", "- Use SQLAlchemy\n")
    report = explain_specs([one, other], ())
    assert report.exit_code is ExitCode.FINDINGS
    (conflict,) = as_json(report)["conflicts"]
    assert conflict["winner"] is None
    assert [side["value"] for side in conflict["sides"]] == ["sqlmodel", "sqlalchemy"]


def test_a_spec_that_binds_nothing_is_a_finding(tmp_path: Path) -> None:
    report = explain_specs([write(tmp_path, "a.md", "Be kind.\n")], ())
    assert not report.effective
    assert report.exit_code is ExitCode.FINDINGS


@pytest.mark.parametrize("data", [b"", b"\x89PNG\0\0\x0d"])
def test_a_file_that_is_no_spec_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(data)
    with pytest.raises(AgentgenError) as caught:
        explain_specs([str(file)], ())
    assert caught.value.way_out


def test_no_line_is_left_out(tmp_path: Path) -> None:
    text = "# T\n\nPlain words\n\n- Use SQLModel\n\n```python\na = 1\nb = 2\n```\n\n<!-- x -->\n"
    path = write(tmp_path, "a.md", text)
    lines = shown_lines(explain_specs([path], ()), path)
    assert [line.text for line in lines] == text.splitlines()
    assert [line.number for line in lines] == list(range(1, 13))
    assert [line.number for line in lines if line.parts] == [3, 5, 8]
    assert [line.number for line in lines if line.inside] == [9]


def test_a_line_with_several_statements_has_their_common_status(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "- Use SQLModel; be kind\n- Be kind; be warm\n")
    report = explain_specs([path], ())
    mixed, alike = shown_lines(report, path)
    assert mixed.status is None
    assert alike.status is Status.UNSUPPORTED
    (only,) = shown_lines(report, path, [Status.GENERATED])
    assert [part.statement.text for part in only.parts] == ["Use SQLModel"]
    assert not only.whole


def test_lines_keep_what_the_reader_repairs(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "- Use\u00a0SQLModel\r\n- caf\u00c3\u00a9\r\n")
    texts = explain_specs([path], ()).texts[path]
    assert texts == ("- Use\u00a0SQLModel", "- caf\u00c3\u00a9")


def test_binding_statements_are_counted_apart(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "Some words on it.\n\n- Use SQLModel\n- Be kind\n")
    report = explain_specs([path], ())
    assert len(report.policy.statements) == 3
    assert (len(report.understood), len(report.binding)) == (1, 2)


def test_the_specs_of_a_directory_are_read(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    write(tmp_path / "one", "AGENTS.md", "- Use SQLModel\n")
    write(tmp_path / "two", "AGENTS.md", "- Use Python 3.12\n")
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    assert explain_specs([one], ()).policy.specs == ("AGENTS.md",)
    assert explain_specs([one, two], ()).policy.specs == (f"{one}/AGENTS.md", f"{two}/AGENTS.md")


def test_a_spec_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "- Use SQLModel\n")
    assert len(explain_specs([path, path], ()).policy.statements) == 1
