"""`agentgen check` with accepted findings."""

from dataclasses import replace
from datetime import date

import pytest
from tests.accepting import APP, TODAY, WHY
from tests.checking import gate, outcomes

from agentgen.baseline.change import Acceptance
from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.check_baseline import DEFAULT, BaselineRequest
from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.errors import AgentgenError, ExitCode
from agentgen.gates.base import Gate
from agentgen.ir.report import Evidence, GateResult, Verdict


def needs(report):
    found = outcomes(report).get("baseline")
    return [f.message for f in found.findings] if found else []


def test_accepted_findings_pass_and_the_verdict_says_so(shop):
    report = shop.accept()
    (outcome,) = report.outcomes
    assert (outcome.verdict, len(outcome.baselined), outcome.findings) == (
        Verdict.BASELINED,
        2,
        (),
    )
    assert exit_code(report) is ExitCode.OK
    assert report.baseline.accepted == 2
    assert [
        (e["path"], e["count"], e["owner"], e["reason"], e["expires"]) for e in shop.entries
    ] == [("app.py", 1, "payments", "old importer", "2027-03-31")] * 2
    again = shop.check()
    assert exit_code(again) is ExitCode.OK
    assert again.notes == ()


def test_where_there_is_nothing_to_accept_nothing_is_written(shop):
    shop.write(app_py="x = 1\n")
    report = shop.accept()
    assert report.notes == (f"{DEFAULT} was not written: there is nothing to accept",)
    assert not shop.file.exists()


def test_findings_that_move_stay_accepted(shop):
    shop.accept()
    shop.write(app_py='"""Doc."""\n\nimport os\n\n\n' + APP.replace("return a", "return a, os"))
    report = shop.check()
    assert exit_code(report) is ExitCode.OK
    assert [f.place.line for f in outcomes(report)["no-print"].baselined] == [7, 12]


def test_a_new_finding_fails_beside_accepted_ones(shop):
    shop.accept()
    shop.write(app_py=APP + "    print(b, b)\n")
    report = shop.check()
    (outcome,) = report.outcomes
    assert outcome.verdict is Verdict.FAILED
    assert [f.place.line for f in outcome.findings] == [8]
    assert (report.baseline.new, report.baseline.accepted) == (1, 2)


def test_a_new_finding_cannot_hide_behind_a_mended_one(shop):
    shop.accept()
    shop.write(app_py=APP.replace("    print(a)\n", "") + "\n\ndef h(a):\n    print(a)\n")
    report = shop.check()
    assert [f.place.line for f in outcomes(report)["no-print"].findings] == [10]
    assert needs(report) == ["1 of 1 accepted findings of no-print in app.py is gone"]


def test_more_equal_findings_than_were_accepted_are_new(shop):
    line = "    print(1, 2, 3, 4, 5, 6, 7)\n"
    shop.write(app_py="def f():\n" + line * 4)
    shop.accept()
    assert sorted(e["count"] for e in shop.entries) == [1, 1, 2]
    shop.write(app_py="def f():\n" + line * 5)
    report = shop.check()
    assert len(outcomes(report)["no-print"].findings) == 1
    shop.write(app_py="def f():\n" + line * 3)
    report = shop.check()
    assert report.baseline.gone == 1
    assert exit_code(report) is ExitCode.FINDINGS
    shop.check(update=True)
    assert sum(e["count"] for e in shop.entries) == 3


def test_entries_of_what_is_mended_fail_until_they_are_removed(shop):
    shop.accept()
    shop.write(app_py=APP.replace("print(a)", "log(a)"))
    report = shop.check()
    assert exit_code(report) is ExitCode.FINDINGS
    (need,) = outcomes(report)["baseline"].findings
    assert need.place.path == DEFAULT
    assert shop.file.read_text("utf-8").split("\n")[need.place.line - 1].count('"fingerprint"')
    assert "--update-baseline" in need.help
    updated = shop.check(update=True)
    assert exit_code(updated) is ExitCode.OK
    assert updated.notes == (f"{DEFAULT} was written; it accepts 1, and accepted 2 before",)
    assert len(shop.entries) == 1


