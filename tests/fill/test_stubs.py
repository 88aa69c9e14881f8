import json

import pytest
import typer
from fill_world import FILES
from typer.testing import CliRunner

from agentgen.cli.fill import register
from agentgen.commands.fill_inputs import choose
from agentgen.errors import AgentgenError
from agentgen.fill.order import prerequisites
from agentgen.fill.stubs import find_stubs

MARKED = 'def f():\n    """Do."""\n    # agentgen:stub operation="DoIt"\n'


def test_stubs_are_found_with_hole_and_test_storage_first():
    todo = find_stubs(FILES)

    assert todo.diagnostics == ()
    cheap, total = todo.stubs
    assert (cheap.label, cheap.qualname) == ("ListPrices:cheap", "PriceService._where_cheap")
    assert cheap.test is None
    lines = FILES[total.path].split("\n")[total.first - 1 : total.last]
    assert [line.strip()[:16] for line in lines] == ["# agentgen:stub ", "raise NotImpleme"]
    assert total.line == total.first
    assert total.test.node == "tests/test_prices.py::test_get_total_answers"
    marked = FILES[total.test.path].split("\n")[total.test.first - 1 : total.test.last]
    assert marked == ['@pytest.mark.xfail(strict=True, reason="GetTotal: to be written")']
    assert total.test.source.startswith("@pytest.mark.xfail")
    assert total.test.source.endswith("== 60")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MARKED + "    return 1\n", "no function that is still a stub"),
        ('# agentgen:stub operation="A"\n', "no function that is still a stub"),
        (MARKED.replace(' operation="DoIt"', "") + "    raise NotImplementedError\n",
         "names no operation"),
        ('def f(): raise NotImplementedError  # agentgen:stub operation="A"\n', "line of its own"),
        (MARKED + "    raise (", "cannot be parsed"),
    ],
)  # fmt: skip
def test_markers_that_mark_no_stub_are_told(text, message):
    todo = find_stubs({"a.py": text})
    assert todo.stubs == ()
    assert message in todo.diagnostics[0].message


def test_a_marker_in_a_string_is_no_marker():
    text = "X = '# agentgen:stub operation=\"A\"'\n"
    assert find_stubs({"a.py": text}) == find_stubs({})


def test_tests_are_found_by_name_in_classes_and_for_parameters():
    text = (
        "import pytest\n\n\nclass TestIt:\n    @pytest.mark.xfail\n    @pytest.mark.slow\n"
        "    def test_do_it_answers(self):\n        pass\n\n"
        "    @pytest.mark.xfail(reason=\"DoIt: what 'colour' selects\")\n"
        "    def test_other(self):\n        pass\n"
    )
    hole = MARKED.replace('"DoIt"', '"DoIt" parameter="colour"').replace("def f", "def g")
    body = "raise NotImplementedError"
    texts = {
        "a.py": f"{MARKED}    {body}\n\n\n{hole}    {body}\n",
        "tests/test_a.py": text,
        "tests/test_broken.py": "xfail (",
    }  # fmt: skip
    colour, whole = find_stubs(texts).stubs
    assert colour.test.node == "tests/test_a.py::TestIt::test_other"
    assert whole.test.node == "tests/test_a.py::TestIt::test_do_it_answers"
    texts["tests/test_a.py"] = text.replace("DoIt: what", "Other: what")
    colour, whole = find_stubs(texts).stubs
    assert colour.test is None
    texts["tests/test_a.py"] = text.replace("test_do_it_answers", "test_it")
    assert find_stubs(texts).stubs[1].test.node == "tests/test_a.py::TestIt::test_other"


def test_todo_lists_stubs(shop):
    app = typer.Typer()
    register(app)
    with (shop / "AGENTS.md").open("a") as file:
        file.write("- GetTotal never rounds up.\n- GetTotals must be fast.\n")
    text = CliRunner().invoke(app, ["todo", str(shop)])
    value = json.loads(CliRunner().invoke(app, ["todo", str(shop), "--json"]).stdout)

    assert (
        "GetTotal: shop/prices.py:14 PriceService.get_total\n"
        "  GET /total\n"
        "  tests/test_prices.py::test_get_total_answers\n"
        "  scenario prices.feature:4: Tax is added\n"
        "  spec AGENTS.md:6 GetTotal never rounds up.\n"
    ) in text.output
    assert text.output.endswith("2 to be written\n")
    assert value["stubs"][1] == {
        "operation": "GetTotal",
        "parameter": None,
        "path": "shop/prices.py",
        "line": 14,
        "function": "PriceService.get_total",
        "test": "tests/test_prices.py::test_get_total_answers",
        "endpoint": "GET /total",
        "scenarios": [{"place": "prices.feature:4", "name": "Tax is added"}],
        "spec": ["AGENTS.md:6 GetTotal never rounds up."],
        "after": [],
        "by_hand": False,
    }


