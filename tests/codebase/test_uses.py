"""Facts that rules about running code need: flow, guards of routes, uses in scripts."""

from agentgen.codebase import build_codebase


def python(text, path="app/api.py", **others):
    return build_codebase({path: text, **others})


def script(text, path="src/a.tsx"):
    return build_codebase({path: text}).scripts[path]


def test_handlers_tell_what_their_body_does():
    file = python(
        "try:\n    a()\nexcept (ValueError, os.error) as e:\n    log.error(e)\n"
        "except KeyError:\n    def later():\n        raise E\n    keep(later)\n"
        "except Exception as e:\n    raise Other from e\n"
    ).python["app/api.py"]
    one, two, three = file.handlers
    assert (one.types, one.name, one.raises, one.mentions) == (
        ("ValueError", "os.error"), "e", False, True,
    )  # fmt: skip
    assert (two.raises, two.mentions, two.end_line) == (False, False, 8)
    assert (three.raises, three.mentions) == (True, True)


def test_a_condition_that_raises_at_the_end_is_noted_but_no_chain_of_cases():
    file = python(
        "def f(x):\n"
        "    if x:\n        a()\n        b()\n    else:\n        raise E\n"
        "    if x:\n        return 1\n    else:\n        raise E\n"
        "    if x == 1:\n        a()\n        b()\n"
        "    elif x == 2:\n        a()\n        b()\n    else:\n        raise E\n"
    ).python["app/api.py"]
    assert file.late_raises == (2,)


def test_names_in_calls_that_tell_are_noted_unless_they_are_veiled():
    file = python("logger.info('%s', user.password, extra={'k': mask(token), 'n': len(secret)})\n")
    (use,) = (u for u in file.python["app/api.py"].uses if u.name == "logger.info")
    assert use.inner == {"user", "password"}
    assert use.keywords["extra"] == "{k: mask(), n: len()}"


def test_routes_know_what_they_depend_on():
    base = python(
        "from fastapi import APIRouter, Depends, FastAPI\n"
        "router = APIRouter(dependencies=[Depends(guard)])\n"
        "@router.get('/a')\n@limited\n"
        "def a(user: Annotated[U, Depends(me)], s: int = Depends(db)): ...\n"
        "app = FastAPI()\napp.include_router(router, dependencies=[Security(scopes)])\n"
        "@app.get('/b')\ndef b(): ...\n"
    )
    guards = {r.path: r.guards for r in base.routes}
    assert {"guard", "me", "db", "scopes", "limited"} <= guards["/a"]
    assert not guards["/b"]


def test_calls_and_elements_of_scripts():
    file = script(
        "const { data, isLoading } = await useQuery<X>({ a: 1 });\n"
        "api?.items.sort((a, b) =>\n  a - b);\n"
        "const B = () => <img src='x' {...p} onClick={() => new Foo(1)} />;\n"
    )
    query, sort, foo = file.uses
    assert (query.name, query.arguments, query.target) == (
        "useQuery", ("{ a: 1 }",), "{ data, isLoading }",
    )  # fmt: skip
    assert (sort.name, sort.line, sort.end_line) == ("api.items.sort", 2, 3)
    assert foo.name == "new Foo"
    (image,) = file.elements
    assert (image.name, image.spreads, set(image.attributes)) == ("img", True, {"src", "onClick"})


def test_changes_and_what_is_asked_of_results():
    file = script("a.b.c = 1; x[0]++; delete q.y; z = 2; if (r?.ok || r.body) {}\n", "src/a.ts")
    assert [c.target for c in file.changes] == ["a.b.c", "x[0]", "q.y"]
    assert file.members == {"r.ok"}


def test_a_catch_tells_whether_it_throws_and_uses_the_error():
    file = script("try { a(); } catch (err) { throw new E(err); }\ntry { a(); } catch { b(); }\n")
    one, two = file.handlers
    assert (one.raises, one.mentions, one.name) == (True, True, "err")
    assert (two.raises, two.mentions, two.swallows) == (False, False, False)


