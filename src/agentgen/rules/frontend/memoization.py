"""Memoized components get props that stay the same, and memos list what they depend on."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Statement, Status
from agentgen.ir.prose import demands
from agentgen.ir.readers import names, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

_HOOK = re.compile(r"\b(use(?:Memo|Callback|DeferredValue|Transition)|React\.memo|memo)\b(?!\()")
_MEMO = r"\bmemoi[sz]\w*\b|\busememo\b|\busecallback\b|\breact\.memo\b"


@needing(_MEMO)
def phrases(statement: Statement) -> Params | None:
    """«Memoize expensive calculations with useMemo»."""
    if not demands(statement, _MEMO):
        return None
    hooks = names(_HOOK.findall(statement.text))
    return {"hooks": hooks} if hooks else {}


_WRAPS = re.compile(r"^(?:React\.)?memo$")
_HOOKS = re.compile(r"^(?:React\.)?use(?:Memo|Callback)$")
_NEW = re.compile(
    r"^\{\s*(?:(?:async\s*)?(?:\([^()]{0,100}\)|[\w$]{1,40})\s*=>|function\b|\{|\[|new )"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """A function or object made while rendering makes memoized components render again."""
    scripts = list(lookup.product_scripts(codebase))
    memoized = {u.target for _, f in scripts for u in f.uses if _WRAPS.match(u.name) and u.target}
    found, examined = list[Found](), 0
    for path, file in scripts:
        for use in file.uses:
            if _HOOKS.match(use.name):
                examined += 1
                if len(use.arguments) < 2:
                    found.append(
                        Found(path, use.line, f"`{use.name}` without a list is made anew each time")
                    )
        for element in file.elements:
            if element.name not in memoized:
                continue
            examined += 1
            found += [
                Found(
                    path, element.line, f"`{name}` is new each time, <{element.name}> renders again"
                )
                for name, value in element.attributes.items()
                if _NEW.match(value)
            ]
    return found, examined


_ROW = "const Row = memo(function Row({ onPick }) { return <b onClick={onPick} />; });\n"


RULE = Rule(
    id="memoization",
    title="Costly values and callbacks are memoized",
    help="wrap the function in `useCallback` and the value in `useMemo`, with their dependencies",
    what="memos, callbacks and uses of memoized components",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "a.tsx": _ROW + "const pick = useCallback(() => f(), []);\n"
                "const L = () => <Row onPick={pick} />;\n"
            }
        ),
        Example(
            {
                "a.tsx": "const v = useMemo(() => g(x), [x]);\n"
                "const A = () => <Plain onPick={() => f()} />;\n"
            }
        ),
    ),
    invalid=(
        Example({"a.tsx": _ROW + "const L = () => <Row onPick={() => f()} />;\n"}),
        Example(
            {
                "r.tsx": "export const Row = React.memo(RowView);\n",
                "a.tsx": "const L = () => <Row style={{ top: 1 }} id='x' />;\n",
            }
        ),
        Example({"a.tsx": "const total = useMemo(() => sum(rows));\n"}),
    ),
    prose={
        "Memoize expensive calculations with useMemo": {"hooks": ("useMemo",)},
        "Use useCallback for handlers passed to children": {"hooks": ("useCallback",)},
        "Apply memoization where renders are slow": {},
    },
    not_prose=("Avoid useMemo", "Write a memo to the team", "Don't memoize early"),
    keywords=words("memo usememo usecallback react"),
    status=Status.HEURISTIC,
    combine=union,
    params={"hooks": Param(ParamKind.WORDS, "hooks to use")},
)
