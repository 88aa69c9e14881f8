"""Answers are compressed, by the application or by the proxy before it."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, named, union, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import absent, applications, calls

_MIDDLEWARE = re.compile(r"GZip|Brotli|Compress|Zstd", re.IGNORECASE)

_PROXY = re.compile(
    r"^[ \t]*(?:gzip|brotli)[ \t]+on;|^[ \t]*encode\b.{0,40}\b(?:gzip|zstd)|compress:?["
    r" \t]*true|middlewares\.\w+\.compress",
    re.MULTILINE,
)

_FILES = re.compile(
    r"(?:^|/)(?:[\w.-]*nginx[\w.-]*|Caddyfile|[\w.-]*traefik[\w.-]*)$|\.conf(?:\.template)?$|compose[\w.-]*\.ya?ml$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for the middleware, or for a proxy that is told to compress."""
    apps = applications(codebase)
    added = any(
        (use.name.endswith("add_middleware") and _MIDDLEWARE.search("".join(use.arguments[:1])))
        or (
            use.name.rsplit(".", 1)[-1] == "Middleware"
            and _MIDDLEWARE.search("".join(use.arguments[:1]))
        )
        or _MIDDLEWARE.search(use.keywords.get("middleware", ""))
        for _, use in calls(codebase)
    )
    proxied = any(_FILES.search(p) and _PROXY.search(text) for p, text in codebase.texts.items())
    missing = [] if added or proxied else apps
    return absent(missing, "the application compresses no answers"), len(apps)


_APP = "from fastapi import FastAPI\napp = FastAPI()\n"

RULE = Rule(
    id="compression",
    title="Responses are compressed",
    help="add `GZipMiddleware`, or switch compression on in the proxy",
    what="applications",
    phrases=demanded(
        r"\b(?:request|response|http|payload)s?(?:/response)? compression\b"
        r"|\bcompress\b[^.;]{0,15}\b(?:responses?|payloads?)\b|(?<!kb )\b(?:gzip|brotli)\b",
        named("algorithms", r"gzip|brotli|deflate|zstd"),
    ),
    inspect=inspect,
    valid=(
        Example({"main.py": _APP + "app.add_middleware(GZipMiddleware, minimum_size=500)\n"}),
        Example({"main.py": _APP, "deploy/nginx.conf": "server {\n  gzip on;\n}\n"}),
        Example(
            {
                "main.py": (
                    "from fastapi import FastAPI\napp ="
                    " FastAPI(middleware=[Middleware(BrotliMiddleware)])\n"
                )
            }
        ),
    ),
    invalid=(
        Example({"main.py": _APP}),
        Example({"main.py": _APP + "# gzip later\nimport gzip\n", "nginx.conf": "# gzip on;\n"}),
    ),
    prose={
        "Request/response compression (gzip)": {"algorithms": ("gzip",)},
        "Compress large responses": {},
        "Enable brotli": {"algorithms": ("brotli",)},
    },
    not_prose=("Compress images by hand", "No gzip for streams"),
    keywords=words("compress gzip brotli"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "algorithms": Param(ParamKind.WORDS, "algorithms"),
    },
)
