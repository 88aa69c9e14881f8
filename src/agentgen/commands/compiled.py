"""Compiled specs, kept between runs: an unchanged spec is not compiled again.

A policy is found by a digest of all that it hangs on: names, contents and homes of the specs, the
recognisers, and the code that reads them. What can't be written, or read back whole, is compiled.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from agentgen import __version__
from agentgen.cache import cache_folder, keep, kept
from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy import Policy
from agentgen.ir.policy_json import policy_text, read_policy
from agentgen.ir.recognition import Recognizer

_READERS = ("gates", "ir", "rules", "spec", "topics")


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
    text = kept(file)
    try:
        return read_policy(text.decode()) if text is not None else None
    except ValueError:  # nothing that can be used: compile
        return None


def _write(file: Path, policy: Policy) -> None:
    with suppress(TypeError, ValueError):
        keep(file, policy_text(policy).encode())
