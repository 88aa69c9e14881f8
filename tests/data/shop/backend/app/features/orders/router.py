"""Routes of orders."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from app.features.orders.repository import OrderRepository

router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("")
async def list_orders(session: AsyncSession) -> list[dict]:
    """List orders."""
    return await OrderRepository(session).all()


@router.post("", status_code=201)
async def create_order(session: AsyncSession, body: dict) -> dict:
    """Create an order."""
    return await OrderRepository(session).add(body)


@router.get("/{order_id}")
async def read_order(order_id: int, session) -> dict:
    """Read an order."""
    print(order_id)
    return await OrderRepository(session).one(order_id)
