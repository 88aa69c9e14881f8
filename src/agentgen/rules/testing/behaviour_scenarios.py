"""Scenarios are written as steps: what is given, what happens, what then holds."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, together, union, words
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\bgiven\W{1,3}when\W{1,3}then\b|\bgherkin\b|\bacceptance criteria\b|\bbdd\b"
    r"|\.feature\b[^.;]{0,20}\b(?:scenarios?|tests?)\b",
    together(
        flag("language", r"\bgiven\W{1,3}when\b|\bgherkin\b", "gherkin"),
        flag("criteria", r"\bacceptance criteria\b", "acceptance"),
    ),
)

_SCENARIO = re.compile(r"\s*(?:Scenario(?: Outline| Template)?|Example):\s*(.*)")
_OTHER = re.compile(r"\s*(?:Feature|Background|Rule|Examples|Scenarios):")
_STEP = re.compile(r"\s*(Given|When|Then)\b")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Read the scenarios of feature files; each says what happens and what then holds."""
    found, examined = list[Found](), 0
    for path, text in codebase.texts.items():
        if not path.endswith(".feature"):
            continue
        for name, line, steps in _scenarios(text):
            examined += 1
            missing = [word for word in ("When", "Then") if word not in steps]
            if missing:
                found.append(Found(path, line, f"`{name}` has no {' and no '.join(missing)}"))
    return found, examined


def _scenarios(text: str) -> Iterator[tuple[str, int, set[str]]]:
    """Name, line and kinds of steps of each scenario of a feature file."""
    name, start, steps = "", 0, set[str]()
    for number, line in enumerate([*text.split("\n"), "Feature:"], start=1):
        scenario = _SCENARIO.match(line)
        if start and (scenario or _OTHER.match(line)) and not line.lstrip().startswith("Examples"):
            yield name, start, steps
            start = 0
        if scenario:
            name, start, steps = scenario[1].strip(), number, set()
        step = _STEP.match(line)
        if step:
            steps.add(step[1])


_HEAD = "Feature: Orders\n  Scenario: Pay\n"


RULE = Rule(
    id="behaviour-scenarios",
    title="Scenarios in Gherkin are the acceptance criteria",
    help="write `Given` (or a background), `When` and `Then`",
    what="scenarios",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.feature": _HEAD
                + "    Given an order\n    When I pay\n    Then it is paid\n    And I get mail\n"
            }
        ),
        Example(
            {
                "a.feature": "Feature: A\n  Background:\n    Given x\n  Scenario Outline: B\n"
                "    When <a>\n    Then <b>\n    Examples:\n      | a | b |\n"
            }
        ),
    ),
    invalid=(
        Example({"a.feature": _HEAD + "    Given an order\n    When I pay\n"}),
        Example(
            {
                "a.feature": _HEAD + "    Then it is paid\n  Scenario: Cancel\n    When I cancel\n"
                "    Then it is gone\n"
            }
        ),
        Example(
            {"features/b.feature": "Feature: A\n  Example: the When and the Then\n    Given x\n"}
        ),
    ),
    prose={
        "Satisfy the Given-When-Then scenarios": {"language": "gherkin"},
        "Treat acceptance criteria as contract": {"criteria": "acceptance"},
        "Write scenarios in Gherkin": {"language": "gherkin"},
    },
    not_prose=("Given time, then write", "No Gherkin for libraries"),
    keywords=words("given gherkin acceptance bdd feature"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "language": Param(ParamKind.TEXT, "gherkin"),
        "criteria": Param(ParamKind.TEXT, "acceptance"),
    },
)
