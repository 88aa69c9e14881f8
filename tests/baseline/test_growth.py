import pytest
from tests.accepting import Shop
from tests.checking import CLEAN, outcomes, repository

from agentgen.baseline.growth import grown, least, measured
from agentgen.commands.compiled import compile_cached
from agentgen.ir.report import Verdict


@pytest.mark.parametrize(
    ("message", "figure"),
    [
        ("`f2` has 62 lines, 30 allowed", 62),
        ("1,201 lines, 300 allowed", 1201),
        ("9000 tokens, 8000 are allowed", 9000),
        ("PLR0913 Too many arguments (7 > 5)", 7),
        ("R0913: Too many arguments (8/5)", 8),
        ("`allowed_5` is not among the allowed imports", None),
        ("imports `a3`, 2 times", None),
        ("no docstring", None),
    ],
)
def test_the_figure_above_its_limit_is_read(message, figure):
    assert measured(message) == figure


def test_only_a_larger_figure_is_growth():
    assert grown("62 lines, 30 allowed", "63 lines, 30 allowed")
    assert grown("62 lines, 30 allowed", "63 lines, 80 allowed")
    assert not grown("62 lines, 30 allowed", "62 lines, 20 allowed")
    assert not grown("", "63 lines, 30 allowed")
    assert not grown("uses 3", "uses 4")
    assert least("62 lines, 30 allowed", "40 lines, 30 allowed") == "40 lines, 30 allowed"
    assert least("40 lines, 30 allowed", "62 lines, 30 allowed") == "40 lines, 30 allowed"


def function(lines):
    return "def f(a):\n" + "    a += 1\n" * (lines - 1)


@pytest.fixture
def long(tmp_path):
    files = {"AGENTS.md": "Functions have at most 20 lines\n", "app.py": function(30)}
    shop = Shop(repository(tmp_path, {**CLEAN, **files}), compile_cached)
    shop.accept()
    return shop


def verdict(report):
    return outcomes(report)["function-length"].verdict


def test_an_accepted_function_may_not_grow(long):
    assert verdict(long.check()) is Verdict.BASELINED
    long.write(app_py=function(31))
    report = long.check()
    (found,) = outcomes(report)["function-length"].findings
    assert found.message == "`f` has 31 lines, 20 allowed"
    assert "no more than: `f` has 30 lines, 20 allowed" in found.help
    assert (report.baseline.new, report.baseline.accepted, report.baseline.gone) == (1, 0, 0)


def test_growth_that_is_accepted_takes_the_place_of_the_entry(long):
    long.write(app_py=function(31))
    long.check(update=True)
    assert [e["message"] for e in long.entries] == ["`f` has 30 lines, 20 allowed"]
    long.accept()
    assert [e["message"] for e in long.entries] == ["`f` has 31 lines, 20 allowed"]
    assert verdict(long.check()) is Verdict.BASELINED


def test_what_shrank_may_not_grow_back_after_an_update(long):
    long.write(app_py=function(25))
    assert verdict(long.check()) is Verdict.BASELINED
    long.check(update=True)
    long.write(app_py=function(30))
    assert verdict(long.check()) is Verdict.FAILED
