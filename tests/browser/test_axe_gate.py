"""The gate with a real Chromium and the real axe-core, over a page that is built by hand."""

from pathlib import Path

import pytest

from agentgen.codebase import load_codebase
from agentgen.gates import axe
from agentgen.gates.base import GateContext
from agentgen.ir.report import Verdict
from tests.browser.visitor import unavailable

MODULES = Path(__file__).parents[2] / ".cache/node/node_modules"
PAGE = (
    "<!doctype html><html lang='en'><head><title>Desk</title></head><body><main><h1>Desk</h1>"
    "%s</main></body></html>"
)
VITE = (
    '#!/bin/sh\n[ "$1" = --version ] && exit 0\nmkdir -p "$3"\n'
    'cp "$(dirname "$0")/../../index.html" "$3"\n'
)


@pytest.mark.parametrize(
    ("content", "verdict", "ids"),
    [
        ("<img src='a.png' alt='A desk'>", Verdict.PASSED, []),
        ("<img src='a.png'><input type='text'>", Verdict.FAILED, ["image-alt", "label"]),
    ],
)
def test_real_pages_are_judged(tmp_path, content, verdict, ids):
    if not (MODULES / "axe-core").is_dir() or not any(map(axe.shutil.which, axe._BROWSERS)):
        unavailable("axe-core or Chromium is missing")
    modules = tmp_path / "frontend/node_modules"
    (modules / ".bin").mkdir(parents=True)
    (modules / "axe-core").symlink_to(MODULES / "axe-core", target_is_directory=True)
    (modules / ".bin/vite").write_text(VITE)
    (modules / ".bin/vite").chmod(0o755)
    (tmp_path / "frontend/package.json").write_text("{}")
    (tmp_path / "frontend/index.html").write_text(PAGE % content)
    result = axe.GATE.run(GateContext(tmp_path, load_codebase(tmp_path), None, 60))
    assert result.verdict is verdict, result
    assert sorted(f.message.split("(")[1].split(")")[0] for f in result.findings) == ids
