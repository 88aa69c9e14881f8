import pytest
from tests.checking import CLEAN, SHOP, gate, outcomes, repository

from agentgen.commands.check import CheckRequest, check, exit_code
from agentgen.commands.check_inputs import read_config, read_specs
from agentgen.commands.check_settings import merged_settings
from agentgen.diagnostics import Level, Place
from agentgen.errors import AgentgenError, ExitCode
from agentgen.gates.base import NOTHING, Gate
from agentgen.ir.policy import Conflict, Policy, RuleSetting
from agentgen.ir.report import GateResult, Verdict
from agentgen.rules.registry import RULES


def test_the_shop_breaks_every_rule_it_was_written_to_break(compiler):
    report = check(CheckRequest(SHOP), compiler)
    found = outcomes(report)
    failed = {name for name, o in found.items() if o.verdict is Verdict.FAILED}
    assert failed == {
        "function-length", "route-versioning", "route-patterns", "layer-imports",
        "typed-signatures", "docstrings",
        "async-routes", "contract-endpoints", "route-tests", "no-bare-except", "no-print",
        "no-any", "functional-components", "no-untyped-js", "no-console-log", "no-select-star",
        "no-sql-concatenation", "hard-coded-secrets", "no-todo-error-handling", "suppression",
            "integration-tests",
    }  # fmt: skip
    assert found["line-length"].verdict is Verdict.PASSED
    assert [str(f.place) for f in found["function-length"].findings] == [
        "backend/app/features/orders/repository.py:27"
    ]
    assert found["function-length"].spec_text == "Maximum function length: 12 lines"
    assert [f.place.path for f in found["contract-endpoints"].findings] == [
        "backend/app/main.py",
        "openapi.yaml",
    ]
    assert len(found["layer-imports"].suppressed) == 1
    assert "tests" not in found
    assert exit_code(report) is ExitCode.FINDINGS
    assert report.specs == ("AGENTS.md",)
    assert all(f.spec for f in report.findings if f.rule != "suppression")


def test_a_clean_repository_passes_with_the_number_of_things_examined(tmp_path, compiler):
    report = check(CheckRequest(repository(tmp_path, CLEAN)), compiler)
    (outcome,) = report.outcomes
    assert (outcome.verdict, outcome.examined, outcome.what) == (
        Verdict.PASSED,
        1,
        "Python files",
    )
    assert exit_code(report) is ExitCode.OK
    assert report.statements == (("advisory", 1),)


def test_a_rule_with_nothing_to_examine_is_unverified_not_passed(tmp_path, compiler):
    files = {**CLEAN, "AGENTS.md": "No print statements\nAvoid `any` types\n"}
    report = check(CheckRequest(repository(tmp_path, files)), compiler)
    assert outcomes(report)["no-any"].verdict is Verdict.UNVERIFIED
    assert outcomes(report)["no-any"].reason == "there are no TypeScript files to examine"
    assert exit_code(report) is ExitCode.OK
    assert exit_code(report, strict=True) is ExitCode.FINDINGS
    proven = check(CheckRequest(repository(tmp_path / "proven", CLEAN)), compiler)
    assert exit_code(proven, strict=True) is ExitCode.OK


def test_a_file_that_cannot_be_parsed_fails_the_check(tmp_path, compiler):
    files = {**CLEAN, "broken.py": "def f(:\n"}
    report = check(CheckRequest(repository(tmp_path, files)), compiler)
    assert outcomes(report)["unparsed"].verdict is Verdict.FAILED
    assert outcomes(report)["unparsed"].findings[0].place.path == "broken.py"


@pytest.mark.parametrize(
    ("files", "request_options", "message"),
    [
        ({"app.py": "x = 1\n"}, {}, "no role spec"),
        ({**CLEAN, "AGENTS.md": "Be kind\n"}, {}, "nothing in the specs is enforced"),
        ({**CLEAN, "AGENTS.md": "All tests must pass\n"}, {}, "nothing in the specs is enforced"),
        ({"AGENTS.md": "No print statements\n"}, {}, "there is no Python"),
        ({**CLEAN, "AGENTS.md": "Avoid `any` types\n"}, {}, "the check examined nothing"),
        (CLEAN, {"gates": ("speed",)}, "there is no gate `speed`"),
        (CLEAN, {"specs": ("NOTES.md",)}, "there is no such spec"),
        ({**CLEAN, "agentgen.yaml": "specs: [gone.md]\n"}, {}, "there is no such spec"),
        ({**CLEAN, "agentgen.yaml": "- a\n"}, {}, "`agentgen.yaml` must be a mapping"),
        ({**CLEAN, "agentgen.yaml": "a: [\n"}, {}, "the configuration cannot be read"),
        ({**CLEAN, "agentgen.yaml": "check: 3\n"}, {}, "`check` must be a mapping"),
        ({**CLEAN, "agentgen.yaml": "specs: {a: 1}\n"}, {}, "`specs` must be a list"),
        ({**CLEAN, "agentgen.yaml": "contract: [a]\n"}, {}, "`contract` must be a path"),
    ],
)
def test_a_check_that_cannot_prove_anything_is_an_error(
    tmp_path, compiler, files, request_options, message
):
    with pytest.raises(AgentgenError, match=message) as caught:
        check(CheckRequest(repository(tmp_path, files), **request_options), compiler)
    assert caught.value.way_out


