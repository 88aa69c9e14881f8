"""Try a patch of TypeScript in a scratch copy: types, lint, acceptance test, related tests."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from agentgen.fill.model import Patch, Step, StepResult, Stub, Verification
from agentgen.fill.rules import check_rules
from agentgen.fill.sandbox import Limits, Sandbox
from agentgen.fill.scratch import contents, scratch_copy
from agentgen.fill.script.bench import ScriptBench
from agentgen.fill.script.environment import NodeEnvironment, link_packages
from agentgen.fill.script.lint import check_lint, check_types, formatted
from agentgen.fill.script.tree import SUFFIXES
from agentgen.fill.script.vitest import run_vitest
from agentgen.fill.verify import Setting, Stage, until_failure

_LIMITS = Limits(memory=0)
"""V8 reserves far more address space than it uses; what all processes use stays limited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptVerifier(Setting):
    """The verifier of stubs in TypeScript; see `Verifier`."""

    node: NodeEnvironment

    def verify(self, stub: Stub, patch: Patch) -> Verification:
        """Run the steps in order, up to the first that fails."""
        with scratch_copy(self.root) as scratch:
            link_packages(self.node.packages, scratch / self.folder / "node_modules")
            visible = (*self.node.visible, Path(sys.prefix), Path(sys.base_prefix))
            sandbox = Sandbox(scratch, Path(sys.executable), visible, self.means, _LIMITS)
            bench = ScriptBench(
                scratch=scratch,
                folder=self.folder,
                sandbox=sandbox,
                original={path: self.texts[path] for path in patch.texts},
                patch=patch,
                seconds=self.seconds,
                modules=contents(scratch, self.texts, SUFFIXES),
                node=self.node,
            )
            bench = replace(bench, patch=formatted(bench, stub))
            bench.put(bench.patch.texts)
            steps = tuple(until_failure(self._stages(bench, stub)))
            return Verification(steps, bench.patch, sandbox.description)

    def _stages(self, bench: ScriptBench, stub: Stub) -> Iterator[Stage]:
        """The cheap steps first."""
        yield lambda: Step("parse", StepResult.PASSED)
        if self.auditor is not None:
            yield partial(check_rules, self.auditor, self.texts, bench.patch)
        yield lambda: check_types(bench)
        yield lambda: check_lint(bench)
        yield lambda: run_vitest(bench, stub)