def test_dependencies_of_every_manifest():
    base = build_codebase(
        {
            "pyproject.toml": "[project]\ndependencies = ['HTTPX[http2]>=0.27']\n"
            "[project.optional-dependencies]\ndev = ['pytest==8']\n"
            "[dependency-groups]\nlint = ['ruff', {include-group = 'x'}]\n"
            "[tool.poetry.dependencies]\npython = '^3.12'\nstructlog = {version = '^25'}\n"
            "[tool.poetry.group.ci.dependencies]\nbandit = '*'\n",
            "requirements/dev.txt": "# tools\n-r base.txt\nargon2_cffi==25.1 ; x>'3'\n",
            "web/package.json": '{"dependencies": {"@Tanstack/react-query": "5"}}',
            "Pipfile": "[packages]\nredis = '*'\n",
            "broken/package.json": "{",
            "broken/pyproject.toml": "[",
        }
    )
    found = {d.name: (d.version, d.path, d.line) for d in base.dependencies}
    assert found == {
        "httpx": (">=0.27", "pyproject.toml", 2),
        "pytest": ("==8", "pyproject.toml", 4),
        "ruff": ("", "pyproject.toml", 6),
        "structlog": ("^25", "pyproject.toml", 9),
        "bandit": ("*", "pyproject.toml", 11),
        "argon2-cffi": ("==25.1", "requirements/dev.txt", 3),
        "@tanstack/react-query": ("5", "web/package.json", 1),
        "redis": ("*", "Pipfile", 2),
    }


def test_parameters_and_results_are_told_as_written():
    function = (
        python(
            "def f(a: int = 3, *, b: Annotated[list[str], Depends(x)] = None)"
            " -> list[User] | None: ..."
        )
        .python["app/api.py"]
        .functions[0]
    )
    assert [(p.annotation, p.default) for p in function.parameters] == [
        ("int", "3"),
        ("Annotated[list[str], Depends(x)]", "None"),
    ]
    assert function.returned == "list[User] | None"


def test_branches_and_nesting_are_counted_but_elif_nests_no_deeper():
    function = (
        python(
            "def f(a):\n    for i in a:\n        if i:\n            pass\n        elif b:\n"
            "            while 1:\n                g()\n    try:\n        pass\n    except A:\n"
            "        pass\n"
        )
        .python["app/api.py"]
        .functions[0]
    )
    assert (function.branches, function.depth) == (6, 3)


def test_loops_are_the_lines_that_are_repeated():
    file = python(
        "for a in load():\n    one()\nb = [two(x) for x in load()]\nc = [three(x) for x in b]\n"
        "async def f():\n    return [await four(x) for x in load()]\n"
    ).python["app/api.py"]
    assert sorted(file.loops) == [(2, 2), (4, 4), (6, 6)]


def test_names_of_modules_tell_literals_and_types_apart():
    names = (
        python(
            "LIMIT = 10 * 2\nlogger = make()\nUserId = Annotated[int, Field(ge=1)]\n"
            "A: TypeAlias = int\n"
            "debug = True\ndef f():\n    inner = 3\n"
        )
        .python["app/api.py"]
        .names
    )
    assert {n.name: n.kind for n in names} == {
        "LIMIT": "literal", "logger": "", "UserId": "alias", "A": "alias", "debug": "", "inner": "",
    }  # fmt: skip


def test_components_tell_whether_their_props_are_typed():
    file = script(
        "export default function A(props) { const [x] = useState<int>(); return <a/>; }\n"
        "const B: React.FC<P> = (props) => <b/>;\nconst C = ({ a }: P) => <b/>;\n"
        "const D = forwardRef<X, Y>((props, ref) => <b/>);\nconst E = memo(({ a }) => <b/>);\n"
        "var old = 1;\nenum Kind { A }\n"
    )
    typed = {f.name: all(p.annotated for p in f.parameters) for f in file.functions}
    assert typed == {"A": False, "B": True, "C": True, "D": True, "E": False}
    assert [(d.kind, d.name, d.line) for d in file.declarations] == [
        ("default", "", 1), ("enum", "Kind", 7), ("var", "", 6),
    ]  # fmt: skip


def test_calls_within_built_strings_are_seen_once():
    file = python("out.write(dumps(x) + f'{a(b())}' + '\\n')\n").python["app/api.py"]
    assert [u.name for u in file.uses] == ["out.write", "dumps", "a", "b"]
