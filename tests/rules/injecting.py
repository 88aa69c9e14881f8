"""A generated repository under its policy, before and after a piece of bad code is put in.

`python -m tests.rules.injecting SYSTEM` lists what each injection is found by.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from agentgen.codebase import build_codebase, load_codebase
from agentgen.commands.check_inputs import read_config, read_specs
from agentgen.commands.check_settings import merged_settings
from agentgen.commands.compiled import compile_cached
from agentgen.commands.new import NewRequest, new
from agentgen.commands.recognizers import all_recognizers
from agentgen.diagnostics import Diagnostic
from agentgen.ir.policy import RuleSetting
from agentgen.rules.audit import audit
from agentgen.rules.base import Example, Rule
from agentgen.rules.registry import RULES

Finding = tuple[str, str, str]
"""Rule, path, message."""


@dataclass(frozen=True)
class Repository:
    """The texts of a generated repository, and the settings of its policy."""

    texts: dict[str, str]
    settings: tuple[RuleSetting, ...]

    @classmethod
    def generated(cls, system: str, into: Path) -> "Repository":
        """Generate the repository of an example system, and compile its own specs."""
        root = new(NewRequest(system, into, system=system)).target
        config = read_config(root)
        specs = read_specs(root, (), config)
        recognizers = all_recognizers()
        policy = compile_cached(specs.contents, recognizers, specs.homes)
        settings = merged_settings(policy.rules, recognizers)
        return cls(dict(load_codebase(root, exclude=config.exclude).texts), tuple(settings))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the policy switches on."""
        asked = {setting.rule for setting in self.settings}
        return tuple(rule for rule in RULES if rule.id in asked)

    def examples(self) -> Iterator[tuple[Rule, int, Example]]:
        """Every invalid example of these rules, with its number."""
        for rule in self.rules:
            for number, example in enumerate(rule.invalid):
                yield rule, number, example

    @cached_property
    def before(self) -> frozenset[Finding]:
        """What is found without any injection."""
        return found(audit(build_codebase(self.texts), self.settings, RULES))

    def injected(self, rule: Rule, example: Example) -> frozenset[Finding]:
        """What is found beyond that with an example put in, under its parameters if it has any."""
        own = [s for s in self.settings if s.rule == rule.id]
        if example.params:
            own = [RuleSetting(rule.id, example.params, own[0].place, own[0].text)]
        others = [s for s in self.settings if s.rule != rule.id]
        texts = {**self.texts, **example.files}
        return found(audit(build_codebase(texts), [*own, *others], RULES)) - self.before


def found(outcomes: Iterable) -> frozenset[Finding]:
    """All findings of an audit."""
    return frozenset(_key(f) for o in outcomes for f in o.findings)


def _key(finding: Diagnostic) -> Finding:
    return finding.rule, finding.place.path, finding.message


def main(system: str) -> None:
    """Print the rules that find each injection."""
    with TemporaryDirectory() as folder:
        repository = Repository.generated(system, Path(folder))
    for rule, number, example in repository.examples():
        names = {name for name, _, _ in repository.injected(rule, example)}
        others = ", ".join(sorted(names - {rule.id}))
        verdict = "found" if rule.id in names else "missed"
        also = f"  and by {others}" if others else ""
        sys.stdout.write(f"{verdict:<8}{rule.id} {number}{also}\n")


if __name__ == "__main__":
    main(sys.argv[1])
