"""The emitted frontend, installed, type-checked, linted, tested and built for real."""

import os
import shutil
from pathlib import Path

import pytest
from blueprints import accounts, blueprint_of, hostile, shop

from agentgen.emit.frontend import emit_frontend
from agentgen.process import run

ROOT = Path(__file__).parents[2]
MODULES = ROOT / ".cache" / "node"

pytestmark = [
    pytest.mark.generated,
    pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed"),
]


@pytest.fixture(scope="module")
def modules() -> Path:
    """Installed packages of the frontend, kept between runs while `package.json` is the same."""
    wanted = emit_frontend(blueprint_of(shop()))["frontend/package.json"]
    manifest = MODULES / "package.json"
    if not manifest.exists() or manifest.read_text("utf-8") != wanted:
        MODULES.mkdir(parents=True, exist_ok=True)
        manifest.write_text(wanted, "utf-8")
        installed = run(["npm", "install", "--no-audit", "--no-fund"], cwd=MODULES)
        if not installed.ok:
            manifest.unlink()
        assert installed.ok, installed.output
    return MODULES / "node_modules"


@pytest.mark.parametrize("document", [shop, hostile, accounts], ids=lambda made: made.__name__)
def test_the_frontend_keeps_its_own_gates(document, modules: Path, tmp_path: Path) -> None:
    tree = emit_frontend(blueprint_of(document()))
    for path in tree:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tree[path], "utf-8")
    frontend = tmp_path / "frontend"
    (frontend / "node_modules").symlink_to(modules, target_is_directory=True)
    tools = str(modules / ".bin")
    env = {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}

    for command in (
        ["npm", "run", "typecheck"],
        ["npm", "run", "lint"],
        ["npm", "run", "coverage"],
        ["npm", "run", "build"],
    ):
        done = run(command, cwd=frontend, env=env)
        assert done.ok, f"{' '.join(command)}\n{done.output[-6000:]}"
    assert (frontend / "dist" / "index.html").exists()
