"""Queries of orders."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

API_KEY = "q8Zr-51xB-77Lm-0aPt"


class OrderRepository:
    """Orders in the database."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def all(self) -> list[dict]:
        """Read all orders."""
        return await self.session.execute(text("SELECT * FROM orders"))

    async def one(self, order_id: int) -> dict:
        """Read one order."""
        query = f"SELECT id, total FROM orders WHERE id = {order_id}"
        try:
            return await self.session.execute(text(query))
        except:  # TODO: handle error
            return {}

    async def add(self, body: dict) -> dict:
        """Add an order, in far too many lines."""
        values = {}
        values["a"] = body["a"]
        values["b"] = body["b"]
        values["c"] = body["c"]
        values["d"] = body["d"]
        values["e"] = body["e"]
        values["f"] = body["f"]
        values["g"] = body["g"]
        values["h"] = body["h"]
        values["i"] = body["i"]
        return values
