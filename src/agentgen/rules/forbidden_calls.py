"""What the spec forbids to call is not called."""

import re
from collections.abc import Iterable
from dataclasses import replace

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile
from agentgen.codebase.use_model import CallUse
from agentgen.ir.code_names import scope
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement
from agentgen.ir.prose import MAX_CHARACTERS, forbids, is_example
from agentgen.rules.base import Example, Found, Params, Rule, united
from agentgen.rules.lookup import full_name
from agentgen.rules.module_match import SCOPE, files_in

_CALL = re.compile(r"(?<![\w.(])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\((?:\.\.\.|…)?\)")
_ENDS = ("()", "(...)", "(…)")
_AFTER = re.compile(
    r"`?(?:\s*(?:,|or|and|nor|/)\s*`?[\w.]+\((?:\.\.\.|…)?\)`?)*"
    r"\s*(?:directly|anywhere|ever|at all|by hand|yourself|calls?|manually)?\s*"
    r"(?:$|[.!,;:→)—–-]|\((?!\))|(?:because|since|instead)\b"
    r"|(?:in|inside|within|from) (?:an? |the |any |all )?(?:routers?|routes?|services?"
    r"|repositor(?:y|ies)|handlers?|endpoints?|controllers?|providers?|models?|tasks?)\b)"
)
_NO_BAN = re.compile(
    r"\b(?:without|unless|except|outside|loops?|twice|more than|only|forget|omit|skip)\b"
    r"|^\W*(?:async )?def\b|\breturn\b|[^=!<>]=[^=]",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"`(eval|exec|compile|breakpoint|input|globals|os\.(?:system|popen)|pickle\.loads?"
    r"|marshal\.loads?|yaml\.(?:load|unsafe_load)|time\.sleep|datetime\.utcnow|subprocess\.\w+"
    r"|requests\.(?:get|post|request))`(?!\()"
)
"""Functions that are named without brackets: no variable or module has that name."""
_HAVE_RULES = frozenset({"print", "console.log", "HTTPException"})


def phrases(statement: Statement) -> Params | None:
    """«Never call `session.commit()`», «services must not use `eval()`»."""
    text = statement.text[:MAX_CHARACTERS]
    if "`" in text:
        text = _BARE.sub(r"\1()", text)
    if not any(end in text for end in _ENDS) or not _CALL.search(text):
        return None
    statement = replace(statement, text=text)
    if is_example(statement):
        return None
    if _NO_BAN.search(_CALL.sub("", text)):
        return None
    calls = [
        match[1]
        for match in _CALL.finditer(text)
        if match[1] not in _HAVE_RULES
        and not _is_argument(text, match.start())
        and _AFTER.match(text, match.end())
        and forbids(statement, re.escape(f"{match[1]}(".casefold().replace("__", "")))
    ]
    return {"calls": tuple(dict.fromkeys(calls)), **scope(statement)} if calls else None


def _is_argument(text: str, start: int) -> bool:
    """True for a call inside the brackets of another."""
    return text.count("(", 0, start) > text.count(")", 0, start)


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at every call of the Python files that the setting holds for.

    `session.commit` is also found as `self.session.commit`; a bare name is found as it stands.
    """
    files = [p for p in files_in(codebase, params) if p in codebase.python]
    calls = tuple(params["calls"])
    found = [
        Found(path, use.line, f"calls `{use.name}()`, which is forbidden here")
        for path in files
        for use in codebase.python[path].uses
        if any(_is(name, c) for name in _names(codebase.python[path], use) for c in calls)
    ]
    found += [
        Found(path, fact.line, f"hands `{fact.name}` on, which is forbidden here")
        for path in files
        for fact in codebase.python[path].handed
        if fact.name in calls
    ]
    return found, len(files)


def _names(file: PythonFile, use: CallUse) -> tuple[str, str]:
    """A call as it is written, and as its imports say: `run` is `os.system`."""
    return use.name, full_name(file, use.name).removeprefix("builtins.")


def _is(name: str, call: str) -> bool:
    return name == call or ("." in call and name.endswith(f".{call}"))


_COMMIT = "def save(session):\n    session.commit()\n"
RULE = Rule(
    id="forbidden-calls",
    title="What the spec forbids to call is not called",
    help="take the way the spec gives instead",
    what="Python files",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {"app/a.py": "def save(session):\n    session.flush()\n    commit()\n"},
            {"calls": ("session.commit",)},
        ),
        Example(
            {"app/repositories/a.py": _COMMIT, "app/services/a.py": "x = 1\n"},
            {"calls": ("session.commit",), "scope": ("services",)},
        ),
        Example(
            {
                "app/a.py": "import ast\nast.literal_eval('1')\nmodel.eval()\n",
                "tests/test_a.py": "eval('1')\n",
            },
            {"calls": ("eval",)},
        ),
    ),
    invalid=(
        Example(
            {
                "app/a.py": "from os import system as run\nimport builtins\nrun('ls')\n"
                "builtins.eval('1')\n"
            },
            {"calls": ("os.system", "eval")},
            findings=2,
        ),
        Example({"app/services/a.py": _COMMIT}, {"calls": ("session.commit",)}),
        Example(
            {
                "app/services/a.py": "class A:\n    async def save(self):\n"
                "        await self.session.commit()\n"
            },
            {"calls": ("session.commit",), "scope": ("services",)},
        ),
        Example({"app/a.py": "x = [eval(one) for one in ('1', '2')]\n"}, {"calls": ("eval",)}),
    ),
    prose={
        "Never call `session.commit()`": {"calls": ("session.commit",)},
        "Do not use `eval()` or `exec()`": {"calls": ("eval", "exec")},
        "Routers and providers must NOT call repo.hold() directly": {
            "calls": ("repo.hold",),
            "scope": ("routers", "providers"),
        },
        "Don't call `datetime.utcnow()` - it is naive": {"calls": ("datetime.utcnow",)},
        "No `os.system()` calls": {"calls": ("os.system",)},
        "Never use `eval` or `exec`": {"calls": ("eval", "exec")},
        "Avoid `pickle.loads`": {"calls": ("pickle.loads",)},
    },
    not_prose=(
        "Call `session.flush()`",
        "Never call `open()` without a context manager",
        "Never forget to call `super().__init__()`",
        "Don't call `get()` in a loop",
        "Never write SQL: use `select()` for queries",
        "Never use print()",
        "Never open `Client()` inside a function",
        "Never write `logger.info(f'{name}')`",
        "Don't build one with `Account(user, set())`",
    ),
    combine=united,
    params={
        "calls": Param(ParamKind.WORDS, "what is not called, `session.commit`", required=True),
        "scope": SCOPE,
    },
)