def test_todo_of_a_directory_that_is_none(tmp_path):
    app = typer.Typer()
    register(app)
    done = CliRunner().invoke(app, ["todo", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "there is no such directory" in done.output


def _file(name, *imports, operation="", parameter=""):
    marker = f'operation="{operation}"' + (f' parameter="{parameter}"' if parameter else "")
    hole = f"    # agentgen:stub {marker}\n    raise NotImplementedError\n"
    return "\n".join([*imports, f"def {name}() -> int:", hole])


def test_what_others_build_on_comes_first():
    texts = {
        "app/a/service.py": _file("a", "from app.b.service import b", operation="A"),
        "app/b/service.py": _file("b", "from app.c.service import c", operation="B"),
        "app/c/service.py": _file("c", operation="C"),
    }
    stubs = find_stubs(texts).stubs
    assert [stub.label for stub in stubs] == ["C", "B", "A"]
    needed = prerequisites(stubs, texts)
    assert {key[2]: {k[2] for k in keys} for key, keys in needed.items()} == {
        "C": set(), "B": {"C"}, "A": {"B"}
    }  # fmt: skip


def test_stubs_that_build_on_one_another_are_in_some_order():
    texts = {
        "app/a.py": _file("a", "from app.b import b", operation="A"),
        "app/b.py": _file("b", "from app.a import a", operation="B"),
    }
    stubs = find_stubs(texts).stubs
    assert [stub.label for stub in stubs] == ["A", "B"]
    assert set(prerequisites(stubs, texts).values()) == {frozenset()}


def test_the_storage_of_an_operation_comes_before_its_service():
    texts = {
        "app/a/service.py": _file("a", operation="A"),
        "app/z/repository.py": _file("_where", operation="A", parameter="p"),
    }
    stubs = find_stubs(texts).stubs
    assert [stub.label for stub in stubs] == ["A:p", "A"]
    assert prerequisites(stubs, texts)[stubs[1].key] == {stubs[0].key}


PAGE = """import { api } from "../api";

export function Page() {
  // agentgen:stub operation="ShowPage"
  throw new Error("ShowPage: to be written");
}

export const load = async (): Promise<void> => {
  // agentgen:stub operation="LoadPage" parameter="deep"
  throw new Error("LoadPage: to be written");
};

class Store {
  save() {
    // agentgen:stub operation="SavePage"
    throw new Error("SavePage: to be written");
  }
  done() {
    // agentgen:stub operation="Done"
    return api.done();
  }
}
// agentgen:stub operation="Nowhere"
const text = '// agentgen:stub operation="Text"';
// agentgen:stub
"""


PAGE_TEST = """import { expect, it, test } from "vitest";

it("shows nothing", () => {});
it.fails("LoadPage: deep loads what is below", async () => {
  await load();
});
test.fails("ShowPage: shows a heading", () => {
  expect(Page()).toBeTruthy();
});
"""


@pytest.mark.parametrize("path", ["web/page.tsx", "web/page.ts"])
def test_stubs_in_typescript_are_found_with_their_tests(path):
    stubs = find_stubs({path: PAGE, "web/page.test.tsx": PAGE_TEST}).stubs
    assert [(s.label, s.qualname, s.line, s.first, s.last) for s in stubs] == [
        ("ShowPage", "Page", 4, 3, 6),
        ("LoadPage:deep", "load", 9, 8, 11),
        ("SavePage", "Store.save", 15, 14, 17),
    ]
    assert [s.test and (s.test.name, s.test.first) for s in stubs] == [
        ("ShowPage: shows a heading", 7),
        ("LoadPage: deep loads what is below", 4),
        None,
    ]
    assert find_stubs({"web/broken.ts": "function (("}).stubs == ()


def test_stubs_in_typescript_are_listed(shop):
    (shop / "web").mkdir()
    (shop / "web/page.tsx").write_text(PAGE)
    (shop / "web/page.test.tsx").write_text(PAGE_TEST)
    app = typer.Typer()
    register(app)
    listed = CliRunner().invoke(app, ["todo", str(shop)])
    assert "ShowPage: web/page.tsx:4 Page\n" in listed.output
    assert "  web/page.test.tsx::ShowPage: shows a heading\n" in listed.output
    assert "5 to be written" in listed.output


STEPS = """from pytest_bdd import given


@given("a shop")
def a_shop() -> None:
    # agentgen:stub operation="AShop"
    raise NotImplementedError("AShop: to be written")
"""


def test_step_definitions_are_stubs_like_others():
    (stub,) = find_stubs({"tests/steps/shop.py": STEPS}).stubs
    assert (stub.label, stub.qualname, stub.line) == ("AShop", "a_shop", 6)


def test_steps_of_scenarios_are_left_to_people():
    marker = '# agentgen:stub step="When it rains"'
    text = (
        f'def it_rains(world):\n    """It rains."""\n    {marker}\n    raise NotImplementedError\n'
    )
    todo = find_stubs({"tests/scenarios/own_steps.py": text})
    assert (todo.stubs, todo.diagnostics) == ((), ())
    assert [(s.label, s.name) for s in todo.by_hand] == [("When it rains", "it_rains")]
    with pytest.raises(AgentgenError, match="step of scenarios"):
        choose(todo, ("it_rains",), None)
