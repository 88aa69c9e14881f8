"""Statements as values."""

from dataclasses import replace

from agentgen.diagnostics import Place
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.scope import Scope


def test_a_judged_statement_differs_in_what_was_made_of_it_alone() -> None:
    said = Statement(
        id="1f",
        text="Use `x`",
        place=Place("a.md", 3, 2),
        section=("Rules",),
        modality=Modality.MUST,
        directive="agentgen: x",
        scope=Scope(("a/**",)),
        span=(3, 4),
    )

    judged = said.judged(Status.ENFORCED, ("x",), ("orm",))

    made = replace(said, status=Status.ENFORCED, rules=("x",), decisions=("orm",))
    assert judged == made
