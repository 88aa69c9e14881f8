"""Examples of a spec against the rules it sets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agentgen.codebase.build import build_codebase
from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.policy import RuleSetting
from agentgen.rules.audit import audit
from agentgen.rules.base import Rule
from agentgen.spec.lint.examples import CodeExample, code_examples

EXAMPLE = "spec-example"


def broken_examples(
    name: str, lines: Sequence[str], settings: Sequence[RuleSetting], rules: Sequence[Rule]
) -> tuple[list[Diagnostic], int]:
    """Findings in the code blocks of one spec, and how many blocks were examined.

    Only rules that can judge a fragment are asked, and settings that hold everywhere. What the
    spec shows as bad is left alone.
    """
    able = [rule for rule in rules if rule.reads_fragments]
    ids = {rule.id for rule in able}
    wide = [s for s in settings if s.rule in ids and not s.paths]
    examples = code_examples(lines)
    found = [f for example in examples for f in _findings(name, example, wide, able)]
    return found, len(examples)


def _findings(
    name: str, example: CodeExample, settings: Sequence[RuleSetting], rules: Sequence[Rule]
) -> Iterator[Diagnostic]:
    path = f"src/example.{example.suffix}"
    ids = {rule.id for rule in rules}
    for outcome in audit(build_codebase({path: example.text}), settings, rules):
        for finding in outcome.findings if outcome.id in ids else ():
            line = example.first + finding.place.line - 1
            if line in example.shunned:
                continue
            yield replace(
                finding,
                rule=EXAMPLE,
                level=Level.WARNING,
                place=Place(name, line),
                message=f"the example breaks `{finding.rule}`: {finding.message}",
                help="mend the example, or say above it that it shows what not to do",
            )
