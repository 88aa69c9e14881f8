"""The target repository's own tools: where they are, and how they are run."""

import json
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from agentgen.gates.base import GateContext, Parts
from agentgen.process import Completed, run

_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?[\w.+-]*")
_INSTALL = "run `make install` first"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT", "DATABASE_URL",
         "REDIS_URL", "CI")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tool:
    """A program of the target's environment."""

    name: str
    command: tuple[str, ...]
    version: str


def backend_root(context: GateContext) -> str:
    """Directory (relative) that holds the Python project: the nearest `pyproject.toml`."""
    return _project(context, ("pyproject.toml", "setup.cfg", "requirements.txt"))


def frontend_root(context: GateContext) -> str | None:
    """Directory (relative) that holds the frontend's `package.json`, or None."""
    paths = [p for p in context.codebase.texts if p.rsplit("/", 1)[-1] == "package.json"]
    if not paths:
        return None
    best = min(paths, key=lambda p: ("frontend" not in p, p.count("/"), p))
    return best.rpartition("/")[0]


def _project(context: GateContext, names: tuple[str, ...]) -> str:
    for name in names:
        paths = [p for p in context.codebase.texts if p.rsplit("/", 1)[-1] == name]
        if paths:
            return min(paths, key=lambda p: (p.count("/"), "backend" not in p, p)).rpartition("/")[
                0
            ]
    return ""


def python_tool(context: GateContext, name: str, *, own: bool = False) -> Tool | None:
    """A Python tool of the target's `.venv`; `own` allows the one installed beside agentgen.

    Tools that import the target's code (mypy, pytest) are of use only from its environment.
    """
    for folder in dict.fromkeys((backend_root(context), "")):
        program = context.root / folder / ".venv" / "bin" / name
        if program.is_file():
            return _tool(name, (str(program.absolute()),), context)
    if own and (Path(sys.executable).parent / name).is_file():
        return _tool(name, (str(Path(sys.executable).parent / name),), context)
    return None


def node_tool(context: GateContext, name: str) -> Tool | None:
    """A program of the frontend's `node_modules/.bin`."""
    folder = frontend_root(context)
    if folder is None:
        return None
    program = context.root / folder / "node_modules" / ".bin" / name
    return _tool(name, (str(program.absolute()),), context) if program.exists() else None


def _tool(name: str, command: tuple[str, ...], context: GateContext) -> Tool:
    answer = run([*command, "--version"], cwd=context.root, env=clean_environment(), seconds=60)
    match = _VERSION.search(answer.output)
    return Tool(name, command, f"{name} {match[0]}" if match and answer.ok else name)


def clean_environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The variables a tool needs; the rest of ours is none of the target's business."""
    kept = {k: v for k in _KEPT if (v := os.environ.get(k)) is not None}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", **(extra or {})}


def use(
    context: GateContext,
    parts: Parts,
    tool: Tool,
    arguments: Sequence[str],
    folder: str = "",
    env: dict[str, str] | None = None,
) -> Completed | None:
    """Run a tool in `folder` and note the evidence; None when its time ran out or it can't run.

    `env` is added to the few variables that a tool gets.
    """
    parts.commands.append(" ".join([tool.name, *arguments]))
    parts.versions.append(tool.version)
    done = run(
        [*tool.command, *arguments],
        cwd=context.root / folder,
        env=clean_environment(env),
        seconds=context.seconds,
    )
    if done.timed_out:
        parts.missing.append(f"{tool.name} did not end within {context.seconds:.0f} s")
        return None
    if done.code == 127:
        parts.missing.append(f"{tool.name} cannot be started: {done.output.strip()}")
        return None
    return done


def absent(parts: Parts, name: str) -> None:
    """Note that a tool is not installed."""
    parts.missing.append(f"{name} is not installed in the repository: {_INSTALL}")


def read_json(file: Path) -> dict[str, Any] | None:
    """The JSON object in a file that a tool wrote; None when it is not readable as one."""
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def junit_cases(report: Path) -> list[ElementTree.Element]:
    """The test cases of a JUnit report that a tool wrote; none where it is not readable."""
    try:
        root = ElementTree.parse(report).getroot()  # noqa: S314 - written by the tool just run
    except (OSError, ElementTree.ParseError):
        return []
    return list(root.iter("testcase"))


def json_object(output: str) -> dict[str, Any] | None:
    """The JSON object within a tool's output (warnings may stand around it)."""
    start = output.find("{")
    try:
        data, _ = json.JSONDecoder().raw_decode(output[start:]) if start != -1 else (None, 0)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def relative(context: GateContext, file: str, folder: str = "") -> str:
    """A path as a tool printed it, relative to the repository."""
    path = Path(file)
    if not path.is_absolute():
        return (Path(folder) / path).as_posix()
    root = context.root.resolve()
    resolved = path.resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else file


def tail(text: str, lines: int = 6) -> str:
    """The last lines of a tool's output, for a message."""
    kept = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return " | ".join(kept[-lines:])[:600]
