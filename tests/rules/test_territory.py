"""Settings of one rule for different paths: the nearest holds."""

from agentgen.codebase.build import build_codebase
from agentgen.diagnostics import Place
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import Verdict
from agentgen.rules.audit import audit
from agentgen.rules.registry import RULES

LONG = "def f():\n" + "    x = 1\n" * 9
FILES = {
    "core/a.py": LONG,
    "legacy/b.py": LONG,
    "legacy/new/c.py": LONG,
    "legacy/new/d.ts": "export const f = () => 1;\n",
}


def setting(limit: int, *paths: str) -> RuleSetting:
    text = f"functions have at most {limit} lines"
    place = Place(f"{paths[0].split('*')[0] if paths else ''}AGENTS.md", 1)
    return RuleSetting("function-length", {"max": limit}, place, text, paths=paths)


def found(*settings: RuleSetting) -> dict[str, tuple[list[str], int]]:
    outcomes = audit(build_codebase(FILES), settings, RULES)
    return {
        str(o.spec): ([f.place.path for f in o.findings], o.examined) for o in outcomes if o.spec
    }


def test_a_setting_with_paths_examines_those_files_alone() -> None:
    assert found(setting(5, "core/**")) == {"core/AGENTS.md:1": (["core/a.py"], 1)}


def test_a_looser_nested_setting_frees_its_subtree() -> None:
    assert found(setting(5), setting(50, "legacy/**")) == {
        "AGENTS.md:1": (["core/a.py"], 1),
        "legacy/AGENTS.md:1": ([], 3),
    }


def test_a_stricter_nested_setting_binds_its_subtree_alone() -> None:
    assert found(setting(50), setting(5, "legacy/new/**"), setting(20, "legacy/**")) == {
        "AGENTS.md:1": ([], 1),
        "legacy/new/AGENTS.md:1": (["legacy/new/c.py"], 2),
        "legacy/AGENTS.md:1": ([], 1),
    }


def test_paths_without_files_leave_the_rule_unverified() -> None:
    (outcome,) = audit(build_codebase(FILES), [setting(5, "docs/**")], RULES)
    assert outcome.verdict is Verdict.UNVERIFIED


def test_a_rule_about_two_files_sees_those_outside_its_paths() -> None:
    files = {
        "openapi.yaml": "paths:\n  /users:\n    get: {}\n  /orders:\n    get: {}\n",
        "backend/main.py": "from fastapi import FastAPI\nfrom shared import router\n"
        "app = FastAPI()\napp.include_router(router)\n",
        "shared.py": "from fastapi import APIRouter\nrouter = APIRouter()\n"
        "@router.get('/users')\ndef users() -> None: ...\n",
    }
    asked = RuleSetting(
        "contract-endpoints", {}, Place("backend/AGENTS.md"), "", paths=("backend/**",)
    )
    (outcome,) = audit(build_codebase(files), [asked], RULES)
    assert [str(f.place) for f in outcome.findings] == ["openapi.yaml:4"]
