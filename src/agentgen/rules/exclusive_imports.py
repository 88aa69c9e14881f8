"""What one part of the system alone may import, no other part imports."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.layers import Layer, belongs, layer_of
from agentgen.ir.code_names import scope
from agentgen.ir.import_prose import imported, listed_modules
from agentgen.ir.policy import Statement
from agentgen.ir.prose import is_example, plain
from agentgen.rules.base import Example, Found, Params, Rule, united
from agentgen.rules.module_match import MODULES, SCOPE, files_in, imports_in, matched

_ALONE = re.compile(
    r"\bonly (?:(?:the|this) )?(?:\w+ )?(?:layer|package|module|part|place|code|files?)"
    r"(?: that is| that are)?"
    r" (?:allowed|permitted|that may|that can|may|can)\b[^.;]{0,20}\bimports?\b"
    r"|^only (?:the )?[\w ]{3,30} (?:may|can|are allowed to|is allowed to|should) import\b"
)
_IMPORTED = re.compile(
    r"^(?P<what>[^.;:]{2,80}?) (?:is|are|may be|must be|can be|should be) (?:only )?imported"
    r" (?:only )?(?:in|from|by)\b"
)
_ABOUT_TABLES = frozenset({"sqlalchemy", "sqlmodel"})


def phrases(statement: Statement) -> Params | None:
    """«Only repositories may import sqlalchemy», «httpx is imported only in providers»."""
    text = plain(statement)
    if is_example(statement):
        return None
    passive = _IMPORTED.match(text)
    if _ALONE.search(text):
        modules = imported(statement)
    elif passive and "only" in text:
        modules = listed_modules(passive["what"])
    else:
        return None
    held = scope(statement)
    return {"modules": modules, **held} if modules and held else None


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at the imports of files of the other layers.

    Files that belong to no layer (settings, start-up) are left out, and so are models where the
    module is what tables are declared with.
    """
    owners = tuple(params["scope"])
    modules = tuple(params["modules"])
    files = [
        path
        for path in files_in(codebase, {})
        if path in codebase.python and layer_of(path) and not belongs(path, owners)
    ]
    found = [
        Found(path, fact.line, f"imports `{fact.module}`, which only {' and '.join(owners)} may")
        for path in files
        for fact in imports_in(codebase, path)
        if (module := matched(fact, modules))
        and not (layer_of(path) is Layer.MODELS and module.split(".")[0] in _ABOUT_TABLES)
    ]
    return found, len(files)


RULE = Rule(
    id="exclusive-imports",
    title="A library is imported by the one part that may",
    help="call the part that may import it",
    what="files of other layers",
    phrases=phrases,
    inspect=inspect,
    keywords=("import",),
    valid=(
        Example(
            {
                "app/repositories/users.py": "import sqlalchemy\n",
                "app/models/user.py": "from sqlalchemy.orm import Mapped\n",
                "app/services/users.py": "import json\n",
                "app/db.py": "import sqlalchemy\n",
            },
            {"modules": ("sqlalchemy",), "scope": ("repositories",)},
        ),
        Example(
            {"app/providers/mail.py": "import httpx\n", "app/services/mail.py": "import re\n"},
            {"modules": ("httpx",), "scope": ("providers",)},
        ),
    ),
    invalid=(
        Example(
            {"app/services/users.py": "from sqlalchemy import select\n"},
            {"modules": ("sqlalchemy",), "scope": ("repositories",)},
        ),
        Example(
            {"app/routers/mail.py": "import httpx as h\n", "app/models/m.py": "import httpx\n"},
            {"modules": ("httpx",), "scope": ("providers",)},
            findings=2,
        ),
    ),
    prose={
        "Only repositories may import sqlalchemy": {
            "modules": ("sqlalchemy",),
            "scope": ("repositories",),
        },
        "httpx is imported only in providers": {"modules": ("httpx",), "scope": ("providers",)},
    },
    not_prose=(
        "Only the lead may import data",
        "ONLY layer allowed to import redis",
        "Import httpx in providers",
    ),
    combine=united,
    params={"modules": MODULES, "scope": SCOPE},
)
