"""Decisions about orders."""

from fastapi import HTTPException  # agentgen: ignore[layer-imports] moves with the next release


def total(prices: list[int]) -> int:
    # agentgen: ignore[docstrings]
    if not prices:
        raise HTTPException(404)
    return sum(prices)
