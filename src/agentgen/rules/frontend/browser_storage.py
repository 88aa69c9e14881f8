"""Tokens are kept out of the storage that every script of a page can read."""

import re
from collections.abc import Collection, Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.script_model import ScriptUse
from agentgen.ir.phrases import forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, words
from agentgen.rules.base import Example, Found, Rule
from agentgen.rules.lookup import product_scripts

_STORES = r"(?:local|session)\s?storage|web storage|browser(?:'s)? storage"
_GUARDED = (
    r"(?:access |auth\w* |session |refresh |api )?tokens?|jwts?|credentials?|secrets?|passwords?"
)

_KEEPS = re.compile(r"(?:^|\.)(?:localStorage|sessionStorage)\.setItem$")
_ALIAS = re.compile(
    r"\b(?:const|let|var)\s+(\w+)\s*=\s*(?:window\.|globalThis\.)?(?:local|session)Storage\b"
)
_STORE = re.compile(r"(?:^|\.)(?:localStorage|sessionStorage)(?:\.|\[)")
_ELSEWHERE = re.compile(r"\b(?:partialize|storage|getStorage)\b")
_TELLING = re.compile(r"token|jwt|secret|password|credential|api_?key|bearer", re.IGNORECASE)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at what scripts write to `localStorage` and `sessionStorage`."""
    found, examined = list[Found](), 0
    for path, file in product_scripts(codebase):
        examined += 1
        aliases = set(_ALIAS.findall(codebase.texts[path]))
        found += [
            Found(path, use.line, f"`{use.name}` keeps a secret where any script can read it")
            for use in file.uses
            if _keeps_secret(use, aliases)
        ]
        found += [
            Found(path, c.line, f"`{c.target}` keeps a secret where any script can read it")
            for c in file.changes
            if _STORE.search(c.target) and _TELLING.search(c.target)
        ]
    return found, examined


def _keeps_secret(use: ScriptUse, aliases: Collection[str]) -> bool:
    owner, _, verb = use.name.rpartition(".")
    if verb == "persist" and use.arguments:  # zustand keeps in localStorage unless told otherwise
        told = " ".join(use.arguments)
        return bool(_TELLING.search(use.arguments[0])) and not _ELSEWHERE.search(told)
    keeps = _KEEPS.search(use.name) or (verb == "setItem" and owner in aliases)
    return bool(keeps) and any(map(_TELLING.search, use.arguments[:2]))


RULE = Rule(
    id="browser-storage",
    title="Tokens are not kept in the browser's storage",
    help="keep it in memory, or in a cookie that is HttpOnly",
    what="scripts",
    phrases=forbidden(
        rf"\b(?:{_GUARDED})\b[^.;]{{0,40}}\b(?:{_STORES})\b"
        rf"|\b(?:{_STORES})\b[^.;]{{0,30}}\b(?:{_GUARDED})\b"
    ),
    inspect=inspect,
    valid=(
        Example({"a.ts": "localStorage.setItem('theme', theme);\nstore.setItem('token', t);\n"}),
        Example({"a.ts": "const token = sessionStorage.getItem('token');\nlocalStorage.a = b;\n"}),
        Example(
            {
                "a.ts": "create(persist((set) => ({ token: '', theme: '' }), "
                "{ name: 'a', partialize: (s) => ({ theme: s.theme }) }));\n"
            }
        ),
        Example({"a.test.ts": "localStorage.setItem('token', 't');\n", "b.ts": "f();\n"}),
    ),
    invalid=(
        Example({"a.ts": "localStorage.setItem('token', t);\n"}),
        Example({"a.ts": "window.sessionStorage.setItem(KEY, data.access_token);\n"}),
        Example({"a.ts": "create(persist((set) => ({ token: '' }), { name: 'session' }));\n"}),
        Example({"a.ts": "localStorage.authToken = t;\n"}),
        Example({"a.ts": "const s = window.localStorage;\ns.setItem('token', t);\n"}),
    ),
    prose={
        "Never store tokens in localStorage": {},
        "Do not keep JWTs in local storage": {},
        "No credentials in sessionStorage": {},
        "Don't use localStorage for access tokens": {},
    },
    not_prose=(
        "Store the theme in localStorage",
        "Never clear localStorage in tests",
        "Tokens are signed",
    ),
    keywords=words("storage token jwt credential"),
    status=Status.HEURISTIC,
)
