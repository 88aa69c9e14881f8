"""Static steps: findings count when the patch brought them, not when they were there before."""

from collections.abc import Callable

from agentgen.fill.condense import condensed, new_findings
from agentgen.fill.model import Step, StepResult, Stub
from agentgen.fill.workbench import Workbench
from agentgen.process import Completed


def check_lint(bench: Workbench) -> Step:
    """`ruff check` on the patched files."""
    paths = [bench.inside(path) for path in bench.patch.texts]
    command = ("check", "--output-format", "concise", "--no-fix", *paths)
    return compared("ruff check", bench, lambda: bench.ruff(*command))


def check_format(bench: Workbench) -> Step:
    """`ruff format --check` on the patched files."""
    paths = [bench.inside(path) for path in bench.patch.texts]
    step = compared("ruff format", bench, lambda: bench.ruff("format", "--check", *paths))
    if step.result is not StepResult.FAILED:
        return step
    shown = bench.ruff("format", "--diff", *paths)
    return Step(step.name, step.result, condensed(shown.output, bench.scratch))


def check_types(bench: Workbench, stub: Stub) -> Step:
    """`mypy` on the package of the stub."""
    if not bench.has("mypy"):
        return Step("mypy", StepResult.SKIPPED, "mypy is not installed in the environment")
    arguments = ["--no-error-summary", "--no-color-output", _package(bench, stub)]
    if bench.cache is not None:
        bench.cache.mkdir(parents=True, exist_ok=True)
        arguments.insert(0, f"--cache-dir={bench.cache}")
    return compared("mypy", bench, lambda: bench.module("mypy", arguments, None, bench.cache))


def _package(bench: Workbench, stub: Stub) -> str:
    """The outermost package around the stub's file, or the file."""
    parts = bench.inside(stub.path).split("/")
    for end in range(1, len(parts)):
        folder = "/".join(parts[:end])
        if (bench.project / folder / "__init__.py").is_file():
            return folder
    return "/".join(parts)


def compared(name: str, bench: Workbench, tool: Callable[[], Completed]) -> Step:
    """Run a tool with the patch and, when it finds fault, without; exit codes above 1 mean that
    it could not do its work.
    """
    after = tool()
    if after.ok:
        return Step(name, StepResult.PASSED)
    if after.timed_out:
        return Step(name, StepResult.FAILED, f"not done within {bench.seconds:.0f} s")
    bench.put(bench.original)
    before = tool()
    bench.put(bench.patch.texts)
    if before.code > 1 and after.code > 1:
        reason = condensed(after.output, bench.scratch)[-300:]
        return Step(name, StepResult.SKIPPED, f"it can't run in this repository: {reason}")
    new = new_findings(before.output, after.output)
    if before.ok or new:
        text = "\n".join(new) or after.output
        return Step(name, StepResult.FAILED, condensed(text, bench.scratch))
    return Step(name, StepResult.PASSED, "nothing new; it had findings before")
