"""State and props are replaced, never changed in place."""

import re
from collections.abc import Iterable, Iterator

from agentgen.codebase import Codebase
from agentgen.codebase.model import ScriptFile
from agentgen.ir.phrases import demanded, either, forbidden
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = either(
    demanded(
        r"\bimmutab(?:le|ility|ly)\b(?=[^.;]*\b(?:state|updates?|data|reducers?)\b)"
        r"|\bstate\b[^.;]{0,30}\bimmutab\w+"
    ),
    forbidden(
        r"\bmutat(?:e|es|ing) (?:the |react |component |local |global "
        r"|props or )?(?:state|props)\b"
    ),
)

_STATE = re.compile(r"^\[\s*([A-Za-z_$][\w$]*)\s*[,\]]")
_SETTER = re.compile(r"^\[[^,\]]*,\s*(\w+)")
_ARROW = re.compile(r"^(?:\(\s*)?(\w+)\s*(?::[^)]*)?\)?\s*=>")
_HOOKS = re.compile(r"^(?:React\.)?use(?:State|Reducer|OptimisticState|Optimistic)$")
_CHANGES = re.compile(
    r"^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear)$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for assignments to, and changing calls on, what `useState` gave and `props`."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_scripts(codebase):
        states = [
            (m[1], u) for u in file.uses if _HOOKS.match(u.name) and (m := _STATE.match(u.target))
        ]
        names = {name for name, _ in states}
        names |= {"props"} if any(f.is_component for f in file.functions) else set()
        examined += bool(names)
        for change in file.changes:
            head = re.split(r"[.\[]", change.target, maxsplit=1)[0]
            if head in names and ".current" not in change.target:
                found.append(Found(path, change.line, f"`{change.target}` is changed in place"))
        drafts = [*_updaters(file), *_reducers(file, codebase.texts[path])]
        examined += bool(drafts) and not names
        found += [
            Found(path, line, f"`{what}` is changed in place")
            for first, last, name in drafts
            for what, line in _changes(file)
            if first <= line <= last and re.split(r"[.\[]", what, maxsplit=1)[0] == name
        ]
        for use in file.uses:
            owner, _, method = use.name.rpartition(".")
            if owner.split(".")[0] in names and _CHANGES.match(method) and "(" not in owner:
                found.append(Found(path, use.line, f"`{use.name}` changes state in place"))
    return found, examined


def _changes(file: ScriptFile) -> Iterator[tuple[str, int]]:
    """What is assigned to, or changed by a method, with its line."""
    yield from ((c.target, c.line) for c in file.changes)
    for use in file.uses:
        owner, _, method = use.name.rpartition(".")
        if owner and "(" not in owner and _CHANGES.match(method):
            yield use.name, use.line


def _updaters(file: ScriptFile) -> Iterator[tuple[int, int, str]]:
    """Lines and parameter of functions given to a setter: `setRows((old) => …)`."""
    setters = {
        m[1]: u for u in file.uses if _HOOKS.match(u.name) and (m := _SETTER.match(u.target))
    }
    for use in file.uses:
        arrow = _ARROW.match(use.arguments[0]) if use.name in setters and use.arguments else None
        if arrow is not None:
            yield use.line, use.end_line, arrow[1]


def _reducers(file: ScriptFile, text: str) -> Iterator[tuple[int, int, str]]:
    """Lines and first parameter of reducers; those of Redux Toolkit get a draft to change."""
    if any(i.module.startswith(("@reduxjs/toolkit", "immer", "use-immer")) for i in file.imports):
        return
    lines = text.split("\n")
    for function in file.functions:
        if re.search(r"[rR]educer?$", function.name):
            head = re.search(r"\(\s*(\w+)", " ".join(lines[function.line - 1 : function.line + 2]))
            if head is not None:
                yield function.line, function.end_line, head[1]


_STATEFUL = "const [items, setItems] = useState<Item[]>([]);\n"


RULE = Rule(
    id="immutable-state",
    title="State is replaced, never changed in place",
    help="set a copy with the change, for example `setItems([...items, item])`",
    what="scripts with state or props",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.tsx": _STATEFUL
                + "setItems([...items, item]);\nconst sorted = [...items].sort();\n"
                "items.slice().sort();\n"
            }
        ),
        Example(
            {"a.tsx": _STATEFUL + "const ref = useRef(0);\nref.current = 1;\nrows.push(items);\n"}
        ),
        Example(
            {
                "a.ts": "import { createSlice } from '@reduxjs/toolkit';\n"
                "const rowReducer = (state: S) => { state.n += 1; };\n",
                "b.tsx": _STATEFUL + "setItems((old) => [...old, 1]);\nold.push(1);\n",
            }
        ),
        Example(
            {"a.tsx": "const [user] = useState(u);\nform.user.name = 'x';\nuser.onChange(1);\n"}
        ),
    ),
    invalid=(
        Example({"a.tsx": _STATEFUL + "items.push(item);\nsetItems(items);\n"}),
        Example(
            {"a.tsx": "const [user, setUser] = React.useState(u);\nuser.address.city = 'x';\n"}
        ),
        Example({"a.tsx": _STATEFUL + "items[0] = item;\n"}),
        Example({"a.tsx": _STATEFUL + "setItems((old) => {\n  old.push(1);\n  return old;\n});\n"}),
        Example({"a.ts": "export function rowReducer(state: S, a: A) {\n  state.n += 1;\n}\n"}),
        Example({"a.tsx": _STATEFUL + "setItems(items.sort(by));\n"}),
        Example({"a.tsx": "function A(props) { props.count += 1; return <p />; }\n"}),
    ),
    prose={
        "Implement proper state updates (immutability)": {},
        "Treat state as immutable": {},
        "Never mutate state directly": {},
        "State is updated immutably": {},
    },
    not_prose=("Immutable except by review", "State the reason"),
    keywords=words("immutab state mutat"),
    status=Status.HEURISTIC,
)
