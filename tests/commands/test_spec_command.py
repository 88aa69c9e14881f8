import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from agentgen.commands.spec import as_json, explain_specs
from agentgen.errors import AgentgenError, ExitCode
from agentgen.ir.policy import Statement, Status


class Length:
    id = "length"
    status = Status.ENFORCED

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
    }
    assert report["rules"][0]["from"] == f"{path}:3"
    assert report["decisions"] == {"orm": {"value": "sqlmodel", "from": f"{path}:4"}}
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
