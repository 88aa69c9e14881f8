"""The steps of a verification, with tools that say what they are told to."""

from pathlib import Path

import pytest
from fill_world import FILES

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.fill.lint import check_format, check_lint, check_types
from agentgen.fill.model import Patch, StepResult, Stub
from agentgen.fill.pytests import related_tests, run_acceptance, run_related, run_tests
from agentgen.fill.rules import check_rules
from agentgen.fill.stubs import find_stubs
from agentgen.process import Completed

PASSED, FAILED, SKIPPED = StepResult.PASSED, StepResult.FAILED, StepResult.SKIPPED
GOOD = '<s><testcase classname="a" name="one"/></s>'
BAD = GOOD.replace("</s>", '<testcase classname="a" name="two"><error/></testcase></s>')
WORSE = BAD.replace("</s>", '<testcase classname="a" name="three"><failure/></testcase></s>')


def done(code=0, output="", timed_out=False):
    return Completed(("tool",), code, output, timed_out)


class Bench:
    """A workbench whose tools give prepared answers; `report` is left by a run of pytest."""

    def __init__(self, tmp_path, answers=(), modules=("mypy",), reports=()):
        self.scratch = self.project = tmp_path
        self.folder, self.seconds, self.cache = "", 5, None
        self.original, self.patch = {"shop/prices.py": "old"}, Patch({"shop/prices.py": "new"})
        self.answers, self.modules, self.reports = list(answers), modules, list(reports)
        self.sandbox = type("Box", (), {"environment": {"TMPDIR": str(tmp_path)}})
        self.puts, self.calls, self.touched = [], [], ()

    def put(self, texts):
        self.puts.append(texts["shop/prices.py"])

    def restore(self):
        self.puts.append("restored")
        return self.touched

    def inside(self, path):
        return path

    def has(self, module):
        return module in self.modules

    def ruff(self, *arguments):
        self.calls.append(arguments)
        return self.answers.pop(0)

    def module(self, name, arguments, extra=None, writable=None):
        self.calls.append((name, *arguments))
        if self.reports and (report := self.reports.pop(0)):
            (self.scratch / "junit.xml").write_text(report)
        return self.answers.pop(0)


@pytest.fixture
def stub():
    return find_stubs(FILES).stubs[1]


@pytest.mark.parametrize(
    ("answers", "result", "detail"),
    [
        ([done()], PASSED, ""),
        ([done(1, "a.py:1: F1"), done()], FAILED, "a.py:1: F1"),
        ([done(1, "a.py:1: F1"), done(1, "a.py:9: F1")], PASSED, "nothing new"),
        ([done(1, "a.py:1: F1\na.py:2: F2"), done(1, "a.py:9: F1")], FAILED, "a.py:2: F2"),
        ([done(2, "no config"), done(2, "no config")], SKIPPED, "can't run in this repository"),
        ([done(2, "broken"), done()], FAILED, "broken"),
        ([done(-9, "", True)], FAILED, "not done within 5 s"),
    ],
)
def test_only_what_the_patch_brought_fails(answers, result, detail, tmp_path):
    bench = Bench(tmp_path, answers)
    step = check_lint(bench)
    assert step.result is result
    assert detail in step.detail
    assert bench.puts in ([], ["old", "new"])


def test_a_difference_in_format_is_shown(tmp_path):
    bench = Bench(tmp_path, [done(1, "would reformat"), done(), done(1, "-x=1\n+x = 1")])
    step = check_format(bench)
    assert (step.result, step.detail) == (FAILED, "-x=1\n+x = 1")


def test_types_are_checked_on_the_outermost_package(tmp_path, stub):
    bench = Bench(tmp_path, [done(), done()])
    check_types(bench, stub)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").touch()
    check_types(bench, stub)
    assert [call[-1] for call in bench.calls] == ["shop/prices.py", "shop"]
    without = check_types(Bench(tmp_path, modules=()), stub)
    assert (without.result, without.detail) == (SKIPPED, "mypy is not installed in the environment")


@pytest.mark.parametrize(
    ("answer", "report", "result"),
    [
        (done(), GOOD, PASSED),
        (done(), None, FAILED),
        (done(), "<s/>", FAILED),
        (done(), '<s><testcase classname="a" name="b"><skipped/></testcase></s>', FAILED),
        (done(1), BAD, FAILED),
        (done(-9, "", True), None, FAILED),
    ],
)
def test_an_acceptance_test_must_have_run_and_passed(answer, report, result, tmp_path, stub):
    bench = Bench(tmp_path, [answer], ("pytest_cov",), [report])
    assert run_acceptance(bench, stub).result is result
    assert bench.calls[0][-2:] == ("tests/test_prices.py::test_get_total_answers", "--no-cov")


@pytest.mark.parametrize(
    ("answers", "reports", "result", "detail"),
    [
        ([done()], [GOOD], PASSED, "1 tests"),
        ([done(1), done(1)], [BAD, BAD], PASSED, "1 failed before, too"),
        ([done(1, "boom"), done(1)], [WORSE, BAD], FAILED, "boom"),
        ([done(1, "boom"), done()], [BAD, GOOD], FAILED, "boom"),
        ([done(2, "no report")], [None], FAILED, "no report"),
        ([done(-9, "", True)], [None], FAILED, "not done within"),
    ],
)
def test_tests_that_failed_before_do_not_count(answers, reports, result, detail, tmp_path, stub):
    bench = Bench(tmp_path, answers, (), reports)
    step = run_related(bench, stub, FILES)
    assert step.result is result
    assert detail in step.detail


