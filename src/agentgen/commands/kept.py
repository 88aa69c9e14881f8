"""What a generated repository keeps of its inputs, as its `agentgen.yaml` names them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from agentgen.commands.discover import read_spec_file
from agentgen.commands.inputs import Sources, load_specs
from agentgen.errors import AgentgenError

CONFIG = "agentgen.yaml"


@dataclass(frozen=True, slots=True)
class Kept:
    """The part of `agentgen.yaml` that generating reads."""

    name: str
    sources: Sources
    decisions: Mapping[str, Any]


def read_kept(root: Path) -> Kept:
    """The inputs that a generated repository keeps.

    Raises:
        AgentgenError: when `agentgen.yaml` is missing or malformed, or names what is not there.
    """
    data = parse_config(_text(root))
    name = _entry(data, "name", str)
    specs = _specs(root, _entry(data, "specs", list))
    features = data.get("features")
    return Kept(
        name=name,
        sources=Sources(
            openapi=_inside(root, _entry(data, "contract", str)),
            specs=specs,
            features=_inside(root, features) if isinstance(features, str) else None,
        ),
        decisions=_entry({"decisions": {}} | data, "decisions", dict),
    )


def parse_config(text: str) -> dict[str, Any]:
    """The mapping in the text of an `agentgen.yaml`; empty when it holds anything else.

    Raises:
        AgentgenError: when it is no YAML.
    """
    try:
        data = yaml.safe_load(text)
    except (ValueError, RecursionError, yaml.YAMLError) as problem:
        raise AgentgenError(
            "the configuration cannot be read", where=CONFIG, why=" ".join(str(problem).split()),
            way_out="write it as YAML",
        ) from problem  # fmt: skip
    return data if isinstance(data, dict) else {}


def _text(root: Path) -> str:
    try:
        return (root / CONFIG).read_text("utf-8")
    except FileNotFoundError:
        raise AgentgenError(
            f"there is no {CONFIG}", where=str(root),
            way_out="run it in a generated repository, or give --openapi and --role",
        ) from None  # fmt: skip
    except (OSError, ValueError) as problem:
        raise AgentgenError(
            "the configuration cannot be read", where=str(root / CONFIG), why=str(problem)
        ) from problem


def _specs(root: Path, names: list[Any]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in map(str, names):
        file = _inside(root, name)
        kept = file.is_file()
        found |= {name: read_spec_file(file, name)} if kept else load_specs((name,))
    return found


def _inside(root: Path, name: str) -> Path:
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise AgentgenError("a path leaves the repository", where=f"{CONFIG}: {name}")
    return path


def _entry(data: Any, key: str, kind: type) -> Any:
    value = data.get(key) if isinstance(data, dict) else None
    if not isinstance(value, kind):
        raise AgentgenError(
            f"`{key}` is missing or malformed", where=CONFIG, way_out=f"write `{key}`"
        )
    return value
