"""The specs a command is given: files, built-in roles, and directories that hold some."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agentgen.commands.check_inputs import read_config, read_specs
from agentgen.commands.compiled import compile_cached
from agentgen.commands.roles import load_role, role_files
from agentgen.diagnostics import Diagnostic
from agentgen.ir.policy import Policy
from agentgen.ir.recognition import Recognizer


@dataclass(frozen=True, slots=True)
class LoadedSpec:
    """One spec.

    Attributes:
        name: what places of its statements call it.
        file: where it lies; None for a built-in role.
        home: the directory it binds, called as `name` is; empty for all.
        notes: what the reader should know of it.
    """

    name: str
    data: bytes
    file: Path | None
    home: str = ""
    notes: tuple[Diagnostic, ...] = ()


def load_specs(names: Sequence[str]) -> tuple[LoadedSpec, ...]:
    """Read roles, files, and the specs of directories, in the order given, each once.

    The specs of a directory that is the only name given are called by their paths below it, as
    `agentgen check` calls them; all others by their paths from here.

    Raises:
        AgentgenError: when one is missing, unreadable, or a directory without a spec.
    """
    found: dict[str, LoadedSpec] = {}
    for given in names:
        for spec in _load(given, alone=len(names) == 1):
            found.setdefault(spec.name, spec)
    return tuple(found.values())


def compile_loaded(loaded: Sequence[LoadedSpec], recognizers: Sequence[Recognizer]) -> Policy:
    """Compile specs, each for the directory it binds; raises as `compile_cached` does."""
    policy = compile_cached(
        [(spec.name, spec.data) for spec in loaded],
        recognizers,
        {spec.name: spec.home for spec in loaded if spec.home},
    )
    notes = tuple(note for spec in loaded for note in spec.notes)
    return replace(policy, diagnostics=(*notes, *policy.diagnostics))


def _load(given: str, *, alone: bool) -> list[LoadedSpec]:
    folder = Path(given)
    if given in role_files():
        name, data = load_role(given)
        return [LoadedSpec(name, data, None)]
    if not folder.is_dir():
        name, data = load_role(given)
        return [LoadedSpec(name, data, folder)]
    read = read_specs(folder, (), read_config(folder))
    base = "" if alone or given == "." else folder.as_posix() + "/"
    return [
        LoadedSpec(
            name=base + file.path,
            data=file.data,
            file=folder / file.path,
            home=(base + file.home).rstrip("/"),
            notes=read.notes if number == 0 else (),
        )
        for number, file in enumerate(read.files)
    ]
