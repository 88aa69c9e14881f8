from collections.abc import Callable
from typing import Any

import pytest

from agentgen.diagnostics import Level
from agentgen.ir.decisions import Decisions
from agentgen.ir.policy import Modality, Policy, Status
from agentgen.spec.compile import compile_specs, is_effective, status_counts
from agentgen.spec.outline import outline
from agentgen.spec.understanding import understanding

Compile = Callable[..., Policy]
LINES = r"(?:functions|lines)\D*(\d+)"


def test_a_statement_switches_a_rule_on(policy: Compile, fake: Any) -> None:
    compiled = policy("# A\n\n- Functions have at most 30 lines\n", rules=(fake("length", LINES),))
    setting = compiled.setting("length")
    assert setting is not None
    assert setting.params == {"limit": 30}
    assert (str(setting.place), setting.level) == ("a.md:3", Level.ERROR)
    assert compiled.statements[0].rules == ("length",)
    assert compiled.statements[0].status is Status.ENFORCED


@pytest.mark.parametrize(
    "text",
    [
        "```\nFunctions have at most 30 lines\n```",
        "## Examples\n\n- Functions have at most 30 lines",
        "Functions of 30 lines were common.",
        "## Overview\n\n- functions of 30 lines",
    ],
)
def test_examples_and_descriptions_switch_nothing_on(policy: Compile, fake: Any, text: str) -> None:
    compiled = policy(text, rules=(fake("length", LINES),))
    assert compiled.rules == ()
    assert compiled.statements[-1].status is Status.ADVISORY


def test_the_stricter_of_two_demands_wins_and_is_reported(policy: Compile, fake: Any) -> None:
    texts = ("- Functions must be under 50 lines", "- Functions have at most 30 lines")
    compiled = policy(*texts, rules=(fake("length", LINES),))
    (setting,) = compiled.rules
    assert (setting.params, str(setting.place)) == ({"limit": 30}, "b.md:1")
    (conflict,) = compiled.conflicts
    assert (conflict.topic, conflict.winner) == ("length", {"limit": 30})
    assert [str(side.place) for side in conflict.sides] == ["a.md:1", "b.md:1"]


@pytest.mark.parametrize(
    ("texts", "limit", "level"),
    [
        (["- Functions must have at most 50", "- Functions should have 30"], 50, Level.ERROR),
        (["- Functions should have 50", "- Functions should have 30"], 30, Level.WARNING),
        (
            ["## Defaults (override if specified)\n\n- Functions: 20", "- Functions: 60"],
            60,
            Level.ERROR,
        ),
        (["- Never write functions above 40", "- Functions: 60"], 40, Level.ERROR),
    ],
)
def test_demand_beats_advice_beats_default(
    policy: Compile, fake: Any, texts: list[str], limit: int, level: Level
) -> None:
    for order in (texts, texts[::-1]):
        (setting,) = policy(*order, rules=(fake("length", LINES),)).rules
        assert (setting.params["limit"], setting.level) == (limit, level)


def test_scopes_stay_apart_and_the_unscoped_setting_leads(policy: Compile, fake: Any) -> None:
    text = "- Coverage for agents: 100 %\n- Coverage: 80 %\n"
    rule = fake("coverage", r"coverage\D*(\d+)", Status.MEASURED, "agents")
    compiled = policy(text, rules=(rule,))
    assert [s.params.get("scope") for s in compiled.rules] == [None, "agents"]
    assert compiled.conflicts == ()
    setting = compiled.setting("coverage")
    assert setting is not None
    assert setting.params == {"limit": 80}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("- Submit work as a pull request", Status.PROCESS),
        ("- Ask the architect when in doubt", Status.PROCESS),
        ("- Cover lines and branches", Status.UNSUPPORTED),
        ("- Never be sad", Status.UNSUPPORTED),
        ("- Code should be beautiful", Status.ADVISORY),
        ("It is a shop.", Status.ADVISORY),
        ("- Use Python 3.12", Status.GENERATED),
    ],
)
def test_status_without_a_rule(policy: Compile, text: str, status: Status) -> None:
    assert policy(text).statements[0].status is status


def test_the_strongest_status_wins(policy: Compile, fake: Any) -> None:
    for status in (Status.MEASURED, Status.HEURISTIC, Status.PROCESS):
        rules = (fake("one", "lines", status), fake("two", "lines", Status.ENFORCED))
        assert policy("- 30 lines", rules=rules).statements[0].status is Status.ENFORCED
        only = policy("- 30 lines", rules=rules[:1]).statements[0]
        assert only.status is status


