"""Data tables of steps: heads and one record a row, or one field and its value a row."""

import json
from typing import Any

Table = list[list[str]]
HEADS = (["field", "value"], ["name", "value"], ["key", "value"])


def rows(table: Table) -> list[dict[str, str]]:
    """Return the rows below the head."""
    head, *others = table
    return [dict(zip(head, row, strict=True)) for row in others]


def values_of(table: Table) -> dict[str, str]:
    """Return the fields of one record.

    Two cells a row are a field and its value, unless the table is a row of heads and one of values;
    heads `field | value` make that clear.
    """
    if [head.lower() for head in table[0]] in HEADS:
        return {row[0]: row[1] for row in table[1:]}
    if len(table) != 2 and len(table[0]) == 2:
        return {row[0]: row[1] for row in table}
    found = rows(table)
    assert len(found) == 1, f"one row of values is expected below {table[0]}"
    return found[0]


def body_of(table: Table) -> dict[str, Any]:
    """Return the fields of a JSON object; numbers, `true`, `null`, … are JSON, the rest text."""
    return {name: parse(text) for name, text in values_of(table).items()}


def parse(text: str) -> Any:
    """Return a value as scenarios write it: JSON, else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text
