"""A scratch copy with a patch in it, and the tools of its environment."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from agentgen.fill.environment import has_module
from agentgen.fill.model import Patch, Texts
from agentgen.fill.sandbox import Sandbox
from agentgen.process import Completed, run


@dataclass(frozen=True, slots=True)
class Workbench:
    """Where a patch is tried.

    Attributes:
        original: texts of the patched files before the patch.
        modules: contents of the modules of the scratch copy, as it was made.
        cache: directory for mypy's cache, which outlives the scratch copy; it runs no code.
    """

    scratch: Path
    folder: str
    sandbox: Sandbox
    original: Texts
    patch: Patch
    seconds: float
    cache: Path | None = None
    modules: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        """Directory of the Python project in the scratch copy."""
        return self.scratch / self.folder

    def put(self, texts: Texts) -> None:
        """Write texts into the scratch copy."""
        for path, text in texts.items():
            (self.scratch / path).write_bytes(text.encode())

    def restore(self) -> tuple[str, ...]:
        """Bring modules back that a program changed or removed, tests above all.

        Returns their paths.
        """
        patched = {path: text.encode() for path, text in self.patch.texts.items()}
        restored: list[str] = []
        for path, content in {**self.modules, **patched}.items():
            file = self.scratch / path
            if not (file.is_file() and file.read_bytes() == content):
                file.unlink(missing_ok=True)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                restored.append(path)
        return tuple(restored)

    def inside(self, path: str) -> str:
        """A repository path, relative to the Python project."""
        return str(PurePosixPath(path).relative_to(self.folder)) if self.folder else path

    def has(self, module: str) -> bool:
        """True when the target's environment has that tool."""
        return has_module(self.sandbox.python, module)

    def module(
        self,
        name: str,
        arguments: Sequence[str],
        extra: Mapping[str, str] | None = None,
        writable: Path | None = None,
    ) -> Completed:
        """Run `python -m name …` of the target's environment, confined."""
        command = [str(self.sandbox.python), "-m", name, *arguments]
        return self.sandbox.run(command, self.project, self.seconds, extra, writable)

    def ruff(self, *arguments: str) -> Completed:
        """Run the target's ruff, or agentgen's own; it runs none of the target's code, and needs
        no sandbox.
        """
        program = self.sandbox.python.with_name("ruff")
        own = [sys.executable, "-m", "ruff"]
        command = [*([str(program)] if program.is_file() else own), *arguments]
        environment = self.sandbox.environment
        return run(command, cwd=self.project, env=environment, seconds=self.seconds)
