"""`agentgen roles`: the built-in role specs; and how a role or a file is found by its name."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agentgen.commands.compiled import compile_cached
from agentgen.commands.discover import read_spec_file
from agentgen.commands.recognizers import all_recognizers
from agentgen.errors import AgentgenError
from agentgen.ir.policy import Status
from agentgen.ir.recognition import Recognizer
from agentgen.resources import resource_root


@dataclass(frozen=True, slots=True)
class RoleSummary:
    """One built-in role spec.

    Attributes:
        statements: how many statements it makes.
        enforced: how many of them are enforced, measured, checked by heuristics or generated.
    """

    name: str
    title: str
    summary: str
    statements: int
    enforced: int


def role_files() -> dict[str, Path]:
    """The built-in role specs by name, sorted."""
    folder = resource_root("specs") / "roles"
    return {path.stem: path for path in sorted(folder.glob("*.md"))}


def list_roles(recognizers: Sequence[Recognizer] | None = None) -> tuple[RoleSummary, ...]:
    """Compile every built-in role spec and sum it up."""
    known = all_recognizers() if recognizers is None else recognizers
    return tuple(_summary(name, path, known) for name, path in role_files().items())


def _summary(name: str, path: Path, recognizers: Sequence[Recognizer]) -> RoleSummary:
    from agentgen.spec.compile import status_counts
    from agentgen.spec.outline import outline

    data = path.read_bytes()
    counts = status_counts(compile_cached([(path.name, data)], recognizers))
    acting = (Status.ENFORCED, Status.HEURISTIC, Status.MEASURED, Status.GENERATED)
    about = outline(path.name, data)
    total = sum(counts.values())
    enforced = sum(counts[status] for status in acting)
    return RoleSummary(name, about.title, about.summary, total, enforced)


def load_role(name_or_path: str) -> tuple[str, bytes]:
    """The name and the content of a built-in role spec, or of a file.

    Raises:
        AgentgenError: when there is neither such a role nor such a file, or it can't be read.
    """
    built_in = role_files()
    if name_or_path in built_in:
        path = built_in[name_or_path]
        return path.name, path.read_bytes()
    path = Path(name_or_path)
    if path.is_dir():
        raise AgentgenError(
            "a spec is a file, this is a directory",
            where=name_or_path,
            way_out="give one of its files",
        )
    if not path.exists():
        raise _unknown(name_or_path, list(built_in))
    return path.as_posix(), read_spec_file(path, path.as_posix())


def _unknown(name: str, built_in: list[str]) -> AgentgenError:
    if "/" in name or Path(name).suffix:
        return AgentgenError("there is no such file", where=name, way_out="check the path")
    near = difflib.get_close_matches(name, built_in, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(built_in)}"
    return AgentgenError(
        f"there is no role and no file called {name!r}",
        way_out=f"{hint} (`agentgen roles` lists them)",
    )
