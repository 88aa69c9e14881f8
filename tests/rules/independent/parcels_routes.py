"""Violations in the second product's routes."""

from tests.rules.independent.seed import Seed

SEEDS: list[Seed] = []
_BY_NATURE = ("request-response-models",)
"""What the short answers of these routes break, beside the point: they are mappings."""

_TEST = '''"""More answers."""


async def test_more(http):
    assert (await http.{method}("{url}")).status_code < 300
'''


def seed(rule: str, name: str, text: str, asks: tuple[str, str] = ("", ""), also: str = "") -> None:
    """Put a module with routes into the product, a test of them beside it."""
    files = {f"src/depots/{name}.py": f'"""Depots over HTTP."""\n\n{text}'}
    if asks[0]:
        files[f"tests/test_{name}.py"] = _TEST.format(method=asks[0], url=asks[1])
    if "APIRouter" in text or "as R" in text:
        files["src/wired.py"] = (
            f'"""More routes."""\n\nfrom api import application\nfrom depots.{name} import shelves\n\n'
            'application.include_router(shelves, prefix="/api/v1")\n'
        )
    SEEDS.append(Seed(rule, name, files, frozenset({*also.split(), *_BY_NATURE})))


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
seed(
    "authentication",
    "open_write",
    '''from fastapi import APIRouter

shelves = APIRouter(prefix="/shelves")


@shelves.delete("/{shelf}", status_code=204)
async def remove(shelf: int) -> None:
    """Remove a shelf."""
''',
    ("delete", "/api/v1/shelves/3"),
)
seed(
    "authentication",
    "open_with_db",
    '''from fastapi import APIRouter as R

from db import Db, Parcel

shelves = R(prefix="/shelves")


@shelves.put("/{shelf}")
async def replace(shelf: int, db: Db) -> dict[str, int]:
    """Replace a shelf."""
    await db.delete(Parcel(id=shelf))
    return {"shelf": shelf}
''',
    ("put", "/api/v1/shelves/3"),
)
seed(
    "authentication",
    "open_added",
    '''from fastapi import APIRouter

shelves = APIRouter(prefix="/shelves")


async def remove(shelf: int) -> None:
    """Remove a shelf."""


shelves.add_api_route("/{shelf}", remove, methods=["DELETE"], status_code=204)
''',
    ("delete", "/api/v1/shelves/3"),
)
_BODY = '''from fastapi import APIRouter, Depends
from pydantic import BaseModel

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


class NewShelf(BaseModel):
    """What is asked for."""

    zone: str
    {field}: int


@shelves.post("", status_code=201)
async def add(asked: NewShelf, who: Member) -> dict[str, str]:
    """Add a shelf."""
    return {{"zone": asked.zone, "by": str(asked.{field})}}
'''
seed(
    "no-client-identity",
    "told_user",
    _BODY.format(field="user_id"),
    ("post", "/api/v1/shelves"),
)
seed(
    "no-client-identity",
    "told_owner",
    _BODY.format(field="owner_id"),
    ("post", "/api/v1/shelves"),
)
seed(
    "no-client-identity",
    "told_inherited",
    '''from fastapi import APIRouter, Depends
from pydantic import BaseModel

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


class Asked(BaseModel):
    """What all ask."""

    user_id: int


class NewShelf(Asked):
    """What is asked for."""

    zone: str


@shelves.post("", status_code=201)
async def add(asked: NewShelf, who: Member) -> dict[str, str]:
    """Add a shelf."""
    return {"zone": asked.zone}
''',
    ("post", "/api/v1/shelves"),
)
seed(
    "request-response-models",
    "raw_body",
    '''from typing import Any

from fastapi import APIRouter, Depends

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


@shelves.post("", status_code=201)
async def add(asked: dict[str, Any], who: Member) -> dict[str, str]:
    """Add a shelf."""
    return {"zone": str(asked["zone"])}
''',
    ("post", "/api/v1/shelves"),
    "input-validation boundary-validation",
)
seed(
    "request-response-models",
    "raw_request",
    '''from fastapi import APIRouter, Depends, Request

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


@shelves.post("", status_code=201)
async def add(request: Request, who: Member) -> dict[str, str]:
    """Add a shelf."""
    asked = await request.json()
    return {"zone": asked["zone"]}
''',
    ("post", "/api/v1/shelves"),
    "input-validation boundary-validation",
)
seed(
    "no-error-details-to-clients",
    "shown_error",
    '''from fastapi import APIRouter, Depends, HTTPException

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


@shelves.get("/{shelf}")
async def shelf(shelf: str, who: Member) -> dict[str, int]:
    """Tell of a shelf."""
    try:
        return {"shelf": int(shelf)}
    except Exception as problem:
        raise HTTPException(500, detail=f"it broke: {problem}") from problem
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "no-error-details-to-clients",
    "shown_trace",
    '''import traceback

from fastapi import Request
from fastapi.responses import JSONResponse

from api import application


@application.exception_handler(Exception)
async def broken(request: Request, problem: Exception) -> JSONResponse:
    """Tell that it broke."""
    return JSONResponse({"detail": traceback.format_exc()}, status_code=500)
''',
)
seed(
    "no-error-details-to-clients",
    "shown_text",
    '''from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from doors import Member, member

shelves = APIRouter(prefix="/shelves", dependencies=[Depends(member)])


@shelves.get("/{shelf}", response_model=None)
async def shelf(shelf: str, who: Member) -> JSONResponse | dict[str, int]:
    """Tell of a shelf."""
    try:
        return {"shelf": int(shelf)}
    except Exception as problem:
        return JSONResponse(status_code=500, content={"error": str(problem)})
''',
    ("get", "/api/v1/shelves/3"),
)
seed(
    "webhook-signatures",
    "unsigned_hook",
    '''from fastapi import APIRouter, Request

shelves = APIRouter()


@shelves.post("/webhooks/carrier")
async def carrier(request: Request) -> dict[str, str]:
    """Hear from the carrier."""
    event = await request.json()
    return {"heard": event["kind"]}
''',
    ("post", "/api/v1/webhooks/carrier"),
    "request-response-models input-validation",
)
seed(
    "webhook-signatures",
    "unsigned_model",
    '''from fastapi import APIRouter as R
from pydantic import BaseModel

shelves = R(prefix="/hooks")


class Event(BaseModel):
    """What happened."""

    kind: str


@shelves.post("/stripe-webhook")
async def stripe_webhook(event: Event) -> dict[str, str]:
    """Hear of payments."""
    return {"heard": event.kind}
''',
    ("post", "/api/v1/hooks/stripe-webhook"),
)
SEEDS.append(
    Seed(
        "arrange-act-assert",
        "asserts_nothing",
        {
            "tests/test_quiet.py": "async def test_quiet(http):\n    await http.get('/api/v1/bills')\n"
        },
    )
)
SEEDS.append(
    Seed(
        "arrange-act-assert",
        "asserts_in_comment",
        {
            "tests/test_quiet.py": "class TestQuiet:\n    def test_quiet(self, depot):\n"
            "        result = depot.close()\n        # assert result\n        del result\n"
        },
    )
)
