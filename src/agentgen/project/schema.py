"""The tables in `agentgen.lock`: what the migrations generated so far lead to."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from agentgen.errors import AgentgenError
from agentgen.ir.entity import ColumnType
from agentgen.ir.tables import Fill, Index, Made, Reference, Table, TableColumn


def as_json(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """The tables as JSON values, without what has its usual value."""
    return [
        {**asdict(table), "columns": [_short(asdict(c)) for c in table.columns]} for table in tables
    ]


def _short(column: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in column.items() if value is not None and value is not False}


def read_tables(lock: str) -> tuple[Table, ...]:
    """The tables that a lock's text holds.

    Raises:
        AgentgenError: when it holds none, as locks of early versions, or they make no sense.
    """
    try:
        return tuple(_table(entry) for entry in json.loads(lock)["tables"])
    except (ValueError, KeyError, TypeError) as problem:
        raise AgentgenError(
            "the lock does not tell which tables the migrations make", where="agentgen.lock",
            why=f"{type(problem).__name__}: {problem}",
            way_out="make the repository anew with `agentgen new`, and bring your changes there",
        ) from None  # fmt: skip


def _table(entry: dict[str, Any]) -> Table:
    return Table(
        entry["name"],
        tuple(_column(column) for column in entry["columns"]),
        tuple(Reference(**reference) for reference in entry["references"]),
        tuple(tuple(columns) for columns in entry["uniques"]),
        tuple(Index(**index) for index in entry["indexes"]),
    )


def _column(entry: dict[str, Any]) -> TableColumn:
    fill = entry.get("fill")
    if fill is not None:
        made = Made(fill["made"]) if fill["made"] else None
        fill = Fill(fill["value"], made, fill["known"])
    return TableColumn(**{**entry, "type": ColumnType(entry["type"]), "fill": fill})
