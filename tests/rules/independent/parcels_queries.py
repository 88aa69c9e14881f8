"""Violations in the second product's queries and tables."""

from tests.rules.independent.seed import Seed
from tests.rules.independent.seed import beside as seed_beside

SEEDS: list[Seed] = []


def seed(rule: str, name: str, text: str, also: str = "") -> None:
    """Put a module that breaks one rule into the product."""
    SEEDS.append(seed_beside(rule, name, text, also))


_SQL = """from sqlalchemy import text

from db import Db


"""
seed(
    "no-sql-concatenation",
    "sql_variable",
    _SQL + '''async def found(db: Db, name: str) -> object:
    """Find depots."""
    where = f"name = '{name}'"
    statement = "SELECT id FROM depot WHERE " + where
    return await db.exec(text(statement))
''',
)
seed(
    "no-sql-concatenation",
    "sql_joined",
    _SQL + '''async def found(db: Db, names: list[str]) -> object:
    """Find depots."""
    query = "SELECT id FROM depot WHERE name IN ('" + "','".join(names) + "')"
    return await db.execute(text(query))
''',
)
seed(
    "no-sql-concatenation",
    "sql_multiline",
    _SQL + '''async def moved(db: Db, depot: int, zone: str) -> None:
    """Move a depot."""
    await db.exec(
        text(
            f"""
            UPDATE depot
               SET zone = '{zone}'
             WHERE id = {depot}
            """
        )
    )
''',
)
seed(
    "no-sql-concatenation",
    "sql_constant_format",
    _SQL + '''GONE = "DELETE FROM depot WHERE zone = '{zone}'"


async def gone(db: Db, zone: str) -> None:
    """Remove depots."""
    await db.exec(text(GONE.format(zone=zone)))
''',
    "modern-syntax",
)
seed(
    "no-sql-concatenation",
    "sql_class_attribute",
    _SQL + '''class Depots:
    """Depots in the database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def named(self, name: str) -> object:
        """Find by name."""
        query = "SELECT id FROM depot WHERE name = '%s'" % (name,)
        return await self._db.exec(text(query))
''',
)
seed(
    "no-select-star",
    "star_variable",
    _SQL + '''QUERY = "select * from depot where zone = :zone"


async def found(db: Db, zone: str) -> object:
    """Find depots."""
    return await db.exec(text(QUERY), params={"zone": zone})
''',
)
seed(
    "no-select-star",
    "star_distinct",
    _SQL + '''async def found(db: Db) -> object:
    """Find depots."""
    return await db.exec(text("SELECT DISTINCT d.* FROM depot AS d ORDER BY d.id LIMIT 5"))
''',
)
seed(
    "no-select-star",
    "star_subquery",
    _SQL + '''async def found(db: Db) -> object:
    """Find depots."""
    return await db.exec(text("SELECT id FROM (SELECT * FROM depot) AS inner_depots"))
''',
)
seed(
    "no-n-plus-one",
    "loop_of_queries",
    '''from sqlmodel import select

from db import Customer, Db, Parcel


async def names(db: Db) -> list[str]:
    """Name the senders."""
    parcels = (await db.exec(select(Parcel).limit(9))).all()
    found = []
    for parcel in parcels:
        customer = await db.get(Customer, parcel.customer_id)
        found.append(customer.name if customer else "")
    return found
''',
)
seed(
    "no-n-plus-one",
    "comprehension_of_queries",
    '''from sqlmodel import select

from db import Customer, Db


async def names(db: Db, ids: list[int]) -> list[object]:
    """Name the senders."""
    return [(await db.exec(select(Customer).where(Customer.id == one))).first() for one in ids]
''',
)
seed(
    "no-n-plus-one",
    "helper_in_loop",
    '''from db import Customer, Db


class Senders:
    """Who sends."""

    def __init__(self, db: Db) -> None:
        self.db = db

    async def _one(self, number: int) -> Customer | None:
        return await self.db.get(Customer, number)

    async def all(self, numbers: list[int]) -> list[Customer | None]:
        """Find all."""
        found = []
        for number in numbers:
            found.append(await self._one(number))
        return found
''',
)
_KEY = """from sqlmodel import Field, SQLModel


"""
seed(
    "indexes",
    "field_without_index",
    _KEY + '''class Shelf(SQLModel, table=True):
    """A shelf."""

    id: int | None = Field(default=None, primary_key=True)
    parcel_id: int = Field(foreign_key="parcel.id")
''',
)
seed(
    "indexes",
    "column_without_index",
    '''import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase


class Root(DeclarativeBase):
    """All tables."""


class Shelf(Root):
    """A shelf."""

    __tablename__ = "shelf"
    id = sa.Column(sa.Integer, primary_key=True)
    parcel_id = sa.Column(sa.ForeignKey("parcel.id", ondelete="CASCADE"), nullable=False)
''',
)
seed(
    "indexes",
    "core_table",
    """from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

shelf = Table(
    "shelf",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("parcel_id", ForeignKey("parcel.id")),
)
""",
)
