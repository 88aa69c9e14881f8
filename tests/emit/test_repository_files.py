"""The files around backend and frontend."""

import json
import tomllib

import pytest
import yaml
from gherkin.parser import Parser
from tests.documents import TEXT, Node, blueprint_of, operation, pets

from agentgen.contract.build import parse_api
from agentgen.contract.gherkin import parse_feature
from agentgen.diagnostics import Place
from agentgen.emit.repository import RepositoryInputs, emit_repository
from agentgen.emit.repository.emit import slug_of
from agentgen.ir.policy import Decision, Policy, RuleSetting
from agentgen.ir.story import Stories
from agentgen.plan.build import build_blueprint
from agentgen.tree import Owner, SourceTree

BEARER: Node = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}


def tree_of(content: Node, policy: Policy | None = None, **decisions) -> SourceTree:
    blueprint = blueprint_of(content, policy, **decisions)
    specs = {"specs/role.md": "- Use SQLAlchemy\n"}
    return emit_repository(blueprint, RepositoryInputs(specs, decisions))


def dependencies(tree: SourceTree) -> set[str]:
    found = tomllib.loads(tree["pyproject.toml"])["project"]["dependencies"]
    return {requirement.split("==")[0] for requirement in found}


def test_the_files_are_these():
    assert list(tree_of(pets())) == [
        ".dockerignore", ".env.example", ".github/workflows/ci.yml", ".gitignore", "AGENTS.md",
        "Dockerfile", "Makefile", "README.md", "agentgen.yaml", "compose.yaml", "openapi.json",
        "pyproject.toml", "specs/role.md",
    ]  # fmt: skip


def asking(**rules) -> Policy:
    place = Place("role.md", 1)
    settings = (
        RuleSetting(rule.replace("_", "-"), params, place, "said") for rule, params in rules.items()
    )
    return Policy(rules=tuple(settings))


def test_documents_are_written_where_a_spec_asks_for_them():
    plain = set(tree_of(pets()))
    asked = asking(changelog={}, dependency_updates={},
                   documentation_updates={"paths": ("/docs/api/**", "docs/other.md")})  # fmt: skip
    tree = tree_of(pets(), asked)
    made = {"CHANGELOG.md", "docs/api/README.md", ".github/dependabot.yml"}
    assert set(tree) - plain == made
    assert tree.files["CHANGELOG.md"].owner is Owner.USER
    ecosystems = {
        u["package-ecosystem"] for u in yaml.safe_load(tree[".github/dependabot.yml"])["updates"]
    }
    assert {"pip", "npm"} <= ecosystems


def test_words_of_a_contract_do_not_break_the_table_of_operations():
    document = pets()
    method = next(iter(next(iter(document["paths"].values())).values()))
    method["summary"] = "List | [all](http://x) <b>pets</b>\n\n# now"
    tree = tree_of(document, asking(documentation_updates={"paths": ("docs/api/**",)}))
    rows = [line for line in tree["docs/api/README.md"].split("\n") if "List" in line]
    assert len(rows) == 1
    assert rows[0].count("|") == 3
    assert not {"<", "["} & set(rows[0])


def test_inputs_are_shipped_unchanged_and_belong_to_people():
    tree = tree_of(pets())
    assert json.loads(tree["openapi.json"]) == pets()
    assert tree["specs/role.md"] == "- Use SQLAlchemy\n"
    owned = {path for path in tree if tree.files[path].owner is Owner.USER}
    assert owned == {"openapi.json", "specs/role.md", "agentgen.yaml"}


def test_yaml_contracts_stay_yaml_and_features_are_shipped():
    text = "# mine\n" + yaml.safe_dump(pets())
    story = parse_feature("Feature: Pets\n", "deep/pets.feature")
    api, _ = parse_api(text, "shop.yml")
    tree = emit_repository(build_blueprint("shop", api, Policy(), Stories((story,))),
                           RepositoryInputs())  # fmt: skip
    assert tree["openapi.yaml"] == text
    assert Parser().parse(tree["features/deep/pets.feature"])["feature"]["name"] == "Pets"


