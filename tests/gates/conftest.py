"""Scratch repositories with an environment of their own: real Python tools, recorded Node ones."""

import shlex
import stat
import sys
from pathlib import Path

import pytest
from tests.generated.environment import backend_bin

from agentgen.codebase import load_codebase
from agentgen.diagnostics import Place
from agentgen.gates.base import GateContext
from agentgen.ir.policy import RuleSetting


class Repository:
    """Writes files, installs tools, and makes the context of a gate."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, **files: str) -> None:
        for name, text in files.items():
            self.put(name, text)

    def put(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def script(self, path: str, text: str) -> None:
        self.put(path, text)
        (self.root / path).chmod(0o755 | stat.S_IEXEC)

    def python(self, name: str, folder: str = "") -> None:
        """Make a real Python tool part of the repository's environment."""
        line = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {name} "$@"\n'
        self.script(f"{folder}.venv/bin/{name}", line)

    def node(self, name: str, code: int, output: str, extra: str = "") -> None:
        """Record what a Node tool prints; `extra` is shell code, with the arguments in `$*`."""
        self.put(f"{name}.out", output)
        self.script(
            f"frontend/node_modules/.bin/{name}",
            f'#!/bin/sh\n[ "$1" = --version ] && echo v9.9.9 && exit 0\n'
            f"cat {shlex.quote(str(self.root / f'{name}.out'))}\n{extra}\nexit {code}\n",
        )

    def context(self, gate: str, seconds: float = 120, **params) -> GateContext:
        setting = RuleSetting(gate, params, Place("AGENTS.md", 7), "the sentence")
        return GateContext(self.root, load_codebase(self.root), setting, seconds)

    def asking(self, seconds: float = 120, **rules: dict) -> GateContext:
        """The context of a gate whose policy has settings of the rules (`_` for `-`) alone."""
        asked = {
            name.replace("_", "-"): RuleSetting(
                name.replace("_", "-"), params, Place("AGENTS.md", line), f"line {line}"
            )
            for line, (name, params) in enumerate(rules.items(), 11)
        }
        return GateContext(self.root, load_codebase(self.root), None, seconds, asked)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


@pytest.fixture
def served(repository):
    """The repository with the environment that tests of generated backends share."""
    (repository.root / ".venv").symlink_to(backend_bin().parent, target_is_directory=True)
    repository.put("pyproject.toml", "[project]\nname = 'shop'\n")
    return repository
