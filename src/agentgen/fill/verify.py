"""Try a patch in a scratch copy: parse, lint, types, acceptance test, the feature's tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from agentgen.fill.environment import PythonEnvironment
from agentgen.fill.format import formatted
from agentgen.fill.lint import check_format, check_lint, check_types
from agentgen.fill.model import Patch, Step, StepResult, Stub, Texts, Verification
from agentgen.fill.pytests import run_tests
from agentgen.fill.rules import Auditor, check_rules
from agentgen.fill.sandbox import WEAKEST, Means, Sandbox
from agentgen.fill.scratch import contents, scratch_copy
from agentgen.fill.workbench import Workbench

Stage = Callable[[], Step | tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Setting:
    """What verifiers of every language are given.

    Attributes:
        root: the repository; it is only read.
        folder: the directory of the project that the stub belongs to.
        seconds: time limit of each step.
        means: what confines the code that runs.
        auditor: checks the role specs; None when they switch no rule on.
    """

    root: Path
    texts: Texts
    folder: str
    seconds: float = 120
    means: Means = WEAKEST
    auditor: Auditor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScratchVerifier(Setting):
    """The verifier of stubs in Python; see `Verifier`."""

    environment: PythonEnvironment

    def verify(self, stub: Stub, patch: Patch) -> Verification:
        """Run the steps in order, up to the first that fails."""
        with scratch_copy(self.root) as scratch:
            visible = (*self.environment.prefixes, self.root / self.folder / ".venv")
            sandbox = Sandbox(scratch, self.environment.python, visible, self.means)
            original = {path: self.texts[path] for path in patch.texts}
            cache = self.root / ".agentgen/fill/mypy"
            bench = Workbench(
                scratch, self.folder, sandbox, original, patch, self.seconds, cache,
                contents(scratch, self.texts, (".py",)),
            )  # fmt: skip
            bench = replace(bench, patch=formatted(bench, stub))
            bench.put(bench.patch.texts)
            steps = tuple(until_failure(self._stages(bench, stub)))
            return Verification(steps, bench.patch, sandbox.description)

    def _stages(self, bench: Workbench, stub: Stub) -> Iterator[Stage]:
        """The cheap steps first."""
        yield lambda: Step("parse", StepResult.PASSED)
        yield lambda: check_lint(bench)
        yield lambda: check_format(bench)
        if self.auditor is not None:
            yield partial(check_rules, self.auditor, self.texts, bench.patch)
        yield lambda: check_types(bench, stub)
        yield lambda: run_tests(bench, stub, self.texts)


def until_failure(stages: Iterator[Stage]) -> Iterator[Step]:
    """The steps of the stages, the first that fails included."""
    for stage in stages:
        done = stage()
        steps = (done,) if isinstance(done, Step) else done
        yield from steps
        if any(step.result is StepResult.FAILED for step in steps):
            return
