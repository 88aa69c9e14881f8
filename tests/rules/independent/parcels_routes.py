"""Violations in the second product's routes."""

from tests.rules.independent.seed import Seed

SEEDS: list[Seed] = []
_BY_NATURE = ("request-response-models",)
"""What the short answers of these routes break, beside the point: they are mappings."""

_TEST = '''"""More answers."""


async def test_more(http):
    assert (await http.{method}("{url}")).status_code < 300
'''
_WIRED = '''"""More routes."""

from api import application
from depots.{name} import shelves

application.include_router(shelves, prefix="/api/v1")
'''


def route_seed(
    rule: str, name: str, text: str, asks: tuple[str, str] = ("", ""), also: str = ""
) -> Seed:
    """A module with routes that breaks one rule, and a test of them beside it."""
    files = {f"src/depots/{name}.py": f'"""Depots over HTTP."""\n\n{text}'}
    if asks[0]:
        files[f"tests/test_{name}.py"] = _TEST.format(method=asks[0], url=asks[1])
    if "APIRouter" in text or "as R" in text:
        files["src/wired.py"] = _WIRED.format(name=name)
    return Seed(rule, name, files, frozenset({*also.split(), *_BY_NATURE}))


def seed(rule: str, name: str, text: str, asks: tuple[str, str] = ("", ""), also: str = "") -> None:
    """Put a module with routes into the product."""
    SEEDS.append(route_seed(rule, name, text, asks, also))


_USUAL = """from fastapi import APIRouter, Depends

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


"""
_ALIASED = """from fastapi import APIRouter as R

from doors import Member

shelves = R(prefix="/shelves")


"""
seed(
    "async-routes",
    "sync_aliased",
    _ALIASED + '''@shelves.get("/{shelf}")
def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "async-routes",
    "sync_added",
    _USUAL + '''def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}


shelves.add_api_route("/{shelf}", shelf, methods=["GET"])
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "async-routes",
    "sync_by_variable",
    _USUAL + '''read = shelves.get


@read("/{shelf}")
def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "async-routes",
    "sync_api_route",
    _USUAL + '''@shelves.api_route("/{shelf}", methods=["GET"])
def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "async-routes",
    "sync_in_class",
    _USUAL + '''class Shelves:
    """Shelves."""

    @staticmethod
    @shelves.get("/{shelf}")
    def shelf(shelf: int, who: Member) -> dict[str, int]:
        """Tell of a shelf."""
        return {"shelf": shelf}
''',
    ("get", "/api/v1/shelves/3"),
)
_PLAIN = """from api import application
from doors import Member


"""
seed(
    "route-versioning",
    "unversioned_app",
    _PLAIN + '''@application.get("/shelves/{shelf}")
async def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}
''',
    ("get", "/shelves/3"),
)
seed(
    "route-versioning",
    "unversioned_mount",
    '''from fastapi import FastAPI

from api import application
from doors import Member

inner = FastAPI()
application.mount("/inner", inner)


@inner.get("/shelves/{shelf}")
async def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}
''',
    ("get", "/inner/shelves/3"),
)
seed(
    "pagination",
    "endless_list",
    _USUAL + '''@shelves.get("")
async def all_shelves(who: Member) -> list[int]:
    """List shelves."""
    return [1, 2, 3]
''',
    ("get", "/api/v1/shelves"),
)
seed(
    "pagination",
    "endless_model",
    '''from collections.abc import Sequence

from fastapi import APIRouter as R
from sqlmodel import select

from db import Db, Parcel
from doors import Member

shelves = R(prefix="/shelves")


@shelves.get("", response_model=list[Parcel])
async def all_shelves(db: Db, who: Member) -> Sequence[Parcel]:
    """List shelves."""
    return (await db.exec(select(Parcel))).all()
''',
    ("get", "/api/v1/shelves"),
)
seed(
    "pagination",
    "endless_sequence",
    '''from collections.abc import Sequence

from fastapi import APIRouter

from db import Parcel
from doors import Member

shelves = APIRouter(prefix="/shelves")


@shelves.get("")
async def all_shelves(who: Member, zone: str = "") -> Sequence[Parcel]:
    """List shelves."""
    return []
''',
    ("get", "/api/v1/shelves"),
)
seed(
    "route-tests",
    "untested",
    _USUAL + '''@shelves.get("/{shelf}/weight")
async def weight(shelf: int, who: Member) -> dict[str, int]:
    """Weigh a shelf."""
    return {"shelf": shelf}
''',
)
seed(
    "route-tests",
    "untested_method",
    _USUAL + '''@shelves.get("/{shelf}")
async def shelf(shelf: int, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    return {"shelf": shelf}


@shelves.delete("/{shelf}", status_code=204)
async def remove(shelf: int, who: Member) -> None:
    """Remove a shelf."""
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "route-tests",
    "untested_aliased",
    _ALIASED + '''@shelves.get("/{shelf}/weight")
async def weight(shelf: int, who: Member) -> dict[str, int]:
    """Weigh a shelf."""
    return {"shelf": shelf}
''',
)
