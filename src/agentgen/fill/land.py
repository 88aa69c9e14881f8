"""Bring a verified patch into the user's tree: all files or none, then one commit."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from agentgen.errors import AgentgenError
from agentgen.fill.attempts import Result
from agentgen.fill.model import StepResult, Texts
from agentgen.fill.repository import Repository


def read_exact(root: Path, path: str) -> str:
    """A file's text with its own line ends.

    Raises:
        AgentgenError: when it can't be read, is no UTF-8, or is a link.
    """
    file = root / path
    try:
        if file.is_symlink():
            raise AgentgenError("a file with a stub is a link", where=path)
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as problem:
        raise AgentgenError("a file can't be read", where=path, why=str(problem)) from None


def write_all(root: Path, old: Texts, new: Texts) -> None:
    """Replace files; when one can't be, those already replaced get their old text back.

    Raises:
        AgentgenError: when a file changed since it was read, or can't be written.
    """
    for path, text in old.items():
        if read_exact(root, path) != text:
            raise AgentgenError("the file was changed meanwhile", where=path, way_out="run again")
    done: list[str] = []
    try:
        for path in new:
            _replace(root / path, new[path])
            done.append(path)
    except BaseException as problem:
        restore(root, {path: old[path] for path in done})
        if not isinstance(problem, OSError):
            raise
        raise AgentgenError(
            "a file can't be written", where=str(problem.filename), why=problem.strerror or ""
        ) from problem


def restore(root: Path, texts: Texts) -> None:
    """Write texts back, each atomically."""
    for path, text in texts.items():
        _replace(root / path, text)


def _replace(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
        temporary.chmod(file.stat().st_mode & 0o7777)
        temporary.replace(file)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise


def land(repository: Repository, result: Result, texts: Texts, model: str, *, commit: bool) -> str:
    """Write the patch of a result, and commit it if asked; returns the commit's id or ``.

    Raises:
        AgentgenError: when files changed meanwhile, or git refuses; the tree is as before.
    """
    assert result.patch is not None, "only verified patches land"
    new = result.patch.texts
    old: Mapping[str, str] = {path: texts[path] for path in new}
    write_all(repository.root, old, new)
    if not commit:
        return ""
    try:
        return repository.commit(new, commit_message(result, model))
    except BaseException:
        restore(repository.root, old)
        raise


def commit_message(result: Result, model: str) -> str:
    """What the commit says: the stub, and in trailers how it came about."""
    stub = result.stub
    steps = result.verification.steps if result.verification else ()
    verified = [step.name for step in steps if step.result is StepResult.PASSED]
    skipped = [step.name for step in steps if step.result is StepResult.SKIPPED]
    lines = [
        f"Implement {stub.label}",
        "",
        f"Fill the stub `{stub.qualname}` in {stub.path}.",
        "",
        f"Model: {' '.join(model.split())}",
        f"Attempts: {result.attempts}",
        f"Tokens: {result.tokens}",
        f"Verified: {', '.join(verified)}",
    ]
    if skipped:
        lines.append(f"Not-Verified: {', '.join(skipped)}")
    return "\n".join(lines) + "\n"
