"""The baseline file: JSON that people read in a review, and add owners, reasons and dates to."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from agentgen.baseline.fingerprint import Fingerprint
from agentgen.errors import AgentgenError
from agentgen.ir.baseline import BaselineEntry

VERSION = 1
_TEXTS = ("rule", "path", "fingerprint", "message", "owner", "reason", "expires")
_KEYS = (*_TEXTS, "count")
_NEEDED = ("rule", "path", "fingerprint")


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """The file that holds these entries, in an order that hangs on nothing else."""
    ordered = sorted(entries, key=_order)
    data = {"version": VERSION, "entries": [_as_json(entry) for entry in ordered]}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def read_baseline(text: str, name: str) -> tuple[BaselineEntry, ...]:
    """The entries of a file.

    Raises:
        AgentgenError: when it is no baseline; names the entry and the key.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise AgentgenError(
            "the baseline is no JSON",
            where=name,
            why=" ".join(str(problem).split()),
            way_out="restore it from git, or make it anew with --accept --reason",
        ) from problem
    if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
        raise _wrong(name, "it has no list `entries`")
    if data.get("version") != VERSION:
        raise _wrong(name, f"its version is {data.get('version')!r}, {VERSION} is known")
    found = [_entry(item, f"{name}#/entries/{n}") for n, item in enumerate(data["entries"])]
    return tuple(_placed(found, text))


def _order(entry: BaselineEntry) -> tuple[str, ...]:
    expires = entry.expires.isoformat() if entry.expires else ""
    return (entry.path, entry.rule, entry.fingerprint, entry.owner, entry.reason, expires)


def _as_json(entry: BaselineEntry) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rule": entry.rule,
        "path": entry.path,
        "fingerprint": entry.fingerprint,
        "count": entry.count,
        "message": entry.message,
        "owner": entry.owner,
        "reason": entry.reason,
        "expires": entry.expires.isoformat() if entry.expires else "",
    }
    optional = ("message", "owner", "reason", "expires")
    return {key: value for key, value in data.items() if value or key not in optional}


def _entry(item: object, where: str) -> BaselineEntry:
    if not isinstance(item, dict):
        raise _wrong(where, "an entry is a mapping")
    unknown = [key for key in item if key not in _KEYS]
    if unknown:
        raise _wrong(where, f"it has a key `{unknown[0]}`; known are {', '.join(_KEYS)}")
    texts = {key: item.get(key) or "" for key in _TEXTS}
    for key, value in texts.items():
        if not isinstance(value, str) or (key in _NEEDED and not value):
            raise _wrong(where, f"`{key}` must be a text")
    count = item.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise _wrong(where, "`count` must be a number above zero")
    try:
        Fingerprint.read(texts["fingerprint"])
    except ValueError as problem:
        raise _wrong(where, str(problem)) from None
    return BaselineEntry(
        rule=texts["rule"],
        path=texts["path"],
        fingerprint=texts["fingerprint"],
        count=count,
        message=texts["message"],
        owner=texts["owner"],
        reason=texts["reason"],
        expires=read_date(texts["expires"], where),
    )


def read_date(text: str, where: str) -> date | None:
    """A day in ISO 8601, `2027-03-31`; None for an empty text.

    Raises:
        AgentgenError: for anything else.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AgentgenError(
            f"{text!r} is no day", where=where, way_out="write the last day as 2027-03-31"
        ) from None


def _placed(entries: Iterable[BaselineEntry], text: str) -> Iterator[BaselineEntry]:
    """The entries with the line that their fingerprint stands on."""
    lines: dict[str, list[int]] = defaultdict(list)
    wanted = {entry.fingerprint for entry in entries}
    for number, line in enumerate(text.split("\n"), 1):
        for quoted in line.split('"')[1::2]:
            if quoted in wanted:
                lines[quoted].append(number)
    for entry in entries:
        found = lines[entry.fingerprint]
        yield replace(entry, line=found.pop(0) if found else 1)


def _wrong(where: str, why: str) -> AgentgenError:
    return AgentgenError(
        "the baseline can't be used",
        where=where,
        why=why,
        way_out="correct it, or make it anew with --accept --reason",
    )
