"""What `agentgen fill` reads of a repository: its texts, stubs, specs, contract and stories."""

import os
from pathlib import Path

from agentgen.codebase.files import read_repository
from agentgen.commands.check_inputs import CONFIG, read_config, read_specs
from agentgen.commands.compiled import compile_cached
from agentgen.commands.fill_config import FillConfig
from agentgen.errors import AgentgenError
from agentgen.fill.context import Knowledge
from agentgen.fill.land import read_exact
from agentgen.fill.model import Stub
from agentgen.fill.redact import secrets_of
from agentgen.fill.script.tree import SUFFIXES
from agentgen.fill.stubs import Todo, find_stubs
from agentgen.ir.policy import Policy
from agentgen.ir.story import Stories


def read_texts(root: Path) -> dict[str, str]:
    """The repository's texts; files with stubs, and tests, exactly as on disk.

    Raises:
        AgentgenError: when there is no such directory, or a file with a stub can't be read.
    """
    texts = read_repository(root).texts
    for path, text in texts.items():
        marked = any(word in text for word in ("agentgen:stub", "xfail", ".fails"))
        if path.endswith((".py", *SUFFIXES)) and marked:
            texts[path] = read_exact(root, path)
    return texts


def read_todo(root: Path) -> Todo:
    """The stubs of a repository."""
    return find_stubs(read_texts(root))


def choose(todo: Todo, asked: tuple[str, ...], limit: int | None) -> tuple[Stub, ...]:
    """The stubs to fill: those asked for by operation, label or function name, or all.

    Raises:
        AgentgenError: when one asked for does not exist.
    """
    chosen = todo.stubs
    if asked:
        for name in asked:
            if any(name in _names(s) for s in todo.by_hand):
                raise AgentgenError(
                    f"`{name}` is a step of scenarios",
                    why="it says what is wanted, which is for people to say",
                    way_out="write it by hand",
                )
            if not any(name in _names(stub) for stub in todo.stubs):
                known = ", ".join(stub.label for stub in todo.stubs) or "none at all"
                raise AgentgenError(f"there is no stub `{name}`", way_out=f"the stubs are: {known}")
        chosen = tuple(s for s in chosen if any(name in _names(s) for name in asked))
    return chosen if limit is None else chosen[:limit]


def _names(stub: Stub) -> tuple[str, ...]:
    return (stub.label, stub.operation, stub.qualname, stub.name)


def read_knowledge(root: Path, config: FillConfig) -> Knowledge:
    """Compile the specs, parse contract and stories; what the repository lacks stays empty."""
    return Knowledge(
        policy=_policy(root),
        document=_contract(root),
        stories=_stories(root, config.features),
        secrets=secrets_of({**_dotenv(root), **os.environ}),
    )


def _dotenv(root: Path) -> dict[str, str]:
    """What `.env` files say: read to be kept out of requests, wherever else it may stand."""
    found: dict[str, str] = {}
    for number, file in enumerate(sorted(root.glob("**/.env*"))):
        if "node_modules" in file.parts or not file.is_file():
            continue
        if file.name.endswith((".example", ".sample", ".template")):
            continue
        for line in file.read_text("utf-8", errors="replace").splitlines():
            name, equals, value = line.partition("=")
            if equals and not name.lstrip().startswith("#"):
                found[f"{number} {name.strip()}_SECRET"] = value.strip().strip("\"'")
    return found


def _policy(root: Path) -> Policy:
    config = read_config(root)
    for name in config.specs:
        _inside(root, name)
    try:
        specs = read_specs(root, (), config)
    except AgentgenError:
        if config.specs:
            raise
        return Policy()
    return compile_cached(specs.contents, homes=specs.homes)


def _contract(root: Path) -> dict[str, object]:
    from agentgen.contract.loading import parse_document, read_text

    name = read_config(root).contract
    if not name:
        return {}
    return parse_document(read_text(_inside(root, name)), name)


def _stories(root: Path, features: str) -> Stories:
    from agentgen.contract.gherkin import load_stories

    folder = _inside(root, features or "features")
    if not folder.is_dir() or not any(folder.rglob("*.feature")):
        return Stories()
    return load_stories(folder)


def _inside(root: Path, name: str) -> Path:
    """A path that `agentgen.yaml` names; it must lie in the repository: it is sent to a model.

    Raises:
        AgentgenError: when it leaves the repository.
    """
    path = root / name
    if not path.resolve().is_relative_to(root.resolve()):
        raise AgentgenError("a path leaves the repository", where=f"{CONFIG}: {name}")
    return path