def test_specs_are_found_by_their_names_and_copies_are_read_once(tmp_path):
    files = {
        "AGENTS.md": "a",
        "CLAUDE.md": "a",
        ".cursor/rules/x/y.mdc": "b",
        "CONTEXT_BACKEND.md": "c",
        ".claude/agents/qa.md": "d",
        "docs/AGENTS.md": "e",
        "docs/rules.md": "no spec by its name",
    }
    found = read_specs(repository(tmp_path, files), (), read_config(tmp_path))
    assert found.contents == (
        ("AGENTS.md", b"a"),
        ("CONTEXT_BACKEND.md", b"c"),
        (".cursor/rules/x/y.mdc", b"b"),
        (".claude/agents/qa.md", b"d"),
        ("docs/AGENTS.md", b"e"),
    )
    assert found.homes == {"docs/AGENTS.md": "docs"}


def test_configuration_names_specs_paths_and_contract(tmp_path, compiler):
    files = {
        "agentgen.yaml": "specs: team/rules.md\ncontract: ./api/contract.yaml\n"
        "check:\n  paths: [app]\n  exclude: ['app/old/**']\n",
        "team/rules.md": "No print statements\nImplement exactly the OpenAPI contract\n",
        "api/contract.yaml": "paths:\n  /x:\n    get: {}\n",
        "app/a.py": "x = 1\n",
        "app/old/b.py": "print(1)\n",
        "other/c.py": "print(1)\n",
    }
    report = check(CheckRequest(repository(tmp_path, files)), compiler)
    assert report.specs == ("team/rules.md",)
    assert outcomes(report)["no-print"].verdict is Verdict.PASSED
    (finding,) = outcomes(report)["contract-endpoints"].findings
    assert str(finding.place) == "api/contract.yaml:2"


def test_a_shipped_role_is_found_by_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    root = repository(tmp_path, {"app.py": "print(1)\n"})
    report = check(CheckRequest(root, specs=("backend-coder",)))
    assert report.specs == ("backend-coder.md",)
    assert {o.spec.path for o in report.outcomes} == {"backend-coder.md"}


def test_a_spec_outside_the_repository_is_shown_by_its_path_from_here(tmp_path, monkeypatch):
    repository(tmp_path, {"shared/AGENTS.md": "x", "repo/a.py": ""})
    monkeypatch.chdir(tmp_path)
    found = read_specs(tmp_path / "repo", ["shared/AGENTS.md"], read_config(tmp_path / "repo"))
    assert found.contents == (("shared/AGENTS.md", b"x"),)
    monkeypatch.chdir(tmp_path / "repo")
    found = read_specs(tmp_path / "repo", ["../shared/AGENTS.md"], read_config(tmp_path))
    assert found.contents == (("AGENTS.md", b"x"),)


def test_suppressions_work_on_their_line_and_alone_before_it(tmp_path, compiler):
    app = (
        "print(1)  # agentgen: ignore[no-print] shown to the operator\n"
        "# agentgen: ignore[no-print, function-length] the same\n"
        "print(2)\n"
        "print(3)\n"
        "x = '# agentgen: ignore[no-print] in a string'; print(4)\n"
        "print(5)  # agentgen: ignore[no-print]\n"
        "print(6)  # agentgen: ignore because\n"
        "print(7)  # agentgen: ignore[no-prints] a typo\n"
    )
    report = check(CheckRequest(repository(tmp_path, {**CLEAN, "app.py": app})), compiler)
    prints = outcomes(report)["no-print"]
    assert [f.place.line for f in prints.findings] == [4, 5, 6, 7, 8]
    assert [f.place.line for f in prints.suppressed] == [1, 3]
    invalid = outcomes(report)["suppression"]
    assert [(f.place.line, f.message) for f in invalid.findings] == [
        (6, "a suppression gives no reason"),
        (7, "a suppression names no rule"),
        (8, "a suppression names `no-prints`, which is no rule"),
    ]


