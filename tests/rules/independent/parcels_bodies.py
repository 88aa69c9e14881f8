"""Violations in what the second product's routes take, give and let in."""

from tests.rules.independent.parcels_routes import route_seed
from tests.rules.independent.seed import Seed

SEEDS: list[Seed] = []


def seed(rule: str, name: str, text: str, asks: tuple[str, str] = ("", ""), also: str = "") -> None:
    """Put a module with routes into the product."""
    SEEDS.append(route_seed(rule, name, text, asks, also))


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
            "tests/test_quiet.py": "async def test_quiet(http):\n"
            "    await http.get('/api/v1/bills')\n"
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
