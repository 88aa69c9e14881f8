"""Readable, unique identifiers for URLs."""

import re
import secrets
import unicodedata

LONGEST = 200


def slugify(text: str) -> str:
    """Return `text` in lower-case ASCII words joined by hyphens, with a short unique suffix."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
    suffix = secrets.token_hex(3)
    return f"{words}-{suffix}" if words else suffix
