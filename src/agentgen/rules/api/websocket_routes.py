"""WebSockets have the path that the spec gives."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, names, union
from agentgen.rules.base import Example, Found, Rule


def _sockets(text: str) -> Params | None:
    paths = names(re.findall(r"(?<![\w.])(/wss?\b[\w{}:<>*./-]*)", text))
    return {"routes": paths} if paths else None


_HOLE = re.compile(r"\{[^{}]*\}|<[^<>]*>|\*+")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Compare the paths of WebSockets with the patterns."""
    sockets = [r for r in codebase.routes if r.method == "WEBSOCKET"]
    wanted = [_HOLE.sub("{}", p).split("/{}")[0].rstrip("/") for p in params.get("routes", ())]
    listed = " or ".join(f"`{p}/…`" for p in wanted)
    found = [
        Found(r.place.path, r.place.line, f"the WebSocket `{r.path}` does not lie below {listed}")
        for r in sockets
        if wanted and not any((r.path + "/").startswith(p + "/") for p in wanted)
    ]
    return found, len(sockets)


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"

RULE = Rule(
    id="websocket-routes",
    title="WebSockets have the path that the spec gives",
    help="give the WebSocket the path that the spec describes",
    what="WebSockets",
    phrases=demanded(r"/wss?\b|\bweb ?sockets?\b", _sockets),
    inspect=inspect,
    valid=(
        Example(
            {"a.py": _APP + "@app.websocket('/ws/chats/{id}')\nasync def a(w): ...\n"},
            {"routes": ("/ws/{resource}/{id}",)},
        ),
        Example(
            {"a.py": _APP + "@app.websocket('/ws')\nasync def a(w): ...\n"}, {"routes": ("/ws",)}
        ),
    ),
    invalid=(
        Example(
            {"a.py": _APP + "@app.websocket('/chats/{id}/socket')\nasync def a(w): ...\n"},
            {"routes": ("/ws/{resource}/{id}",)},
        ),
        Example(
            {
                "a.py": "from fastapi import APIRouter, FastAPI\napp = FastAPI()\n"
                "router = APIRouter(prefix='/live')\n@router.websocket('/ws/{id}')\n"
                "async def a(w): ...\napp.include_router(router)\n"
            },
            {"routes": ("/ws/{resource}/{id}",)},
        ),
    ),
    prose={
        "WebSocket: /ws/{resource}/{id}": {"routes": ("/ws/{resource}/{id}",)},
        "Serve chats at /ws/chats/{id}": {"routes": ("/ws/chats/{id}",)},
        "WebSockets live under `/ws`": {"routes": ("/ws",)},
    },
    not_prose=("Use WebSockets for chats", "Never expose /ws to the internet"),
    keywords=("ws", "web"),
    status=Status.ENFORCED,
    combine=union,
    params={
        "routes": Param(ParamKind.WORDS, "paths of routes"),
    },
)
