"""What a message measures, so that an accepted finding cannot get worse unseen."""

import re

_MEASURED = re.compile(
    r"(?P<short>\d[\d,]*(?:\.\d+)?)(?=[^\d`]*, \d[\d,.]* (?:are |is )?allowed\b)"
    r"|\((?P<compared>\d[\d,]*(?:\.\d+)?)(?=(?:/| > )\d[\d,.]*\))"
)
"""`45 lines, 30 allowed`, and what linters write: `(12 > 10)`, `(7/5)`."""


def measured(message: str) -> float | None:
    """The figure that is above its limit; None where a message tells of no limit."""
    found = [m["short"] or m["compared"] for m in _MEASURED.finditer(message)]
    return float(found[-1].replace(",", "")) if found else None


def grown(accepted: str, message: str) -> bool:
    """True when a message tells of more than the accepted one did; both are about the same."""
    before, now = measured(accepted), measured(message)
    return before is not None and now is not None and now > before


def least(one: str, other: str) -> str:
    """Of two messages about the same the one that tells of less; the first when neither does."""
    return other if grown(other, one) else one
