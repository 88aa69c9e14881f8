"""`agentgen.yaml` of an updated repository: people's text, with the entries that have changed."""

import re

from agentgen.commands.kept import parse_config

_ENTRIES = ("name", "specs", "contract", "features", "decisions")


def merged_config(present: str, generated: str) -> str:
    """The present text where it says what was generated from; else with those entries replaced.

    A contract that lies elsewhere under its usual name counts as the same.
    """
    wanted, told = parse_config(generated), parse_config(present)
    text = present
    for key in _ENTRIES:
        if _same(key, told.get(key), wanted.get(key)):
            continue
        text = _replaced(text, key, _entry(generated, key))
    found = parse_config(text)
    kept = all(_same(key, found.get(key), wanted.get(key)) for key in _ENTRIES)
    return text if kept else generated


def _same(key: str, told: object, wanted: object) -> bool:
    if key == "contract" and isinstance(told, str):
        return told.rpartition("/")[2].replace(".yml", ".yaml") == wanted
    if key in ("features", "decisions"):
        return bool(told) == bool(wanted) if key == "features" else (told or {}) == (wanted or {})
    return told == wanted


def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"^{key}:.*\n(?:[ \t-].*\n)*", re.MULTILINE)


def _entry(text: str, key: str) -> str:
    found = _pattern(key).search(text)
    return found.group() if found else ""


def _replaced(text: str, key: str, entry: str) -> str:
    whole = text if text.endswith("\n") else f"{text}\n"
    if _pattern(key).search(whole):
        return _pattern(key).sub(lambda _: entry, whole, count=1)
    return whole + entry
