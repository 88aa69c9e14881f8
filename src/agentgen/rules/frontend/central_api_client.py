"""One module talks to the network; components and hooks go through it."""

import re
from collections.abc import Iterable, Mapping

from agentgen.codebase import Codebase
from agentgen.codebase.model import ScriptFile
from agentgen.codebase.script_model import ScriptUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_CLIENT = r"\b(?:api|http) clients?\b"

phrases = either(
    demanded(
        r"\b(?:centrali[sz]ed|central|single|shared|one|typed|common)\b[^.;]{0,15}"
        rf"{_CLIENT}|{_CLIENT}[^.;]{{0,15}}\bcentrali[sz]ed\b"
        r"|\b(?:all|every) (?:http |api |network |backend )*(?:requests?|calls?) (?:must )?(?:go"
        r"|goes) (?:only )?(?:through|via)\b"
        rf"|\buse (?:the |our )?(?:\w+ )?{_CLIENT}[^.;]{{0,40}}\bfor (?:all|every)\b"
        rf"|\b(?:through|via) (?:the|our) (?:\w+ )?{_CLIENT}"
    ),
    forbidden(
        r"\b(?:fetch|axios)\b(?:\(\))?(?: calls?)? (?:directly |logic )?(?:\w+ )?(?:in|inside"
        r"|from|within) "
        r"(?:\w+ ){0,2}(?:components?|pages?)|\b(?:fetch|axios) directly (?:in|from|inside)\b"
        r"|\bcomponents? (?:must|should|do|can|may)(?:n't| ?not) (?:directly )?(?:call|fetch|use)"
        r" (?:the |from )?(?:apis?|fetch|axios|backend)\b"
        r"|\b(?:fetch(?:ing)?|axios|api calls?)(?: data)? (?:in|inside|from|within) (?:an? )?"
        r"(?:useeffect|effects)\b",
        named("without", r"fetch|axios|xmlhttprequest|ky"),
    ),
)

_CALLS = re.compile(
    r"^(?:(?:window|globalThis|self)\.)?fetch$|^axios(?:\.(?:get|post|put|patch|delete|request"
    r"|create))?$"
    r"|^new XMLHttpRequest$|^ky(?:\.\w+)?$|^\$\.(?:ajax|get|post)$"
)
_NAMED = re.compile(
    r"(?:client|http|api|fetch\w*|axios|request|transport|network)(?:\.(?:[a-z]+))?$", re.IGNORECASE
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Of the modules that send requests, one is the client; calls in all others are found."""
    calls: dict[str, list[ScriptUse]] = {}
    for path, use in lookup.script_calls(codebase):
        local = any(arg.startswith(("new URL(", '"data:', '"blob:')) for arg in use.arguments[:1])
        own = use.name == "fetch" and _is_given(codebase.scripts[path])
        if (
            _CALLS.match(use.name)
            and not local
            and not own
            and not path.endswith(("sw.ts", "sw.js"))
        ):
            calls.setdefault(path, []).append(use)
    client = _client(calls)
    found = [
        Found(path, use.line, f"`{use.name}` goes around {client or 'any API client'}")
        for path, uses in calls.items()
        if path != client
        for use in uses
    ]
    return found, len(calls)


def _is_given(file: ScriptFile) -> bool:
    """True where a component takes something of that name as a property."""
    return any(re.search(r"\bfetch\b", p.name) for f in file.functions for p in f.parameters)


def _client(calls: Mapping[str, list[ScriptUse]]) -> str:
    """The module that is named like a client and sends the most; a component never is one."""
    stems = {path: path.rsplit("/", 1)[-1].rsplit(".", 1)[0] for path in calls}
    known = [
        p for p in calls if not p.endswith("x") and (_NAMED.search(stems[p]) or len(calls) == 1)
    ]
    named = [p for p in known if re.search("client|http|axios", stems[p], re.IGNORECASE)] or known
    return min(named, key=lambda p: (p.count("/"), p), default="")


_CLIENT_FILE = "export const request = (u: string) => fetch(u);\n"


RULE = Rule(
    id="central-api-client",
    title="The frontend calls the API through one client",
    help="call the function of the API client",
    what="scripts that talk to the network",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "src/api/client.ts": _CLIENT_FILE,
                "src/Page.tsx": "import { request } from './api/client';\nrequest('/x');\n",
            }
        ),
        Example(
            {
                "src/lib/http.ts": "export const api = axios.create({});\n",
                "src/a.test.ts": "fetch('/x');\n",
            }
        ),
        Example(
            {
                "src/api.ts": "export const get = () => window.fetch('/x');\n",
                "src/b.ts": "query.refetch();\ncache.fetch('x');\n",
            }
        ),
    ),
    invalid=(
        Example(
            {
                "src/api/client.ts": _CLIENT_FILE,
                "src/Page.tsx": "useEffect(() => { fetch('/x'); }, []);\n",
            }
        ),
        Example(
            {
                "src/api/client.ts": _CLIENT_FILE,
                "src/hooks/useUsers.ts": "import axios from 'axios';\naxios.get('/users');\n",
            }
        ),
        Example({"src/Page.tsx": "const load = async () => (await fetch('/x')).json();\n"}),
        Example(
            {
                "src/http.ts": _CLIENT_FILE,
                "src/a.ts": "const x = new XMLHttpRequest();\n",
                "src/b.ts": "globalThis.fetch('/y');\n",
            },
            findings=2,
        ),
    ),
    prose={
        "Create a centralized API client on the frontend": {},
        "All pages use a single typed API client": {},
        "All requests go through `src/http.ts`": {},
        "Never call fetch directly in components": {"without": ("fetch",)},
        "Do not use axios directly from pages": {"without": ("axios",)},
        "Never fetch data in useEffect": {"without": ("fetch",)},
    },
    not_prose=(
        "Fetch data in pages",
        "No shared API client",
        "The API has many clients",
        "Fetch directly in SQL",
    ),
    keywords=words("client fetch axios through api"),
    status=Status.HEURISTIC,
    combine=union,
    params={"without": Param(ParamKind.WORDS, "what components may not call")},
)