def test_a_project_without_tests_is_not_passed(tmp_path, stub):
    step = run_related(Bench(tmp_path), stub, {"shop/prices.py": ""})
    assert step.result is SKIPPED


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app/features/tags/service.py", ["tests/features/test_tags_routes.py", "tests/test_x.py"]),
        ("backend/services/tags.py", ["tests/features/test_tags_routes.py"]),
        ("app/features/other/service.py", None),
    ],
)
def test_related_tests_are_those_of_the_feature(path, expected):
    test = "def test_a(): pass"
    texts = {
        "tests/features/test_tags_routes.py": test,
        "tests/features/test_users_routes.py": test,
        "tests/test_x.py": f"from app.features.tags.models import Tag\n{test}",
        "tests/conftest.py": test,
        "tests/factories.py": "",
        path: "",
    }
    stub = Stub(path, "f", "A", "", 1, 1, 1)
    every = [p for p in texts if "test_" in p]
    assert list(related_tests(stub, "", texts)) == sorted(expected or every)


def test_what_breaks_the_role_specs_is_told_with_the_line_that_demands_it():
    def auditor(texts):
        spec = Place("AGENTS.md", 3)
        places = [Place("a.py", n + 1) for n, c in enumerate(texts["a.py"]) if c == "x"]
        errors = [Diagnostic("r", Level.ERROR, p, "no x", "", spec, "No x!") for p in places]
        return [*errors, Diagnostic("w", Level.WARNING, Place("a.py"), texts["a.py"])]

    kept = check_rules(auditor, {"a.py": "x.."}, Patch({"a.py": "..x"}))
    broken = check_rules(auditor, {"a.py": "x.."}, Patch({"a.py": "x.x"}))
    assert kept.result is PASSED
    assert broken.result is FAILED
    assert broken.detail == "a.py:3: no x (AGENTS.md:3: No x!)"


def test_paths_of_tests_stay_below_the_project():
    texts = {"tests/test_tags.py": "def test_a(): pass", "backend/app/tags.py": "",
             "backend/tests/test_tags.py": "def test_b(): pass"}  # fmt: skip
    stub = Stub("backend/app/tags.py", "f", "A", "", 1, 1, 1)
    assert related_tests(stub, "backend", texts) == ("backend/tests/test_tags.py",)
    assert Path(related_tests(stub, "", texts)[-1]).name == "test_tags.py"


def whole(*cases):
    """A report on tests of the file of the stub's test."""
    rows = [
        f'<testcase classname="tests.test_prices" name="{name}">{inner}</testcase>'
        for name, inner in cases
    ]
    return f"<s>{''.join(rows)}</s>"


RAN = ("test_get_total_answers", "")


def test_one_run_tells_of_acceptance_and_related_tests(tmp_path, stub):
    bench = Bench(tmp_path, [done()], reports=[whole(RAN, ("test_b", ""))])
    steps = run_tests(bench, stub, FILES)
    assert [(s.name, s.result, s.detail) for s in steps] == [
        ("acceptance test", PASSED, "test_get_total_answers"),
        ("related tests", PASSED, "2 tests"),
    ]
    assert len(bench.calls) == 1


@pytest.mark.parametrize(
    "case",
    [("test_b", ""), ("test_get_total_answers", "<skipped/>"), ("test_get_total_answers_not", "")],
)
def test_an_acceptance_test_that_did_not_pass_is_run_for_itself(case, tmp_path, stub):
    reports = [whole(case), whole(("test_get_total_answers", "<failure/>"))]
    bench = Bench(tmp_path, [done(), done(1, "E no")], reports=reports)
    (step,) = run_tests(bench, stub, FILES)
    assert (step.name, step.result, step.detail) == ("acceptance test", FAILED, "E no")
    assert any("::test_get_total_answers" in word for word in bench.calls[1])
    assert bench.puts[0] == "restored"


def test_code_that_changes_modules_while_it_runs_fails_whatever_the_tests_say(tmp_path, stub):
    bench = Bench(tmp_path, [done()], reports=[whole(RAN, ("test_b", ""))])
    bench.touched = ("tests/test_prices.py",)
    *_, last = run_tests(bench, stub, FILES)
    assert last.result is FAILED
    assert "tests/test_prices.py" in last.detail


def test_every_case_of_an_acceptance_test_must_pass(tmp_path, stub):
    both = [("test_get_total_answers[1]", ""), ("test_get_total_answers[2]", "<skipped/>")]
    bench = Bench(tmp_path, [done()], reports=[whole(both[0])])
    assert len(run_tests(bench, stub, FILES)) == 2
    bench = Bench(tmp_path, [done(), done(1)], reports=[whole(*both), whole()])
    assert run_tests(bench, stub, FILES)[0].result is FAILED


def test_tests_that_do_not_end_are_run_once(tmp_path, stub):
    bench = Bench(tmp_path, [done(timed_out=True)])
    (step,) = run_tests(bench, stub, FILES)
    assert (step.result, step.detail) == (FAILED, "not done within 5 s")
