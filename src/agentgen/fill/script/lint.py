"""Static steps of a frontend: findings count when the patch brought them."""

import json
from dataclasses import replace

from agentgen.fill.lint import compared
from agentgen.fill.model import Patch, Rejection, Step, StepResult, Stub
from agentgen.fill.script.bench import ScriptBench
from agentgen.fill.script.patch import prove_script
from agentgen.process import Completed

_PROJECTS = ("tsconfig.app.json", "tsconfig.json")


def check_types(bench: ScriptBench) -> Step:
    """`tsc --noEmit` on the project of the application."""
    project = next((p for p in _PROJECTS if (bench.project / p).is_file()), None)
    if project is None:
        return Step("tsc", StepResult.SKIPPED, "the frontend has no tsconfig.json")
    return compared("tsc", bench, lambda: _tsc(bench, project))


def _tsc(bench: ScriptBench, project: str) -> Completed:
    """Findings end with exit code 1, as those of other tools do; tsc says 2."""
    flags = ("--noEmit", "--incremental", "false", "--pretty", "false", "-p", project)
    done = bench.program("typescript", "bin/tsc", *flags)
    return replace(done, code=1) if "error TS" in done.output else done


def check_lint(bench: ScriptBench) -> Step:
    """ESLint on the patched files, warnings included."""
    if bench.node.script("eslint", "bin/eslint.js") is None:
        return Step("eslint", StepResult.SKIPPED, "ESLint is not installed")
    return compared("eslint", bench, lambda: _eslint(bench))


def _eslint(bench: ScriptBench) -> Completed:
    paths = [bench.inside(path) for path in bench.patch.texts]
    flags = ("--max-warnings", "0", "--format", "json")
    done = bench.program("eslint", "bin/eslint.js", *flags, *paths)
    try:
        files = json.loads(done.output)
        lines = [
            f"{path}:{one['line']}:{one['column']}: {one['ruleId']} {one['message']}"
            for path, file in zip(paths, files, strict=True)
            for one in file["messages"]
        ]
    except (ValueError, KeyError, TypeError):
        return done
    return replace(done, output="\n".join(lines))


def formatted(bench: ScriptBench, stub: Stub) -> Patch:
    """The patch as Prettier wants it, where that is installed and would change nothing else."""
    if bench.node.script("prettier", "bin/prettier.cjs") is None:
        return bench.patch
    bench.put(bench.patch.texts)
    done = bench.program("prettier", "bin/prettier.cjs", "--write", bench.inside(stub.path))
    text = (bench.scratch / stub.path).read_bytes().decode()
    try:
        before, helpers = bench.original[stub.path], bench.patch.helpers
        prove_script(stub.path, before, text, stub.qualname, helpers)
    except Rejection:
        return bench.patch
    return Patch({**bench.patch.texts, stub.path: text}, helpers) if done.ok else bench.patch
