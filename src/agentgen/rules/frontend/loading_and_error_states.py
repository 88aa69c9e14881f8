"""Components that read from the server show that they load, and that something failed."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import ScriptFile
from agentgen.codebase.script_model import ScriptUse
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands, plain
from agentgen.ir.readers import names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_VIEW_STATES = r"(?:error|loading|empty|success|pending|skeleton|failure)"


_WHILE = (
    r"\b(?:show|display|render)s?\b[^.;]{0,12}\b(?:skeletons?|spinners?|loaders?|placeholders?)\b"
    r"[^.;]{0,20}\b(?:while|during|until)\b[^.;]{0,25}\b(?:load\w*|fetch\w*|pending)\b"
)


def phrases(statement: Statement) -> Params | None:
    """«Implement proper loading and error states»."""
    if demands(statement, _WHILE):
        return {"states": ("loading",)}
    more = rf"(?:(?:,| and|, and|/| or| &) ?{_VIEW_STATES}){{0,3}}"
    thing = rf"\b{_VIEW_STATES}{more} (?:ui )?states?\b(?! the\b)"
    if not demands(statement, thing) or re.search(r"\bloading state of\b", plain(statement)):
        return None
    found = re.search(thing, plain(statement))
    states = names(re.findall(_VIEW_STATES, found[0])) if found else ()
    return {"states": states} if len(states) > 1 or "loading" in states else None


_QUERY = re.compile(
    r"^use(?:Infinite)?(?:Query|SWR|LazyQuery)$|^use(?:Get|List|Fetch)[A-Z]\w*Query$"
)
_LOADING = (
    "isLoading",
    "isPending",
    "isFetching",
    "isInitialLoading",
    "isValidating",
    "status",
    "fetchStatus",
    "loading",
    "isSuccess",
)
_ERROR = ("error", "isError", "status", "isSuccess")
_NAMES = re.compile(r"[A-Za-z_$][\w$]*")


def inspect(codebase: Codebase, params: Params) -> tuple[Iterable[Found], int]:
    """Look at queries within components; hooks that wrap a query hand its states on."""
    states = params.get("states", ()) or ("loading", "error")
    found, examined = list[Found](), 0
    for path, file in lookup.product_scripts(codebase):
        components = [f for f in file.functions if f.is_component]
        for use in file.uses:
            if not _QUERY.match(use.name) or not any(
                c.line <= use.line <= c.end_line for c in components
            ):
                continue
            examined += 1
            if "loading" in states and not _asked(file, use, _LOADING):
                found.append(Found(path, use.line, f"nothing shows that `{use.name}` still loads"))
            elif "error" in states and not _asked(file, use, _ERROR):
                found.append(Found(path, use.line, f"nothing shows that `{use.name}` failed"))
    return found, examined


def _asked(file: ScriptFile, use: ScriptUse, states: tuple[str, ...]) -> bool:
    """True when a state is read, or the whole result goes somewhere else."""
    target = use.target
    if not target or target.startswith("{"):
        return not target or "..." in target or bool(set(_NAMES.findall(target)) & set(states))
    if any(f"{target}.{state}" in file.members for state in states):
        return True
    word = re.compile(rf"(?<![\w.]){re.escape(target)}(?![\w.])")
    given = [v for e in file.elements for v in e.attributes.values()]
    given += [a for u in file.uses for a in u.arguments if len(a) < 60]
    return any(word.search(value) for value in given)


_HEAD = "export function Page() {\n  "


RULE = Rule(
    id="loading-and-error-states",
    title="Views show that they load, and that something failed",
    help="ask the result for `isPending` and `error`, or hand it to a component that does",
    what="queries in components",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.tsx": _HEAD
                + "const { data, isPending, error } = useQuery(q);\n  return <p>{data}</p>;\n}\n"
            }
        ),
        Example(
            {
                "a.tsx": _HEAD
                + "const query = useQuery(q);\n  return <QueryView query={query} />;\n}\n"
            }
        ),
        Example(
            {
                "a.tsx": _HEAD
                + "const r = useSWR(k, f);\n  if (r.isLoading || r.error) return <p />;\n"
                "  return <b />;\n}\n"
            }
        ),
        Example(
            {
                "a.tsx": _HEAD
                + "const { data, ...rest } = useQuery(q);\n  return <p {...rest} />;\n}\n",
                "use.ts": "export const useUsers = () => { const { data } = useQuery(q); };\n",
            }
        ),
    ),
    invalid=(
        Example({"a.tsx": _HEAD + "const { data } = useQuery(q);\n  return <p>{data}</p>;\n}\n"}),
        Example(
            {
                "a.tsx": _HEAD
                + "const { data, isLoading } = useQuery(q);\n  return <p>{data}</p>;\n}\n"
            },
            {"states": ("loading", "error")},
        ),
        Example(
            {"a.tsx": _HEAD + "const users = useSWR(k, f);\n  return <p>{users.data}</p>;\n}\n"}
        ),
        Example(
            {
                "a.tsx": _HEAD
                + "const { data: rows, error } = useQuery<Row[]>(q);\n  return <p>{rows}</p>;\n}\n"
            }
        ),
    ),
    prose={
        "Implement proper loading and error states": {"states": ("loading", "error")},
        "Show skeletons while data is loading": {"states": ("loading",)},
        "Error and loading states are handled": {"states": ("error", "loading")},
        "Every list has empty, loading and error states": {"states": ("empty", "loading", "error")},
    },
    not_prose=("Never show a loading state", "The error states the cause"),
    keywords=words(
        "skeleton spinner loader placeholder error loading empty success pending skeleton failure"
    ),
    status=Status.HEURISTIC,
    combine=union,
    params={"states": Param(ParamKind.WORDS, "loading, error, empty")},
)
