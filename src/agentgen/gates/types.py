"""Types: mypy for Python, tsc for the frontend."""

import re
import time

from agentgen.gates.base import Gate, GateContext, Params, Parts
from agentgen.gates.environment import (
    absent,
    backend_root,
    frontend_root,
    node_tool,
    python_tool,
    relative,
    tail,
    use,
)
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.ir.report import GateResult

_TYPES = (
    r"\bmypy\b|\bpyright\b|\btype[- ]check\w*\b[^.;]*\b(?:pass\w*|ci|clean|must|strict)\b"
    r"|\b(?:pass\w*|run|strict)\b[^.;]*\btype[- ]check\w*\b|\btypescript strict\b|\bstrict mode\b"
    r"|\btsc\b|\bstrict typ(?:es|ing)\b|\btypescript types are\b|\bstrict:? true\b"
)
_ERRORS = r"(?<![-\w])type errors?\b"
_MYPY = re.compile(r"^(?P<file>[^:\n]+):(?P<line>\d+)(?::\d+)?: error: (?P<text>.+)$", re.MULTILINE)
_TSC = re.compile(r"^(?P<file>.+?)\((?P<line>\d+),\d+\): error (?P<text>.+)$", re.MULTILINE)


@needing(_TYPES, _ERRORS)
def phrases(statement: Statement) -> Params | None:
    """«mypy strict passes», «TypeScript strict mode», «no type errors»."""
    return {} if demands(statement, _TYPES) or forbids(statement, _ERRORS) else None


def measure(context: GateContext) -> GateResult:
    """Run the type checkers with the repository's own configuration."""
    start = time.monotonic()
    parts = Parts("types", context.setting)
    if context.codebase.python:
        _python(context, parts)
    if _has_typescript(context):
        _frontend(context, parts)
    return parts.result(time.monotonic() - start)


def _python(context: GateContext, parts: Parts) -> None:
    folder = backend_root(context)
    mypy = python_tool(context, "mypy")
    if mypy is None:
        absent(parts, "mypy")
        return
    target = [] if _configured(context, folder) else ["."]
    done = use(context, parts, mypy, ["--no-color-output", "--no-pretty", *target], folder)
    if done is None:
        return
    match = re.search(r"checked (\d+) source files?|no issues found in (\d+)", done.output)
    if done.code > 1 or match is None:
        parts.missing.append(f"mypy failed: {tail(done.output)}")
        return
    parts.examined.append(f"{match[1] or match[2]} Python files")
    _report(context, parts, _MYPY, done.output, folder, "mypy")


def _configured(context: GateContext, folder: str) -> bool:
    base = f"{folder}/" if folder else ""
    texts = context.codebase.texts
    text = "".join(texts.get(base + n, "") for n in ("pyproject.toml", "mypy.ini", "setup.cfg"))
    return re.search(r"^files\s*=", text, re.MULTILINE) is not None and "mypy" in text


def _has_typescript(context: GateContext) -> bool:
    return any(p.rsplit("/", 1)[-1] == "tsconfig.json" for p in context.codebase.texts)


def _frontend(context: GateContext, parts: Parts) -> None:
    folder = frontend_root(context) or ""
    tsc = node_tool(context, "tsc")
    if tsc is None:
        absent(parts, "tsc")
        return
    text = context.codebase.texts.get(f"{folder}/tsconfig.json".lstrip("/"), "")
    built = '"references"' in text
    arguments = ["--build", "--noEmit"] if built else ["--noEmit"]
    done = use(context, parts, tsc, [*arguments, "--pretty", "false"], folder)
    if done is None:
        return
    if not done.ok and not _TSC.search(done.output):
        parts.missing.append(f"tsc failed: {tail(done.output)}")
        return
    count = sum(p.endswith((".ts", ".tsx")) for p in context.codebase.scripts)
    parts.examined.append(f"{count} TypeScript files")
    _report(context, parts, _TSC, done.output, folder, "tsc")


def _report(
    context: GateContext,
    parts: Parts,
    pattern: re.Pattern[str],
    output: str,
    folder: str,
    name: str,
) -> None:
    errors = list(pattern.finditer(output))
    parts.figures.append((f"{name} errors", str(len(errors))))
    for match in errors:
        path = relative(context, match["file"], folder)
        parts.found(path, int(match["line"]), match["text"])


GATE = Gate(
    id="types",
    title="Type checkers find no error",
    keywords=("typ", "mypy", "pyright", "tsc", "typescript", "strict"),
    phrases=phrases,
    measure=measure,
    prose={
        "Code passes mypy --strict": {},
        "Use TypeScript strict mode (no `any` unless justified)": {},
        "No type errors": {},
        "TypeScript types are properly defined": {},
        "Type checking must pass in CI": {},
    },
    not_prose=(
        "Define input schemas using Zod for robust type checking",
        "Do not use casts to suppress return-type errors",
        "Use type hints",
        "mypy is optional",
        "Leverage TypeScript (frontend)",
    ),
)
