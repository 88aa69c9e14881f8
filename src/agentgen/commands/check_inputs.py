"""What a check reads before it starts: `agentgen.yaml` and the role specs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agentgen.commands.discover import SpecFile, Specs, discover, read_spec_file
from agentgen.commands.roles import role_files
from agentgen.errors import AgentgenError

CONFIG = "agentgen.yaml"


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """The part of `agentgen.yaml` that a check reads."""

    specs: tuple[str, ...] = ()
    contract: str = ""
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str = ""


def read_config(root: Path) -> CheckConfig:
    """Read `agentgen.yaml` of a repository; all of it is optional.

    Raises:
        AgentgenError: when it is no YAML mapping, or a key has the wrong type.
    """
    file = root / CONFIG
    if not file.is_file():
        return CheckConfig()
    data = _mapping(_load(file), CONFIG)
    check = _mapping(data.get("check") or {}, "check")
    return CheckConfig(
        specs=_strings(data, "specs"),
        contract=_path(data, "contract").removeprefix("./"),
        paths=_strings(check, "paths"),
        exclude=_strings(check, "exclude"),
        baseline=_path(check, "baseline"),
    )


def config_keys(root: Path) -> frozenset[str]:
    """The top-level keys of a repository's `agentgen.yaml`; none without one.

    Raises:
        AgentgenError: as `read_config`.
    """
    file = root / CONFIG
    return frozenset(_mapping(_load(file), CONFIG)) if file.is_file() else frozenset()


def _load(file: Path) -> object:
    import yaml

    try:
        return yaml.safe_load(file.read_text("utf-8")) or {}
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as problem:
        raise AgentgenError(
            "the configuration cannot be read",
            where=CONFIG,
            why=" ".join(str(problem).split()),
            way_out="write it as YAML",
        ) from problem


def _mapping(value: object, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(key, "a mapping")
    return value


def _path(data: dict[str, Any], key: str) -> str:
    value = data.get(key) or ""
    if not isinstance(value, str):
        raise _wrong(key, "a path")
    return value


def _strings(data: dict[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key) or []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _wrong(key, "a list of paths")
    return tuple(value)


def _wrong(key: str, wanted: str) -> AgentgenError:
    return AgentgenError(f"`{key}` must be {wanted}", where=CONFIG, way_out=f"correct `{key}`")


def read_specs(root: Path, asked: Sequence[str], config: CheckConfig) -> Specs:
    """Read the specs asked for, else those of `agentgen.yaml`, else those found by their names.

    A path below the repository is relative to it. Copies of the same content are read once. What
    is named binds the whole repository; what is found binds the directory it lies in.

    Raises:
        AgentgenError: when a spec is missing or unreadable, or there is none at all.
    """
    if asked:
        found = Specs(_named(root, [_asked(Path(), name) for name in asked]))
    elif config.specs:
        found = Specs(_named(root, [_asked(root, name) for name in config.specs]))
    else:
        found = discover(root)
    if not found.files:
        raise AgentgenError(
            "there is no role spec to check against",
            where=str(root),
            way_out="add an AGENTS.md, name specs in agentgen.yaml, or give one with --spec",
        )
    return found


def _named(root: Path, files: Sequence[Path]) -> tuple[SpecFile, ...]:
    specs: dict[bytes, str] = {}
    for file in files:
        specs.setdefault(read_spec_file(file, str(file)), _shown(root, file))
    return tuple(SpecFile(name, data) for data, name in specs.items())


def _asked(base: Path, name: str) -> Path:
    file = base / name
    if file.is_file():
        return file
    if name in role_files():
        return role_files()[name]
    raise AgentgenError(
        "there is no such spec",
        where=name,
        way_out="give a file, or the name of a shipped role",
    )


def _shown(root: Path, file: Path) -> str:
    path, base = file.resolve(), root.resolve()
    if path.is_relative_to(base):
        return path.relative_to(base).as_posix()
    here = Path().resolve()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else file.name
