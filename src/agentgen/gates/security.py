"""Security: Bandit, or ruff's port of it, over the code; audits of the dependencies."""

import re
import shutil
import time
from collections.abc import Iterator

from agentgen.codebase.client_calls import is_test_file
from agentgen.gates.audits import npm_findings, pip_findings
from agentgen.gates.base import Gate, GateContext, Params, Parts
from agentgen.gates.environment import (
    Tool,
    absent,
    backend_root,
    frontend_root,
    json_object,
    python_tool,
    relative,
    tail,
    use,
)
from agentgen.gates.lint import json_array
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands
from agentgen.ir.report import GateResult

_SCAN = r"\b(?:security|vulnerability) scan\w*\b[^.;]*\b(?:pass\w*|clean|gate)\b"
_AUDITS = re.compile(r"pip-audit|npm audit|dependenc|\bsca\b|safety|snyk audit|dependabot")
_LOW = re.compile(r"S(?:10[1567]|11[02]|311|4\d\d|504|603|60[67])")
"""ruff's rules whose counterparts Bandit rates low (https://bandit.readthedocs.io, plugins)."""
_HIGH = re.compile(r"S(?:20[12]|324|50[127]|60[259]|701)")
_GRAVE = frozenset({"critical", "high"})


@needing(_SCAN)
def phrases(statement: Statement) -> Params | None:
    """«The security scan must pass»."""
    return {} if demands(statement, _SCAN) else None


def measure(context: GateContext) -> GateResult:
    """Scan the Python code, then, where the policy speaks of them, audit the dependencies."""
    start = time.monotonic()
    parts = Parts("security-scan", context.setting or context.asked.get("vulnerability-scan"))
    if context.codebase.python:
        _code(context, parts)
    if _AUDITS.search(_said(context)):
        _dependencies(context, parts)
    return parts.result(time.monotonic() - start)


def _said(context: GateContext) -> str:
    settings = (context.setting, *context.asked.values())
    told = [f"{s.text} {' '.join(s.params.get('tools', ()))}" for s in settings if s]
    return " ".join(told).casefold()


def _grave_only(context: GateContext) -> bool:
    """True when the policy speaks of critical and high findings alone."""
    setting = context.asked.get("vulnerability-scan")
    named = set(setting.params.get("severities", ())) if setting else set()
    return bool(named) and named <= _GRAVE


def _code(context: GateContext, parts: Parts) -> None:
    folder = backend_root(context)
    bandit = python_tool(context, "bandit", own=True)
    ruff = None if bandit else python_tool(context, "ruff", own=True)
    if bandit is not None:
        rows = _bandit(context, parts, bandit, folder)
    elif ruff is not None:
        rows = _ruff(context, parts, ruff, folder)
    else:
        absent(parts, "bandit")
        return
    if rows is None:
        return
    product = [p for p in context.codebase.python if not is_test_file(p)]
    kept = [row for row in rows if row[0] in product]
    parts.examined.append(f"{len(product)} Python files")
    parts.figures.append(("findings in code", str(len(kept))))
    for path, line, message in kept:
        parts.found(path, line, message, "mend it, or have the scanner ignore it with a reason")


Row = tuple[str, int, str]


def _bandit(context: GateContext, parts: Parts, tool: Tool, folder: str) -> list[Row] | None:
    level = "-lll" if _grave_only(context) else "-ll"
    arguments = ["-r", ".", "-f", "json", "-q", level, "-x", "./.venv,./node_modules,./frontend"]
    done = use(context, parts, tool, arguments, folder)
    if done is None:
        return None
    data = json_object(done.output)
    if data is None or done.code > 1:
        parts.missing.append(f"bandit failed: {tail(done.output)}")
        return None
    return [
        (
            relative(context, str(row.get("filename")), folder),
            int(row.get("line_number") or 1),
            f"{row.get('test_id')} ({str(row.get('issue_severity')).lower()}): "
            f"{row.get('issue_text')}",
        )
        for row in data.get("results", [])
    ]


def _ruff(context: GateContext, parts: Parts, tool: Tool, folder: str) -> list[Row] | None:
    arguments = ["check", "--isolated", "--select=S", "--output-format=json", "--no-cache", "."]
    done = use(context, parts, tool, arguments, folder)
    if done is None:
        return None
    rows = json_array(done.output)
    if rows is None or done.code > 1:
        parts.missing.append(f"ruff failed: {tail(done.output)}")
        return None
    parts.figures.append(("scanner", "ruff's port of Bandit (rules S): Bandit is not installed"))
    return list(_rated(context, rows, folder))


def _rated(context: GateContext, rows: list[dict[str, object]], folder: str) -> Iterator[Row]:
    grave = _grave_only(context)
    for row in rows:
        code = str(row.get("code"))
        if _LOW.fullmatch(code) or (grave and not _HIGH.fullmatch(code)) or code[:1] != "S":
            continue
        place = row.get("location")
        line = place.get("row", 1) if isinstance(place, dict) else 1
        yield relative(context, str(row.get("filename")), folder), line, f"{code}: {row['message']}"


def _dependencies(context: GateContext, parts: Parts) -> None:
    folder = backend_root(context)
    if context.codebase.python:
        audit = python_tool(context, "pip-audit")
        if audit is None:
            absent(parts, "pip-audit")
        else:
            arguments = ["--format", "json", "--progress-spinner", "off", "--timeout", "15"]
            done = use(context, parts, audit, arguments, folder)
            if done is not None:
                pip_findings(parts, done.output, folder)
    front = frontend_root(context)
    if front is not None:
        npm = shutil.which("npm")
        if npm is None:
            parts.missing.append("npm is not installed")
            return
        done = use(context, parts, Tool("npm", (npm,), "npm"), ["audit", "--json"], front)
        if done is not None:
            npm_findings(parts, done.output, front, grave=_grave_only(context))


GATE = Gate(
    id="security-scan",
    title="Scanners find no vulnerability in code, or in dependencies where the policy asks",
    keywords=("security", "vulnerability", "scan"),
    phrases=phrases,
    measure=measure,
    prose={
        "The security scan must pass before a release": {},
        "Vulnerability scans are clean on main": {},
    },
    not_prose=(
        "Scan the security badge at the gate",
        "The security scan need not pass on branches",
        "Security matters",
    ),
    on_demand=True,
    verifies=("vulnerability-scan",),
)