def test_an_update_never_adds_and_keeps_what_people_wrote(shop):
    shop.accept(Acceptance("first reason"))
    shop.edit(owner="ops", reason="told in\u00a0review", expires="2028-01-01")
    shop.write(app_py=APP.replace("print(a)", "log(a)") + "\n\ndef h(c):\n    print(c)\n")
    report = shop.check(update=True)
    assert [f.place.line for f in outcomes(report)["no-print"].findings] == [11]
    (entry,) = shop.entries
    assert (entry["owner"], entry["reason"], entry["expires"]) == (
        "ops",
        "told in\u00a0review",
        "2028-01-01",
    )
    shop.accept(Acceptance("second reason"))
    assert sorted(e["reason"] for e in shop.entries) == ["second reason", "told in\u00a0review"]


def test_an_update_that_changes_nothing_says_so_and_does_not_write(shop):
    shop.accept()
    before = shop.file.stat().st_mtime_ns
    report = shop.check(update=True)
    assert report.notes == (f"{DEFAULT} is up to date; it accepts 2",)
    assert shop.file.stat().st_mtime_ns == before


def test_entries_hold_up_to_their_last_day(shop):
    shop.accept(WHY)
    assert exit_code(shop.check(today=date(2027, 3, 31))) is ExitCode.OK
    report = shop.check(today=date(2027, 4, 1))
    assert exit_code(report) is ExitCode.FINDINGS
    assert outcomes(report)["no-print"].verdict is Verdict.FAILED
    assert (
        needs(report)
        == ["no-print in app.py was accepted until 2027-03-31 (owner payments; old importer)"] * 2
    )
    assert report.baseline.expired == 2
    later = shop.accept(Acceptance("once more"), today=date(2027, 4, 1))
    assert exit_code(later) is ExitCode.OK
    assert [e["reason"] for e in shop.entries] == ["once more"] * 2


def test_entries_move_with_their_file(shop):
    shop.accept()
    (shop.root / "src").mkdir()
    (shop.root / "app.py").rename(shop.root / "src" / "app.py")
    report = shop.check()
    assert exit_code(report) is ExitCode.OK
    assert "moved with their files" in report.notes[0]
    shop.check(update=True)
    assert {e["path"] for e in shop.entries} == {"src/app.py"}


def test_a_rule_that_no_spec_asks_for_any_more_leaves_stale_entries(shop):
    shop.accept()
    shop.write(**{"AGENTS.md": "No bare except\n"})
    assert len(needs(shop.check())) == 2


def test_entries_of_gates_that_were_not_run_are_left_alone(shop):
    style = Gate("style", "Style", lambda s: None, measure_style, {}, ())
    shop.accept(gates=[style])
    report = check(
        CheckRequest(shop.root, baseline=BaselineRequest(today=TODAY, update=True)),
        shop.compiler,
        gates=[style],
    )
    assert exit_code(report) is ExitCode.OK
    assert report.baseline.unasked == 1
    assert "style" in {e["rule"] for e in shop.entries}


def measure_style(context):
    finding = Diagnostic("style", Level.ERROR, Place("app.py", 2), "too wide")
    return GateResult(Verdict.FAILED, "1 finding", (finding,), Evidence(examined="1 file"))


def test_a_gate_whose_findings_are_accepted_is_unverified_when_it_lacks_evidence(shop):
    def measure(context):
        found = measure_style(context)
        return replace(found, missing=("eslint is missing",))

    report = shop.accept(gates=[Gate("style", "Style", lambda s: None, measure, {}, ())])
    assert outcomes(report)["style"].verdict is Verdict.UNVERIFIED
    assert outcomes(report)["style"].reason == "eslint is missing"
    assert exit_code(report) is ExitCode.FINDINGS


def test_an_unverified_gate_tells_nothing_about_its_entries(shop):
    shop.accept(gates=[Gate("style", "Style", lambda s: None, measure_style, {}, ())])
    report = shop.check(gates=[gate("style", Verdict.UNVERIFIED)])
    assert needs(report) == []


def test_entries_of_a_file_that_can_no_longer_be_parsed_are_left_alone(shop):
    shop.accept()
    shop.write(app_py="def f(:\n", other_py="x = 1\n")
    assert needs(shop.check()) == []


def test_the_configuration_names_the_file_and_it_is_not_checked_itself(shop):
    shop.write(**{"agentgen.yaml": "check: {baseline: ci/accepted.json}\n"})
    with pytest.raises(AgentgenError, match="there is no baseline") as caught:
        shop.check()
    assert "--accept" in caught.value.way_out
    shop.accept()
    assert (shop.root / "ci/accepted.json").is_file()
    report = shop.check()
    assert (report.baseline.path, report.files) == ("ci/accepted.json", 3)
    assert exit_code(shop.check(wanted=False)) is ExitCode.FINDINGS
