"""The compiler is strict: in tsconfig.json, and where Python is meant, in the type checker."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.documents import documents, inside, line_of
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import Params, flag, together, union
from agentgen.rules.base import Example, Found, Rule

_OFF = ("strict", "noImplicitAny", "strictNullChecks", "strictFunctionTypes")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look at every tsconfig.json that says how code is compiled."""
    found, examined = [], 0
    configs = dict(documents(codebase.texts, "tsconfig*.json"))
    for path, document in configs.items():
        options = inside(document, "compilerOptions") or {}
        if not options and ("references" in document or "extends" in document):
            continue
        examined += 1
        loose = [key for key in _OFF if options.get(key) is False]
        text = codebase.texts[path]
        if loose:
            found.append(
                Found(path, line_of(text, f'"{loose[0]}"'), f"`{loose[0]}` is switched off")
            )
        elif "strict" not in options and not _inherits(document):
            found.append(
                Found(path, line_of(text, '"compilerOptions"'), "`strict` is not switched on")
            )
    scripts = [p for p in codebase.scripts if p.endswith((".ts", ".tsx"))]
    if scripts and not configs:
        found.append(
            Found(min(scripts), 1, "there is no tsconfig.json that makes the types strict")
        )
        examined += 1
    return found, examined


def _inherits(document: Params) -> bool:
    return "extends" in document


RULE = Rule(
    id="static-typing",
    title="Code is statically typed",
    help='write `"strict": true` into the compilerOptions',
    what="compiler configurations",
    phrases=demanded(
        r"\bstrict(?: mode)?(?: typescript| types?| typing)\b"
        r"|\btypescript (?:in )?strict(?: mode)?\b|\btype[- ]safe(?:ty)?\b"
        r"|\b(?:typescript )?types? (?:are|is|must be) (?:properly |fully "
        r"|strictly )?defined\b|\bproper typ(?:es|ing)\b|\bstrong(?:ly)? typ\w+\b"
        r"|\bstatic(?:ally)? typ\w+\b|\btypes? over\b|\bleverage typescript\b"
        r"|\b(?:full|complete|100 ?%) typ(?:e|ing) (?:coverage|safety|annotations?)\b"
        r"|\bfully typed\b|\btypes? (?:are |is |be )?(?:inferred|derived|generated) from"
        r" (?:the |your |zod |its |their )*schemas?\b|\binfer(?:s|red)? (?:the |\w+ )?types? from"
        r" (?:the |zod |your )*schemas?\b",
        together(
            flag("strict", r"\bstrict\b"), flag("from", r"\bfrom (?:[a-z]+ )?schemas?\b", "schemas")
        ),
    ),
    inspect=inspect,
    valid=(
        Example(
            {"tsconfig.json": '{\n  // all of it\n  "compilerOptions": { "strict": true, },\n}\n'}
        ),
        Example(
            {
                "web/tsconfig.json": (
                    '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}'
                ),
                "web/tsconfig.app.json": '{"compilerOptions": {"strict": true}}',
            }
        ),
    ),
    invalid=(
        Example({"tsconfig.json": '{"compilerOptions": {"target": "ES2022"}}'}),
        Example({"tsconfig.json": '{"compilerOptions": {"strict": true, "noImplicitAny": false}}'}),
        Example({"src/a.ts": "export const a = 1;\n"}),
    ),
    prose={
        "TypeScript strict mode": {"strict": True},
        "Types are inferred from the schemas": {"from": "schemas"},
        "Infer form types from zod schemas": {"from": "schemas"},
        "Aim for full type coverage": {},
        "TypeScript types are properly defined": {},
        "Keep the code type-safe": {},
        "Strict typing everywhere": {"strict": True},
    },
    not_prose=(
        "Strict deadlines hold",
        "No strict types in scripts",
        "Aim for full test coverage",
        "Tables are derived from schemas",
    ),
    keywords=(
        "strict",
        "typescript",
        "type",
        "proper",
        "strong",
        "static",
        "leverage",
        "full",
        "infer",
    ),
    status=Status.ENFORCED,
    combine=union,
    params={
        "strict": Param(ParamKind.FLAG, "the spec says strict; the rule means that in any case"),
        "from": Param(ParamKind.TEXT, "what types are inferred from", choices=("schemas",)),
    },
)
