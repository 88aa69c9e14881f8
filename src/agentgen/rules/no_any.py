"""TypeScript keeps its types: no `any`."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.policy import Statement
from agentgen.ir.prose import forbids, mentions
from agentgen.rules.base import Example, Found, Params, Rule, hand_written

_THING = (
    r"(?:\bimplicit |\bexplicit |\b(?:the |of )?)\bany\b"
    r"(?:[- ]types?\b|\s*(?:$|[,.;:()]|in\b|unless\b|or\b|and\b|type\b|is\b|must\b|should\b))"
)


def phrases(statement: Statement) -> Params | None:
    """«Avoid `any` types». The bare word needs code marks, or TypeScript, to mean the type."""
    marked = "`any`" in statement.text or "any type" in statement.text.casefold()
    if not marked and not mentions(statement, r"typescript|\btsx?\b|implicit any|explicit any"):
        return None
    thing = r"\bany\b" if "`any`" in statement.text else _THING
    return {} if forbids(statement, thing) else None


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every hand-written TypeScript file."""
    found = []
    wanted = (".ts", ".tsx", ".mts", ".cts")
    paths = hand_written(codebase, (p for p in codebase.scripts if p.endswith(wanted)))
    for path in paths:
        found += [
            Found(path, n, "`any` switches type checks off") for n in codebase.scripts[path].anys
        ]
    return found, len(paths)


RULE = Rule(
    id="no-any",
    title="TypeScript code has no `any`",
    help="name the type, or take `unknown` and narrow it",
    what="TypeScript files",
    keywords=("any",),
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.ts": "const any = (x: unknown): string => `any ${x}`; // any\n"}),
        Example({"schema.d.ts": "type A = any;\n", "a.ts": "type B = string;\n"}),
    ),
    invalid=(
        Example({"a.ts": "function f(x: any): string { return x; }\n"}),
        Example({"a.tsx": "const x = y as any;\ntype A = Record<string, any>;\n"}, findings=2),
    ),
    prose={
        "Avoid `any` types": {},
        "Use TypeScript strict mode (no `any` unless justified)": {},
        "TypeScript: never use any": {},
        "No implicit any": {},
        "The `any` type is forbidden": {},
    },
    not_prose=(
        "Flag any overly clever code",
        "Do not skip any tests",
        "Using `any` is fine in tests",
        "TypeScript files may live in any folder",
    ),
    reads_fragments=True,
)
