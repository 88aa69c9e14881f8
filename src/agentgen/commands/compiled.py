"""Compiled specs, kept between runs: an unchanged spec is not compiled again.

A policy is found by a digest of all that it hangs on: names, contents and homes of the specs, the
recognisers, and the code that reads them. What can't be written, or read back whole, is compiled.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from agentgen import __version__
from agentgen.cache import cache_folder
from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy import Policy
from agentgen.ir.policy_json import policy_text, read_policy
from agentgen.ir.recognition import Recognizer

_READERS = ("gates", "ir", "rules", "spec", "topics")
_MOST_FILES = 100
_LARGEST = 20_000_000


def compile_cached(
    specs: Sequence[tuple[str, bytes]],
    recognizers: Sequence[Recognizer] | None = None,
    homes: Mapping[str, str] | None = None,
) -> Policy:
    """The policy of `agentgen.spec.compile.compile_specs`, from the cache where it is known.

    Args:
        recognizers: None for all of our own, which are loaded only when something is compiled.

    Raises:
        AgentgenError: as `compile_specs`.
    """
    file = _file(specs, recognizers, homes or {})
    known = _read(file) if file else None
    if known is not None:
        return known
    from agentgen.spec.compile import compile_specs

    policy = compile_specs(specs, all_recognizers() if recognizers is None else recognizers, homes)
    if file:
        _write(file, policy)
    return policy


def _file(
    specs: Sequence[tuple[str, bytes]],
    recognizers: Sequence[Recognizer] | None,
    homes: Mapping[str, str],
) -> Path | None:
    """Where the policy is kept; None for recognisers that are not our own, or without a place."""
    folder = cache_folder("policies")
    if folder is None or not all(map(_is_ours, recognizers or ())):
        return None
    digest = hashlib.blake2b(digest_size=16)
    for part in _parts(specs, recognizers, homes):
        digest.update(len(part).to_bytes(8, "big") + part)
    return folder / f"{digest.hexdigest()}.policy"


def _is_ours(recognizer: Recognizer) -> bool:
    phrases = getattr(recognizer, "phrases", None)
    return getattr(phrases, "__module__", "").startswith("agentgen.")


def _parts(
    specs: Sequence[tuple[str, bytes]],
    recognizers: Sequence[Recognizer] | None,
    homes: Mapping[str, str],
) -> Iterator[bytes]:
    ids = ["*"] if recognizers is None else [recognizer.id for recognizer in recognizers]
    yield f"{__version__} {len(specs)} {len(ids)}".encode()
    yield from (name.encode() for name in ids)
    for name, content in specs:
        yield name.encode("utf-8", "backslashreplace")
        yield homes.get(name, "").encode("utf-8", "backslashreplace")
        yield content
    package = Path(__file__).parents[1]
    for reader in _READERS:
        for source in sorted((package / reader).rglob("*.py")):
            stat = source.stat()
            yield f"{source.name} {stat.st_size} {stat.st_mtime_ns}".encode()


def _read(file: Path) -> Policy | None:
    """The policy in a file, when its first line is the digest of the rest."""
    try:
        if file.stat().st_size > _LARGEST:
            return None
        digest, _, text = file.read_bytes().partition(b"\n")
        if digest != _digest(text):
            return None
        return read_policy(text.decode())
    except (OSError, ValueError):  # nothing there, or nothing that can be used: compile
        return None


def _write(file: Path, policy: Policy) -> None:
    try:
        text = policy_text(policy).encode()
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
            new.write(_digest(text) + b"\n" + text)
        Path(new.name).replace(file)
        _prune(file.parent)
    except (OSError, TypeError, ValueError):  # a place that can't be written costs time, no more
        return


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=16).hexdigest().encode()


def _prune(folder: Path) -> None:
    files = [file for file in folder.iterdir() if file.is_file()]
    if len(files) > _MOST_FILES:
        files.sort(key=lambda file: file.stat().st_mtime)
        for file in files[: len(files) - _MOST_FILES // 2]:
            file.unlink(missing_ok=True)