@pytest.mark.parametrize(
    ("decisions", "expected", "absent"),
    [
        ({}, {"sqlalchemy", "structlog", "fastapi"}, {"sqlmodel", "loguru", "pyjwt"}),
        ({"orm": "sqlmodel"}, {"sqlmodel"}, set()),
        ({"logging": "loguru"}, {"loguru"}, {"structlog"}),
        ({"logging": "stdlib"}, {"fastapi"}, {"structlog", "loguru"}),
    ],
)
def test_requirements_follow_the_decisions(decisions, expected, absent):
    found = dependencies(tree_of(pets(), **decisions))
    assert expected <= found
    assert not absent & found


def test_signed_tokens_need_their_library():
    tree = tree_of(pets(components=BEARER, security=[{"bearer": []}]))
    assert "pyjwt" in dependencies(tree)
    assert "argon2-cffi" not in dependencies(tree)


@pytest.mark.parametrize("layout", ["features", "services", "layers"])
def test_layers_are_held_by_contracts(layout):
    config = tomllib.loads(tree_of(pets(), layout=layout)["pyproject.toml"])
    contracts = config["tool"]["importlinter"]["contracts"]
    assert [c["type"] for c in contracts] == ["layers", "forbidden"]
    ends = [layer.rpartition(".")[2].strip("()") for layer in contracts[0]["layers"]]
    assert ends[0] == {"services": "api", "layers": "pets", "features": "router"}[layout]
    assert "repositor" in contracts[0]["layers"][2]
    assert "schemas" in contracts[0]["layers"][3]
    assert {"fastapi", "sqlalchemy"} <= set(contracts[1]["forbidden_modules"])


def test_decisions_reach_configuration_and_image():
    tree = tree_of(pets(), line_length=120, python="3.13")
    config = tomllib.loads(tree["pyproject.toml"])
    assert config["tool"]["ruff"]["line-length"] == 120
    assert "FROM python:3.13-slim" in tree["Dockerfile"]
    assert yaml.safe_load(tree["agentgen.yaml"])["decisions"] == {
        "line_length": 120, "python": "3.13",
    }  # fmt: skip


def test_the_limit_of_functions_is_the_policys():
    setting = RuleSetting("function-length", {"max": 33}, Place("role.md", 2), "33 lines")
    tree = tree_of(pets(), Policy(rules=(setting,)))
    assert tree["AGENTS.md"] != tree_of(pets())["AGENTS.md"]


def test_the_coverage_demanded_is_the_policys():
    place = Place("role.md", 3)
    settings = (
        RuleSetting("tests", {"lines": 82.5, "branches": 70.0}, place, "82.5 % of lines"),
        RuleSetting("tests", {"lines": 100.0, "scope": "agents"}, place, "100 % for agents"),
    )
    assert "fail_under = 83\n" in tree_of(pets(), Policy(rules=settings))["pyproject.toml"]
    assert "fail_under = 90\n" in tree_of(pets())["pyproject.toml"]


def test_each_decision_says_where_it_comes_from():
    taken = Decision("orm", "sqlmodel", Place("specs/a.md", 7), "Use SQLModel | always `now`")
    text = tree_of(pets(), Policy(decisions={"orm": taken}), page_size=9)["AGENTS.md"]
    text += tree_of(pets(), Policy(decisions={"orm": taken}), page_size=9)["README.md"]
    assert "specs/a.md:7: «Use SQLModel / always 'now'»" in text
    assert any("page size" in line and "`agentgen.yaml`" in line for line in text.splitlines())


def test_hostile_titles_break_no_file():
    hostile = 'a"b\'\\ """\n# {{ x }} | ]]> \u202e \xad it\'s {% raw %}'
    content = pets(info={"title": hostile, "version": "1", "description": hostile})
    content["paths"]["/pets"]["get"] |= {"summary": hostile, "tags": [hostile]}
    content["paths"]["/x|y`z"] = {"get": operation(TEXT)}
    tree = tree_of(content)
    assert tomllib.loads(tree["pyproject.toml"])["project"]["name"] == "shop"
    for path in ("agentgen.yaml", "compose.yaml", ".github/workflows/ci.yml"):
        assert isinstance(yaml.safe_load(tree[path]), dict)
    assert tree["README.md"].count("\n# ") == 0


@pytest.mark.parametrize(
    ("name", "slug"), [("Shop", "shop"), ("My.Shop_2", "my-shop-2"), ("é", "e"), ("日本", "app")]
)
def test_names_of_distributions(name, slug):
    assert slug_of(name) == slug
