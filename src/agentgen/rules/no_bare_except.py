"""Errors are caught by type, and not swallowed."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement
from agentgen.ir.prose import demands, forbids
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_THING = (
    r"\bbare[- ]excepts?\b|\bexcept:"
    r"|\b(?:swallow|suppress|ignor|hid)\w*\b[^.;]*"
    r"\b(?<!type )(?<!type-)(?:errors?|exceptions?|failures?)\b"
    r"|\b(?:errors?|exceptions?|failures?)\b[^.;]*\b(?:swallowed|ignored|silenced)\b"
    r"|\b(?:silent|empty)(?:ly)? (?:catch|except|fail|error|exception)\w*"
    r"|\bfail\w* silently\b|\bcatch[- ]all\b|\bcatch(?:es|ing)? (?:a |the )?(?:bare |broad "
    r"|generic |base )*exception\b|\bexcept exception: pass\b"
)
_HANDLE = (
    r"\bhandle (?:all|every) (?:errors?|error paths?|exceptions?)\b|\bcatch specific exceptions?\b"
)
_BROAD = frozenset({"Exception", "BaseException"})


@needing(_THING, _HANDLE)
def phrases(statement: Statement) -> Params | None:
    """«No bare except», «never swallow exceptions», «handle all error paths explicitly»."""
    return {} if forbids(statement, _THING) or demands(statement, _HANDLE) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every `except` and `catch`."""
    examined, found = 0, []
    for path in hand_written(codebase, codebase.python):
        examined += 1
        for handler in codebase.python[path].handlers:
            if not handler.types:
                found.append(Found(path, handler.line, "bare `except:` catches everything"))
            elif handler.swallows and _BROAD.intersection(handler.types):
                caught = ", ".join(handler.types)
                found.append(Found(path, handler.line, f"`except {caught}` swallows the error"))
    for path in hand_written(codebase, codebase.scripts):
        examined += 1
        for handler in codebase.scripts[path].handlers:
            if handler.swallows and not handler.explained:
                found.append(Found(path, handler.line, "empty `catch` swallows the error"))
    return found, examined


_TRY = "try:\n    f()\n"
RULE = Rule(
    id="no-bare-except",
    title="Errors are caught by type and not swallowed",
    help="catch the exceptions you expect, and log or re-raise them",
    what="source files",
    keywords=("except", "catch", "error", "swallow", "silent", "bare", "ignor", "handler"),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _TRY + "except KeyError:\n    pass\n"}),
        Example({"a.py": _TRY + "except Exception:\n    log()\n    raise\n"}),
        Example({"a.ts": "try { f(); } catch (e) { report(e); }\n"}),
    ),
    invalid=(
        Example({"a.py": _TRY + "except:\n    log()\n"}),
        Example({"a.py": _TRY + "except (ValueError, Exception):\n    pass\n"}),
        Example({"a.ts": "try { f(); } catch (e) {}\n"}),
    ),
    prose={
        "No bare except clauses": {},
        "Don't catch `Exception`": {},
        "Never swallow exceptions": {},
        "Errors must not be silently ignored": {},
        "Handle all error paths explicitly": {},
        "Avoid empty catch blocks": {},
        "Catch specific exceptions": {},
    },
    not_prose=(
        "Handle edge cases gracefully",
        "Errors reach the client as JSON",
        "Do not use casts to suppress return-type errors",
        "Ignored errors are fine in cleanup code",
    ),
    reads_fragments=True,
)
