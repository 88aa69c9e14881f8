"""The text of an `agentgen.yaml` for a repository that exists already."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from agentgen.commands.check_baseline import DEFAULT
from agentgen.commands.check_inputs import CheckConfig
from agentgen.commands.discover import SpecFile
from agentgen.commands.init_survey import Survey
from agentgen.report.printable import printable

_SHOWN = 8


def config_text(
    config: CheckConfig, specs: Sequence[SpecFile], found: Survey, *, has_baseline: bool
) -> str:
    """YAML with what has to be said, and comments about what was recognised."""
    lines = [
        "# What agentgen reads and checks here. This file is yours.",
        *_specs(config, specs),
        *_contract(config, found),
        "check:",
        *_check(config, has_baseline),
        *_recognised(found),
    ]
    return "\n".join(lines) + "\n"


def _specs(config: CheckConfig, specs: Sequence[SpecFile]) -> Iterator[str]:
    if config.specs:
        yield "specs:"
        yield from (f"  - {_quoted(name)}" for name in config.specs)
        return
    yield "# Specs are found where teams keep them, and bind the directory they lie in:"
    for spec in specs:
        binds = f"binds {spec.home}/**" if spec.home else "binds all files"
        yield f"#   {printable(spec.path)}  {printable(binds)}"
    yield "# Name them here (`specs: [AGENTS.md]`) to read no others; then each binds all files."


def _contract(config: CheckConfig, found: Survey) -> Iterator[str]:
    if config.contract:
        yield f"contract: {_quoted(config.contract)}"
    elif found.contracts:
        yield "# Several contracts were found; name yours:"
        yield from (f"# contract: {_quoted(path)}" for path in found.contracts[:_SHOWN])


def _check(config: CheckConfig, has_baseline: bool) -> Iterator[str]:
    yield "  # Files that are not checked, as glob patterns."
    yield f"  exclude: {_list(config.exclude)}"
    if config.paths:
        yield f"  paths: {_list(config.paths)}"
    else:
        yield "  # Only these, when some are named: paths: [backend, frontend]"
    if has_baseline:
        yield "  # Accepted findings; `agentgen check --update-baseline` takes out what is mended."
        yield f"  baseline: {DEFAULT}"


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _recognised(found: Survey) -> Iterator[str]:
    yield "# Recognised when this file was made:"
    for label, told in recognised(found):
        yield f"#   {label}: {printable(told)}"


def recognised(found: Survey) -> Iterator[tuple[str, str]]:
    """(what, which) of a repository that was recognised."""
    yield "packages", _counts(found.packages)
    if found.layers:
        yield "layers", _counts((layer.value, count) for layer, count in found.layers)
    if found.routes:
        yield "HTTP routes", str(found.routes)
    if found.frameworks:
        yield "frameworks", ", ".join(found.frameworks)


def _counts(counted: Iterable[tuple[str, int]]) -> str:
    items = [f"{name} ({count})" for name, count in counted]
    more = [f"{len(items) - _SHOWN} more"] if len(items) > _SHOWN else []
    return ", ".join(items[:_SHOWN] + more)


def _quoted(text: str) -> str:
    """A YAML scalar: plain where that is safe, JSON otherwise, which YAML 1.2 contains."""
    plain = re.fullmatch(r"[A-Za-z_.][\w./-]*", text, re.ASCII)
    return text if plain else json.dumps(text)