def test_lines_that_ask_for_the_same_rule_are_checked_once_at_the_stricter_limit(
    tmp_path, compiler
):
    lines = "Functions: max 40 lines\nFunctions: max 2 lines\nFunctions: max 30 lines\n"
    app = "def f():\n    x = 1\n    return x\n"
    report = check(CheckRequest(repository(tmp_path, {"AGENTS.md": lines, "a.py": app})), compiler)
    (outcome,) = report.outcomes
    assert len(outcome.findings) == 1
    assert str(outcome.spec) == "AGENTS.md:2"


def test_settings_of_unknown_rules_are_dropped_and_the_gravest_level_holds():
    rule = next(r for r in RULES if r.id == "no-print")
    place = Place("AGENTS.md", 3)
    settings = [
        RuleSetting("no-print", {}, place, "prefer logging", Level.WARNING),
        RuleSetting("no-print", {}, Place("AGENTS.md", 9), "never print"),
        RuleSetting("no-such-rule", {}, place, "x"),
    ]
    (merged,) = merged_settings(settings, [rule])
    assert (merged.level, merged.place) == (Level.ERROR, place)


def test_a_suppression_above_a_decorator_reaches_the_definition(tmp_path, compiler):
    app = (
        "# agentgen: ignore[function-length] generated table\n"
        '@cached\n@logged("x")\ndef f():\n    x = 1\n    return x\n'
    )
    files = {"AGENTS.md": "Functions: max 2 lines\n", "a.py": app}
    report = check(CheckRequest(repository(tmp_path, files)), compiler)
    (outcome,) = report.outcomes
    assert (outcome.findings, len(outcome.suppressed)) == ((), 1)


def test_gates_run_once_with_the_strictest_threshold_and_in_order(tmp_path, compiler):
    log = []
    gates = [gate("late", after=("early",), log=log), gate("early", log=log)]
    files = {"AGENTS.md": "early 10\nearly 30\nearly 20\n", "app.py": "x = 1\n"}
    report = check(
        CheckRequest(repository(tmp_path, files), gates=None), compiler, rules=(), gates=gates
    )
    assert log == [("early", {"min": 30.0}), ("late", {})]
    assert [o.id for o in report.outcomes] == ["late", "early"]
    assert outcomes(report)["early"].spec_text == "early 30"
    assert outcomes(report)["late"].spec is None
    assert exit_code(report) is ExitCode.OK


def test_a_gate_without_evidence_is_never_a_pass(tmp_path, compiler):
    gates = [gate("types", Verdict.UNVERIFIED)]
    root = repository(tmp_path, CLEAN)
    request = CheckRequest(root, gates=("types",))
    report = check(request, compiler, gates=gates)
    assert exit_code(report) is ExitCode.FINDINGS
    with pytest.raises(AgentgenError, match="examined nothing"):
        check(request, compiler, rules=(), gates=gates)


def test_a_gate_that_nobody_asks_for_and_has_nothing_to_look_at_does_not_fail(tmp_path, compiler):
    def measure(context):
        return GateResult(Verdict.UNVERIFIED, NOTHING)

    def never(context):
        raise AssertionError("a gate without its threshold is not run")

    empty = Gate("empty", "E", lambda s: None, measure, {}, ())
    share = Gate("share", "S", lambda s: None, never, {}, (), needs_threshold=True)
    request = CheckRequest(repository(tmp_path, CLEAN), gates=None)
    report = check(request, compiler, gates=[empty, share])
    assert [o.id for o in report.outcomes] == ["no-print", "empty"]
    assert exit_code(report) is ExitCode.OK


def test_notes_tell_of_conflicts_and_of_files_not_read(tmp_path):
    def compiled(specs, recognizers, homes):
        place = next(iter(specs))[0]
        rules = (RuleSetting("no-print", {}, Place(place), "x"),)
        return Policy(rules=rules, conflicts=(Conflict("error_body", (), None, "decide"),))

    root = repository(tmp_path, {**CLEAN, "huge.py": "#" * 1_600_000})
    report = check(CheckRequest(root), compiled)
    assert report.notes == (
        "huge.py was not examined: larger than 1,500,000 bytes",
        "the specs disagree about error_body: decide",
    )
