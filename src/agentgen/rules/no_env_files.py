"""Files that hold the environment's secrets are not committed."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids, plain
from agentgen.rules.base import Example, Found, Params, Rule, united

_FILE = r"(?<![\w/])\.env(?:\.(?!example|sample|template|dist)[a-z*]+)*(?![\w.-])"
_COMMITTED = (
    rf"\b(?:commit\w*|check\w* in|push\w*|add\w*|track\w*|version\w*)\b[^.;]{{0,30}}{_FILE}"
    rf"|{_FILE}[^;]{{0,30}}\b(?:committed|checked in|tracked|pushed|in git|in the repo\w*)\b"
)
_IGNORED = re.compile(rf"\bgit-?ignored?\b[^;]{{0,30}}{_FILE}|{_FILE}[^;]{{0,30}}\bgit-?ignored?\b")
_SECRET_FILE = re.compile(r"(?:^|/)\.env(?:\.(?!example$|sample$|template$|dist$|test$)\w+)?$")


def phrases(statement: Statement) -> Params | None:
    """«Never commit `.env` files», «`.env` must not be checked in»."""
    text = plain(statement)
    if not forbids(statement, _COMMITTED) and not _IGNORED.search(text):
        return None
    return {"files": tuple(dict.fromkeys(re.findall(_FILE, text)))}


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at the names of all files that git tracks or does not ignore."""
    found = [
        Found(path, 1, "an environment file is not ignored by git")
        for path in codebase.texts
        if _SECRET_FILE.search(path)
    ]
    return found, len(codebase.texts)


RULE = Rule(
    id="no-env-files",
    title="Environment files are not committed",
    help="add it to .gitignore and commit a `.env.example` without values",
    what="files",
    phrases=phrases,
    inspect=inspect,
    keywords=("env",),
    valid=(
        Example({".env.example": "KEY=\n", "app/env.py": "x = 1\n"}, {"files": (".env",)}),
        Example({"web/.env.template": "KEY=\n", ".envrc": "use flake\n"}),
    ),
    invalid=(
        Example({".env": "KEY=1\n"}, {"files": (".env",)}),
        Example({"web/.env.production": "KEY=1\n"}),
    ),
    prose={
        "Never commit `.env` files or API keys": {"files": (".env",)},
        "`.env` must not be checked in": {"files": (".env",)},
        "Don't push .env.local": {"files": (".env.local",)},
    },
    not_prose=(
        "Commit `.env.example`",
        "Read settings from `.env`",
        "Never commit secrets",
        "Do not load .env in production",
    ),
    combine=united,
    params={"files": Param(ParamKind.WORDS, "names of the files, `.env`")},
)
