"""Lint and format: ruff (and black where configured) for Python, ESLint for the frontend."""

import json
import re
import time
from typing import Any

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
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids, plain
from agentgen.ir.report import GateResult

_LINT = (
    r"\blint(?:s|er|ing|ed)?\b|\bpep ?8\b|\bruff\b|\beslint\b|\bflake8\b|\bstyle guide\b"
    r"|\b(?:black|prettier)\b[^.;]*\b(?:format|python|code)\w*"
    r"|\bformat\w*\b[^.;]*\b(?:black|ruff)\b"
)
_FAULTS = r"\blint(?:er|ing)? (?:warnings?|errors?|findings?|issues?|violations?)\b"
_SPARED = re.compile(r"\b(?:excluded|exempt(?:ed)?|ignored|skipped) (?:from|by)\b")
"""Says which files the linters leave out, not that they are run."""


@needing(_LINT, _FAULTS)
def phrases(statement: Statement) -> Params | None:
    """«Zero lint warnings», «follow PEP 8», «Black for Python»."""
    if not demands(statement, _LINT) and not forbids(statement, _FAULTS):
        return None
    if _SPARED.search(plain(statement)):
        return None
    return {"black": True} if re.search(r"\bblack\b", plain(statement)) else {}


def measure(context: GateContext) -> GateResult:
    """Run the linters over the whole repository."""
    start = time.monotonic()
    parts = Parts("lint", context.setting)
    if context.codebase.python:
        _python(context, parts)
    if frontend_root(context) is not None:
        _frontend(context, parts)
    return parts.result(time.monotonic() - start)


def _python(context: GateContext, parts: Parts) -> None:
    folder = backend_root(context)
    ruff = python_tool(context, "ruff", own=True)
    if ruff is None:
        absent(parts, "ruff")
        return
    arguments = ["check", "--output-format=json", "--no-cache", "."]
    done = use(context, parts, ruff, arguments, folder)
    if done is not None:
        _ruff_findings(context, parts, done.output, done.code, folder)
    if context.params.get("black") or _configures_black(context, folder):
        _formatter(context, parts, "black", ["--check", "."], folder)
    else:
        _formatter(context, parts, "ruff", ["format", "--check", "--no-cache", "."], folder)


def _ruff_findings(context: GateContext, parts: Parts, output: str, code: int, folder: str) -> None:
    rows = json_array(output)
    if rows is None or code > 1:
        parts.missing.append(f"ruff failed: {tail(output)}")
        return
    count = sum(p.endswith(".py") for p in context.codebase.texts)
    parts.examined.append(f"{count} Python files")
    parts.figures.append(("ruff findings", str(len(rows))))
    for row in rows:
        line = (row.get("location") or {}).get("row", 1)
        path = relative(context, str(row.get("filename")), folder)
        parts.found(path, line, f"{row.get('code') or 'syntax'}: {row.get('message')}")


def _configures_black(context: GateContext, folder: str) -> bool:
    path = f"{folder}/pyproject.toml" if folder else "pyproject.toml"
    return "[tool.black]" in context.codebase.texts.get(path, "")


def _formatter(
    context: GateContext, parts: Parts, name: str, arguments: list[str], folder: str
) -> None:
    tool = python_tool(context, name, own=True)
    if tool is None:
        absent(parts, name)
        return
    done = use(context, parts, tool, arguments, folder)
    if done is None or done.ok:
        return
    if done.code > 1:
        parts.missing.append(f"{name} failed: {tail(done.output)}")
        return
    for file in unformatted(done.output) or ["."]:
        path = relative(context, file.strip(), folder)
        parts.found(path, 1, f"{name} would reformat it", f"run `{name}` over the file")


def unformatted(output: str) -> list[str]:
    """The files that black, or ruff of any version, says it would reformat."""
    found = re.findall(
        r"^[Ww]ould reformat:? (.+)$|^unformatted: .*\n +--> (.+?)(?::\d+)*$", output, re.MULTILINE
    )
    return list(dict.fromkeys(old or new for old, new in found))


def _frontend(context: GateContext, parts: Parts) -> None:
    folder = frontend_root(context) or ""
    here = [p for p in context.codebase.texts if p.startswith(f"{folder}/" if folder else "")]
    if not any("eslint.config" in p or ".eslintrc" in p for p in here):
        return
    eslint = node_tool(context, "eslint")
    if eslint is None:
        absent(parts, "eslint")
        return
    done = use(context, parts, eslint, ["--format", "json", "."], folder)
    if done is None:
        return
    rows = json_array(done.output)
    if rows is None or done.code > 1:
        parts.missing.append(f"eslint failed: {tail(done.output)}")
        return
    parts.examined.append(f"{len(rows)} frontend files")
    messages = [(row, m) for row in rows for m in row.get("messages", [])]
    parts.figures.append(("eslint findings", str(len(messages))))
    for row, message in messages:
        path = relative(context, str(row.get("filePath")), folder)
        text = f"{message.get('ruleId') or 'syntax'}: {message.get('message')}"
        parts.found(path, int(message.get("line") or 1), text)


def json_array(output: str) -> list[dict[str, Any]] | None:
    """The JSON array within a tool's output (warnings may stand around it)."""
    start, end = output.find("["), output.rfind("]")
    while start != -1:
        try:
            data = json.loads(output[start : end + 1])
        except ValueError:
            start = output.find("[", start + 1)
            continue
        return data if isinstance(data, list) else None
    return None


GATE = Gate(
    id="lint",
    title="Linters and formatters have nothing to say",
    keywords=(
        "lint",
        "ruff",
        "black",
        "flake8",
        "eslint",
        "prettier",
        "format",
        "pep",
        "style",
        "warning",
        "pre",
    ),
    phrases=phrases,
    measure=measure,
    prose={
        "Zero lint warnings; abide by Black formatting.": {"black": True},
        "Follow PEP8 with these specific choices:": {},
        "Use consistent formatting: Black for Python": {"black": True},
        "Code follows style guide and naming conventions": {},
        "No linting errors": {},
        "Run ruff before every commit": {},
    },
    not_prose=(
        "Use black text on white ground",
        "Linting is optional",
        "Stubs are excluded from linting",
        "**PEP 8** (Python): https://pep8.org/",
        "[TypeScript ESLint](https://typescript-eslint.io/)",
        "Keep the code clean",
    ),
    params={"black": Param(ParamKind.FLAG, "formatted by Black; as configured without")},
)
