"""Keep secrets out of what is sent and of what is written down."""

import re
from collections.abc import Mapping

_NAMES = re.compile(
    r"(?:^|_)(?:API_?KEYS?|KEYS?|TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASS|PASSPHRASE|CREDENTIALS?"
    r"|AUTH|DSN|DATABASE_URL|REDIS_URL|BROKER_URL|CONNECTION_STRING)(?:$|_)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{1,15}|\d{1,7}")
_PATTERNS = (
    re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
    ),
    re.compile(r"\b(?:sk|pk|rk)[-_](?:[A-Za-z0-9]+[-_])*[A-Za-z0-9_-]{16,}"),
    re.compile(r"\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[\w-]{16,}"),
    re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    re.compile(r"\bAIza[A-Za-z0-9_-]{30,}"),
    re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"),
)
_ASSIGNED = re.compile(
    r"(?P<head>(?:password|passwd|secret|token|api_?key|credential)s?\w*[\"']?\s*[:=]\s*[\"'])"
    r"(?P<value>(?![\w+]*:?/)(?=[^\"']*\d)(?=[^\"']*[A-Za-z])[^\"'\s{}$]{8,})(?=[\"'])",
    re.IGNORECASE,
)
"""A literal of letters and digits that is given to a name of a secret."""
_URL_PASSWORD = re.compile(r"(?P<head>\b[a-z][a-z0-9+.-]*://[^\s:/@\"']+:)[^\s@/\"'{}]{3,}(?=@)")


def secrets_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Values of environment variables that are secrets by their names, longest first.

    Short values, plain words and small numbers are left out: they hide nothing and occur in code.
    """
    found = {
        value
        for name, value in environment.items()
        if _NAMES.search(name) and len(value) >= 8 and not _WORD.fullmatch(value)
    }
    return tuple(sorted(found, key=lambda value: (-len(value), value)))


def redact(text: str, secrets: tuple[str, ...] = ()) -> str:
    """Replace secrets, by value and by look, with `[redacted]`."""
    for secret in secrets:
        text = text.replace(secret, "[redacted]")
    for pattern in _PATTERNS:
        text = pattern.sub("[redacted]", text)
    text = _ASSIGNED.sub(lambda m: m["head"] + "[redacted]", text)
    return _URL_PASSWORD.sub(lambda m: m["head"] + "[redacted]", text)