def test_totals_and_effect(policy: Compile, fake: Any) -> None:
    text = "- Functions: 30\n- Be kind\n"
    blind = policy(text)
    assert not is_effective(blind)
    seeing = policy(text, rules=(fake("length", LINES),))
    assert is_effective(seeing)
    assert status_counts(seeing)[Status.ENFORCED] == 1
    assert sum(status_counts(seeing).values()) == len(seeing.statements) == 2


STRUCTURAL = {
    "orm": ("- Use SQLModel", "- Use SQLAlchemy", "sqlmodel"),
    "logging": ("- Log with structlog", "- Log with loguru", "structlog"),
    "layout": (
        "- Endpoints in `services/<name>/api.py`",
        "- Routers in `features/<name>/router.py`",
        "services",
    ),
    "error_body": (
        "- Errors are `{code, message}`",
        '- Errors are `{"error": "message", "code": "X"}`',
        {"code": "$code", "message": "$message"},
    ),
}


@pytest.mark.parametrize("key", STRUCTURAL)
def test_structural_differences_between_files_stay_open(policy: Compile, key: str) -> None:
    one, other, _ = STRUCTURAL[key]
    compiled = policy(one, other)
    (conflict,) = compiled.conflicts
    assert (conflict.topic, conflict.winner) == (key, None)
    assert [str(side.place) for side in conflict.sides] == ["a.md:1", "b.md:1"]
    assert f"decisions: {{{key}: " in conflict.help
    assert key not in compiled.decisions


@pytest.mark.parametrize("key", STRUCTURAL)
def test_within_a_file_the_first_of_equals_is_taken(policy: Compile, key: str) -> None:
    one, other, value = STRUCTURAL[key]
    compiled = policy(f"{one}\n{other}\n")
    assert compiled.decisions[key].value == value
    (conflict,) = compiled.conflicts
    assert (conflict.topic, conflict.winner) == (key, value)


def test_a_default_yields_without_a_word(policy: Compile) -> None:
    default = "## Stack defaults (override if specified)\n\n- ORM: SQLAlchemy\n"
    for texts in ((default, "- Use SQLModel"), ("- Use SQLModel", default)):
        compiled = policy(*texts)
        assert compiled.decisions["orm"].value == "sqlmodel"
        assert compiled.conflicts == ()


def test_a_mention_yields_to_a_demand(policy: Compile) -> None:
    compiled = policy("The backend runs on SQLAlchemy today.", "- Use SQLModel")
    assert compiled.decisions["orm"].value == "sqlmodel"
    assert compiled.conflicts == ()


def test_bodies_that_agree_unite_across_files(policy: Compile) -> None:
    compiled = policy("- Errors are `{code, message}`", "- Errors are `{code, message, details?}`")
    assert compiled.decisions["error_body"].value == {
        "code": "$code",
        "message": "$message",
        "details": "$details?",
    }
    assert compiled.conflicts == ()


@pytest.mark.parametrize(
    ("texts", "key", "value"),
    [
        (("- Line length: 120", "- Line length: 100"), "line_length", 100),
        (("- Python 3.11", "- Python 3.12"), "python", "3.12"),
        (("- Paginate: max 100", "- Paginate: max 50"), "page_size_max", 50),
        (("- Line length should be 88", "- Line length: 100"), "line_length", 100),
        (("- 400 for validation", "- 422 for validation"), "validation_status", 400),
    ],
)
def test_figures_are_settled_and_reported(
    policy: Compile, texts: tuple[str, str], key: str, value: Any
) -> None:
    compiled = policy(*texts)
    assert compiled.decisions[key].value == value
    (conflict,) = compiled.conflicts
    assert (conflict.topic, conflict.winner) == (key, value)
    assert conflict.sides[0].value == value


def test_decisions_reach_the_ir(policy: Compile) -> None:
    decided = Decisions.of(policy("- Use SQLModel\n- Log with loguru\n- Line length: 90\n"))
    assert (decided.orm.value, decided.logging.value, decided.line_length) == (
        "sqlmodel",
        "loguru",
        90,
    )


def test_a_statement_is_explained(policy: Compile, fake: Any) -> None:
    rules = (fake("length", LINES), fake("other", "nothing"))
    (statement,) = policy("- Functions: 30 lines, Python 3.12", rules=rules).statements
    explained = understanding(statement, rules)
    assert explained.rules == (("length", {"limit": 30}),)
    assert explained.decisions == (("python", "3.12"),)


def test_front_matter_and_outline() -> None:
    data = b"---\ntrigger: always_on\n---\n\n# Role\n\nDoes things\nwell.\n\n## More\n"
    compiled = compile_specs([("a.md", data)], ())
    assert compiled.statements[0].section == ("front matter",)
    assert compiled.statements[0].modality is Modality.INFO
    about = outline("a.md", data)
    assert (about.title, about.summary) == ("Role", "Does things well.")
