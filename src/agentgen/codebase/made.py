"""Which files stand as `agentgen new` made them, as the lock of the repository tells."""

import hashlib
import json
from collections.abc import Mapping

_LOCK = "agentgen.lock"


def untouched(texts: Mapping[str, str]) -> frozenset[str]:
    """Paths whose text has the digest that the lock notes; empty without a readable lock."""
    try:
        files = json.loads(texts.get(_LOCK, "{}"))["files"]
        noted = {path: entry["sha256"] for path, entry in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return frozenset()
    return frozenset(p for p in noted.keys() & texts.keys() if noted[p] == _digest(texts[p]))


def _digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hex, as the lock holds it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
