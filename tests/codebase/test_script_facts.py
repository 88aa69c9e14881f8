from agentgen.codebase import build_codebase


def facts(text, path="src/a.tsx"):
    return build_codebase({path: text}).scripts[path]


def test_functions_take_the_name_they_are_bound_to():
    file = facts(
        "export function A() { return <p/>; }\n"
        "const b = async (x: number): Promise<void> => {\n  await f();\n};\n"
        "export const C = memo(forwardRef(() => <p/>));\n"
        "class K { m() { return 1; } n = () => 2; }\n"
        "const o = { p: () => 3 };\n"
        "rows.map((r) => r.id);\n"
    )
    named = {f.name: f for f in file.functions}
    assert set(named) == {"A", "b", "C", "m", "n", "p", "(anonymous)"}
    assert named["A"].is_component
    assert named["C"].is_component
    assert not named["b"].is_component
    assert (named["b"].is_async, named["b"].returns, named["b"].length) == (True, True, 3)
    assert named["m"].is_method
    assert named["(anonymous)"].is_nested


def test_imports_calls_types_and_strings():
    file = facts(
        'import { a } from "./a";\n'
        "console.warn(1);\n"
        "let x: any; let y = 'any';\n"
        "const apiKey = 'k1'; const o = { token: \"k2\" }; this.secret = 'k3';\n"
    )
    assert [(i.module, i.line) for i in file.imports] == [("./a", 1)]
    assert [(c.name, c.line) for c in file.calls] == [("console.warn", 2)]
    assert file.anys == (3,)
    strings = {(s.name, s.value) for s in file.named_strings}
    assert strings == {("y", "any"), ("apiKey", "k1"), ("token", "k2"), ("secret", "k3")}


def test_classes_and_handlers():
    file = facts(
        "class A extends React.PureComponent<P> { componentDidCatch() {} }\n"
        "abstract class B {}\n"
        "try { f(); } catch {}\n"
        "try { f(); } catch (e) { /* why */ }\n"
        "try { f(); } catch (e) { log(e); }\n"
    )
    assert [(c.name, c.bases, c.members) for c in file.classes] == [
        ("A", ("React.PureComponent",), ("componentDidCatch",)),
        ("B", (), ()),
    ]
    assert [(h.swallows, h.explained) for h in file.handlers] == [
        (True, False),
        (True, True),
        (False, True),
    ]


def test_bundles_are_not_parsed():
    bundle = "x=1;" * 20_000
    codebase = build_codebase({"a.min.js": "f()", "static/b.js": bundle, "src/c.js": "f();\n"})
    assert set(codebase.scripts) == {"src/c.js"}
    assert [path for path, _ in codebase.skipped] == ["a.min.js", "static/b.js"]


def test_generics_are_read_in_ts_and_broken_files_are_reported():
    assert facts("const f = <T>(x: T): T => x;\n", "src/a.ts").functions[0].name == "f"
    codebase = build_codebase({"a.ts": "const = ;\n", "b.ts": "let x = 1;\n"})
    assert [str(place) for place, _ in codebase.unparsed] == ["a.ts:1"]
