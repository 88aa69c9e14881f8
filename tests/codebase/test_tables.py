"""Tables are read from SQLAlchemy and SQLModel classes, over files and mixins."""

from agentgen.codebase import build_codebase

MODELS = """
from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship
from app.base import Base, Stamped

class Customer(Stamped, Base):
    __tablename__ = "customers"
    customer_id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(80), unique=True)

class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (Index("ix_orders_state", "state", "number"),)
    id = Column(Integer, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.customer_id"), index=True)
    courier_id: Mapped[int | None] = mapped_column(ForeignKey("couriers.id"))
    state: Mapped[str]
    number: Mapped[int]
    customer: Mapped["Customer"] = relationship()
"""
BASE = """
from datetime import datetime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

class Stamped:
    created_at: Mapped[datetime] = mapped_column()
"""
SQLMODEL = """
from sqlmodel import Field, SQLModel

class Tag(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="users.id", index=True)

class TagIn(SQLModel):
    name: str
"""


def tables():
    code = build_codebase({"app/models.py": MODELS, "app/base.py": BASE, "app/tags.py": SQLMODEL})
    return {table.name: table for table in code.tables}


def columns(name):
    return {column.name: column for column in tables()[name].columns}


def test_only_tables_are_tables():
    assert set(tables()) == {"customers", "orders", "tag"}


def test_columns_come_from_the_class_and_its_mixins():
    assert set(columns("customers")) == {"customer_id", "email", "created_at"}
    assert columns("customers")["created_at"].path == "app/base.py"
    assert set(columns("orders")) == {"id", "customer_id", "courier_id", "state", "number"}


def test_keys_and_indexes():
    orders = columns("orders")
    assert orders["customer_id"].references == "customers.customer_id"
    assert orders["customer_id"].indexed
    assert not orders["courier_id"].indexed
    assert orders["courier_id"].nullable
    assert orders["state"].indexed
    assert not orders["number"].indexed
    assert columns("tag")["owner_id"].references == "users.id"


def test_uses_names_and_fields():
    text = "async def f():\n    r = requests.get(url, timeout=3)\n\nclass A:\n    B = 1\n"
    file = build_codebase({"a.py": text}).python["a.py"]
    (use,) = file.uses
    assert (use.name, use.function, use.in_async) == ("requests.get", "f", True)
    assert use.keywords == {"timeout": "3"}
    assert [(n.name, n.place) for n in file.names] == [("r", "function"), ("B", "class")]
    assert [(f.owner, f.name, f.value) for f in file.fields] == [("A", "B", "1")]
