"""Hooks list their dependencies; ESLint's exhaustive-deps compares the lists."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.frontend import eslint
from agentgen.rules.frontend.dependency_lists import left_out

phrases = demanded(
    r"\bdependency (?:arrays?|lists?)\b|\b(?:hooks?|effects?|useeffect)\b[^.;]{0,40}"
    r"\bdependenc(?:y|ies)\b|\bexhaustive-deps\b|\bdependenc(?:y|ies)\b[^.;]{0,25}"
    r"\b(?:hooks?|effects?|useeffect|usecallback|usememo)\b"
    r"|\b(?:list|include|declare)\b[^.;]{0,12}\b(?:all|every)\b[^.;]{0,60}\b(?:effects?"
    r"|hooks?) (?:use"
    r"|read|depend)s?\b"
)

_HOOKS = re.compile(
    r"^(?:React\.)?use(?:Effect|LayoutEffect|InsertionEffect|Callback|Memo|ImperativeHandle)$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Each hook has its list, with the parameters and the state that its function uses.

    What else belongs into it is the business of ESLint, if it is on.
    """
    found, examined = list[Found](), 0
    for path, use in lookup.script_calls(codebase):
        if _HOOKS.match(use.name):
            examined += 1
            wanted = 3 if use.name.endswith("ImperativeHandle") else 2
            if len(use.arguments) < wanted:
                found.append(Found(path, use.line, f"`{use.name}` has no list of dependencies"))
                continue
            names = left_out(codebase.scripts[path], codebase.texts[path], use, wanted - 1)
            if names:
                message = f"`{use.name}` uses `{names[0]}`, which its list leaves out"
                found.append(Found(path, use.line, message))
    if examined:
        found += eslint.weaknesses(
            codebase, "eslint-plugin-react-hooks", r"react-hooks/exhaustive-deps"
        )
    return found, examined


_PACKAGE = '{"devDependencies": {"eslint": "9", "eslint-plugin-react-hooks": "7"}}'
RULE = Rule(
    id="hook-dependencies",
    title="Hooks list their dependencies",
    help="list every value that the function uses, and keep `react-hooks/exhaustive-deps` on",
    what="effects, callbacks and memos",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.tsx": "useEffect(() => { f(x); }, [x]);\nconst v = useMemo(() => g(), []);\n"}),
        Example(
            {
                "a.tsx": "useEffect(f, deps);\n",
                "package.json": _PACKAGE,
                "eslint.config.js": "import h from 'eslint-plugin-react-hooks';\n"
                "export default [h.configs.recommended];\n",
            }
        ),
        Example(
            {
                "a.tsx": "export const Row = ({ row, rows = [] }: RowProps) => {\n"
                "  const [at, setAt] = useState(0);\n"
                "  useEffect(() => {\n    const of = (rows: Row[]) => ({ row: rows[0] });\n"
                "    setAt(of([]).row.at); // and row\n  }, []);\n"
                "  useEffect(() => report('row', at), [at]);\n  return <p>{row}</p>;\n};\n"
            }
        ),
        Example(
            {"a.ts": "useEffectOnce(() => f());\nuseCallback(async () => { await f(); }, [f]);\n"}
        ),
    ),
    invalid=(
        Example({"a.tsx": "useEffect(() => { load(id).then(setItem); });\n"}),
        Example({"a.tsx": "const total = React.useMemo(() => sum(rows));\n"}),
        Example(
            {
                "a.tsx": "export const useTitle = (title: string, site: string) => {\n"
                "  useEffect(() => {\n    document.title = `${title} ${site}`;\n"
                "  }, [title]);\n};\n"
            }
        ),
        Example(
            {
                "a.tsx": "export const Row = ({ row, save: keep }: RowProps) => {\n"
                "  const press = useCallback(() => keep(row), [row]);\n"
                "  return <button onClick={press} />;\n};\n"
            }
        ),
        Example(
            {
                "a.tsx": "useEffect(f, []);\n",
                ".eslintrc.json": '{"rules": {"react-hooks/exhaustive-deps": "off"}}',
                "package.json": _PACKAGE,
            }
        ),
        Example(
            {"a.tsx": "useEffect(f, []);\n", "package.json": '{"devDependencies": {"eslint": "9"}}'}
        ),
    ),
    prose={
        "Implement proper dependency arrays in useEffect": {},
        "Every hook declares all its dependencies": {},
        "Follow the exhaustive-deps rule": {},
    },
    not_prose=("Install the dependencies", "No dependency arrays in class components"),
    keywords=words("dependenc hook effect useeffect exhaustive"),
    status=Status.HEURISTIC,
)
