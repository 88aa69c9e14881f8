"""The target's own programs over a scratch database, and over no other."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from agentgen.codebase import Codebase
from agentgen.gates.base import GateContext, Parts
from agentgen.gates.drivers import guarded
from agentgen.gates.environment import Tool, absent, python_tool

_VARIABLE = re.compile(
    r"\b(?:[A-Za-z]+_)*(?:DATABASE|DB|POSTGRES)_(?:URL|URI|DSN)\b", re.IGNORECASE
)
_DEFAULT = "DATABASE_URL"
_CONFIGURED = (".py", ".env.example", ".ini", ".toml", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Scratch:
    """A folder with a database, and the program that runs a module over it.

    Attributes:
        env: variables that point the target at the database.
    """

    folder: Path
    database: Path
    env: dict[str, str]
    python: Tool

    def tool(self, module: str) -> Tool:
        """The tool that is run by `python -m module`, guarded."""
        driver = str(Path(guarded.__file__).absolute())
        command = (*self.python.command, driver, str(self.database), module)
        return Tool(
            module, command, f"{module} {version}" if (version := self._version(module)) else module
        )

    def _version(self, module: str) -> str:
        """The version of an installed package, read off its metadata's folder; "" if not there."""
        environment = Path(self.python.command[0]).parent.parent
        folders = environment.glob(f"lib/python*/site-packages/{module}-*.dist-info")
        return next((f.name.removesuffix(".dist-info").split("-")[1] for f in folders), "")


@contextmanager
def scratch(context: GateContext, parts: Parts) -> Iterator[Scratch | None]:
    """A scratch database while the block runs; None, and noted, when there is no Python."""
    python = python_tool(context, "python")
    if python is None:
        absent(parts, "a Python environment")
        yield None
        return
    with TemporaryDirectory(prefix="agentgen-") as name:
        database = Path(name) / "scratch.db"
        url = f"sqlite{_driver(context.codebase)}:///{database}"
        env = dict.fromkeys(_variables(context.codebase), url)
        env["SECRET_KEY"] = secrets.token_urlsafe(48)
        yield Scratch(Path(name), database, env, python)


def _variables(codebase: Codebase) -> list[str]:
    """Names of the variables (or fields of settings) that hold the database's URL."""
    found = {_DEFAULT}
    for path, text in codebase.texts.items():
        if path.endswith(_CONFIGURED):
            found.update(match[0].upper() for match in _VARIABLE.finditer(text))
    return sorted(found)


def _driver(codebase: Codebase) -> str:
    """`+aiosqlite` where the engine is asynchronous."""
    texts = (text for path, text in codebase.texts.items() if path.endswith(".py"))
    return "+aiosqlite" if any("create_async_engine" in text for text in texts) else ""


def refused(output: str) -> bool:
    """True when a program was kept from a database that is not the scratch one."""
    return guarded.REFUSED in output


REFUSAL = (
    "the code connects to a database of its own: let it read DATABASE_URL, so that a scratch"
    " database can be given"
)
