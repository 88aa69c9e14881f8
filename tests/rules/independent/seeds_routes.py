"""Violations in routes, queries and tables."""

from tests.rules.independent.seed import DOC, Seed, python
from tests.rules.independent.seeds_python import DB

_ROUTER = (
    DOC + "from fastapi import APIRouter\n\nfrom app.main import api\n\n"
    'more = APIRouter(prefix="/more")\n\n\n'
)
_JOIN = '\n\napi.include_router(more, prefix="/api/v1")\n'
_TABLE = (
    DOC + "import sqlalchemy as sa\nfrom sqlalchemy import ForeignKey\n"
    "from sqlalchemy.orm import Mapped, mapped_column\n\nfrom app.tables import Base\n\n\n"
)
_UNTESTED = "route-tests"


SEEDS: list[Seed] = []
SEEDS += python(
    "async-routes",
    _UNTESTED,
    sync=_ROUTER + '@more.get("/a")\ndef a() -> int:\n    """A."""\n    return 1\n' + _JOIN,
    stacked=_ROUTER + '@more.post("/b")\n@more.put("/b")\ndef b() -> int:\n    """B."""\n'
    "    return 1\n" + _JOIN,
    added=_ROUTER + 'def c() -> int:\n    """C."""\n    return 1\n\n\n'
    'more.add_api_route("/c", c, methods=["DELETE"])\n' + _JOIN,
)
SEEDS += python(
    "route-versioning",
    _UNTESTED,
    unversioned=_ROUTER + '@more.get("/a")\nasync def a() -> int:\n    """A."""\n    return 1\n'
    "\n\napi.include_router(more)\n",
    direct=DOC + "from app.main import api\n\n\n@api.get(\n    \"/reports\",\n)\n"
    'async def reports() -> int:\n    """Reports."""\n    return 1\n',
    constant=DOC + 'from app.main import api\n\nBASE = "/internal"\n\n\n'
    '@api.post(f"{BASE}/jobs")\n'
    'async def jobs() -> int:\n    """Jobs."""\n    return 1\n',
)  # fmt: skip
SEEDS += python(
    "route-tests",
    "",
    untested=_ROUTER + '@more.get("/a")\nasync def a() -> int:\n    """A."""\n'
    '    return 1\n' + _JOIN,
    by_method=_ROUTER + '@more.api_route("/z", methods=["PATCH"])\nasync def z() -> int:\n'
    '    """Z."""\n    return 1\n' + _JOIN,
)  # fmt: skip
SEEDS += python(
    "pagination",
    _UNTESTED,
    all_of_it=_ROUTER + '@more.get("/a")\nasync def a() -> list[int]:\n    """A."""\n'
    "    return []\n" + _JOIN,
    by_model=_ROUTER.replace("\n\nfrom app", "\nfrom typing import List\n\nfrom app", 1)
    + '@more.get("/a", response_model=List[int])\nasync def a(q: str = "") -> object:\n'
    '    """A."""\n    return []\n' + _JOIN,
    enveloped=_ROUTER.replace("\n\nfrom app", "\nfrom pydantic import BaseModel\n\nfrom app", 1)
    + 'class Rows(BaseModel):\n    """Rows."""\n\n    rows: list[int]\n    total: int\n\n\n'
    '@more.get("/a")\nasync def a() -> Rows:\n    """A."""\n    return Rows(rows=[], total=0)\n'
    + _JOIN,
)
SEEDS += python(
    "no-n-plus-one",
    "",
    looped=DB + 'async def names(db: object, tickets: list[Ticket]) -> list[object]:\n'
    '    """Names."""\n    found = []\n    for ticket in tickets:\n'
    "        found.append(await db.get(Person, ticket.person_id))\n    return found\n",
    comprehension=DB + "async def names(db: object, ids: list[int]) -> list[object]:\n"
    '    """Names."""\n    return [await db.scalar(select(Person).where(Person.id == i))'
    " for i in ids]\n",
    while_loop=DB + "async def names(db: object, ids: list[int]) -> None:\n"
    '    """Names."""\n    while ids:\n'
    "        await db.execute(select(Person).where(Person.id == ids.pop()))\n",
)  # fmt: skip
SEEDS += python(
    "indexes",
    "",
    unindexed=_TABLE + 'class Note(Base):\n    """Note."""\n\n    __tablename__ = "notes"\n'
    "    id: Mapped[int] = mapped_column(primary_key=True)\n"
    '    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))\n',
    old_style=_TABLE + 'class Note(Base):\n    """Note."""\n\n    __tablename__ = "notes"\n'
    "    id = sa.Column(sa.Integer, primary_key=True)\n    ticket_id = sa.Column(\n"
    '        sa.Integer,\n        sa.ForeignKey("tickets.id", ondelete="CASCADE"),\n'
    "        nullable=False,\n    )\n",
    second_of_pair=_TABLE + 'class Note(Base):\n    """Note."""\n\n    __tablename__ = "notes"\n'
    '    __table_args__ = (sa.Index("both", "kind", "ticket_id"),)\n'
    "    id: Mapped[int] = mapped_column(primary_key=True)\n    kind: Mapped[int]\n"
    '    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))\n',
)
_BODY = 'class NoteIn(BaseModel):\n    """Note."""\n\n    text: str\n    user_id: int\n\n\n'
SEEDS += python(
    "no-client-identity",
    _UNTESTED,
    in_body=_ROUTER.replace("\n\nfrom app", "\nfrom pydantic import BaseModel\n\nfrom app", 1)
    + _BODY + '@more.post("/a")\nasync def a(note: NoteIn) -> int:\n    """A."""\n    return 1\n'
    + _JOIN,
    inherited=_ROUTER.replace("\n\nfrom app", "\nfrom pydantic import BaseModel\n\nfrom app", 1)
    + _BODY.replace("NoteIn", "Base") + 'class NoteCreate(Base):\n    """Note."""\n\n'
    '    a: int\n'
    '\n\n@more.post("/a")\nasync def a(note: NoteCreate) -> int:\n    """A."""\n    return 1\n'
    + _JOIN,
)  # fmt: skip
