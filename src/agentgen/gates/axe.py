"""Accessibility: axe-core looks at the built pages in Chromium."""

import os
import queue
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from agentgen.codebase.client_calls import is_test_file
from agentgen.gates import drivers
from agentgen.gates.base import Gate, GateContext, Parts
from agentgen.gates.environment import (
    absent,
    clean_environment,
    frontend_root,
    node_tool,
    read_json,
    tail,
    use,
)
from agentgen.gates.pages import Pages, pages
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import RuleSetting
from agentgen.ir.readers import nothing
from agentgen.ir.report import GateResult
from agentgen.process import background

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--window-size=1280,900",
)
_LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The pages reach nothing but the gate."""
_ROUTE = re.compile(r"\bpath(?:=|:\s*)\{?[\"'](/?[\w/-]*)[\"']")
_SCRIPT = re.compile(r"\.[cm]?[jt]sx?$")
_TEST = re.compile(r"\.(?:test|spec|stories)\.")
_PAGES = 15
_ANSWER = 30.0
_TAGS = {"a": ("a",), "aa": ("a", "aa"), "aaa": ("a", "aa", "aaa")}
_VERSIONS = {"2.0": ("2",), "2.1": ("2", "21"), "2.2": ("2", "21", "22")}

phrases = demanded(
    r"\baxe[- ]core\b|\b(?:with|via|using|use|run|through|by) axe\b"
    r"|\b(?:automated|automatic) (?:accessibility|a11y) (?:tests?|checks?|scans?|audits?)\b"
    r"|\b(?:accessibility|a11y) (?:tests?|scans?|audits?)\b[^.;]*\b(?:pass|ci|build|release)\b",
    nothing,
)


def measure(context: GateContext) -> GateResult:
    """Build the frontend into a scratch folder and open its pages."""
    start = time.monotonic()
    parts = Parts("axe", context.setting)
    folder = frontend_root(context)
    if folder is not None and _has_page(context, folder):
        _look(context, parts, folder)
    return parts.result(time.monotonic() - start)


def _has_page(context: GateContext, folder: str) -> bool:
    return (f"{folder}/index.html" if folder else "index.html") in context.codebase.texts


def _look(context: GateContext, parts: Parts, folder: str) -> None:
    axe = context.root / folder / "node_modules" / "axe-core" / "axe.min.js"
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not axe.is_file():
        absent(parts, "axe-core")
    if browser is None:
        parts.missing.append("Chromium is not installed on this machine")
    if not axe.is_file() or browser is None:
        return
    package = read_json(axe.parent / "package.json") or {}
    parts.versions.append(f"axe-core {package.get('version', '')}".strip())
    with TemporaryDirectory(prefix="agentgen-") as name:
        built = Path(name) / "built"
        driver = Path(drivers.__file__).parent / "axe_page.js"
        if _build(context, parts, folder, built):
            with pages(built, axe, driver, tags(context.asked.get("accessibility"))) as server:
                _visit(context, parts, folder, server, browser, Path(name))


def _build(context: GateContext, parts: Parts, folder: str, built: Path) -> bool:
    tool = node_tool(context, "vite")
    if tool is None:
        absent(parts, "vite")
        return False
    arguments = ["build", "--outDir", str(built), "--emptyOutDir"]
    done = use(context, parts, tool, arguments, folder)
    if done is not None and not (done.ok and (built / "index.html").is_file()):
        parts.missing.append(f"the frontend does not build: {tail(done.output, 3)}")
        return False
    return done is not None


def tags(setting: RuleSetting | None) -> list[str]:
    """axe-core's tags of the standard that the policy names; WCAG 2.1, level AA, without one."""
    params = setting.params if setting else {}
    versions = _VERSIONS.get(str(params.get("version", "2.1")), _VERSIONS["2.2"])
    levels = _TAGS.get(str(params.get("level", "aa")), _TAGS["aa"])
    return [f"wcag{version}{level}" for version in versions for level in levels]


def page_paths(context: GateContext, folder: str) -> list[str]:
    """The pages without parameters that the router of the frontend names, the first one first."""
    found = {"/": None}
    for path, text in context.codebase.texts.items():
        inside = path.startswith(f"{folder}/") if folder else True
        is_product = _SCRIPT.search(path) and not (_TEST.search(path) or is_test_file(path))
        if inside and is_product and "router" in text.lower():
            found |= dict.fromkeys("/" + m.strip("/") for m in _ROUTE.findall(text))
    return list(found)[:_PAGES]


def _visit(
    context: GateContext, parts: Parts, folder: str, server: Pages, browser: str, home: Path
) -> None:
    parts.commands.append(f"{Path(browser).name} --headless=new")
    index = f"{folder}/index.html".lstrip("/")
    seen = 0
    for path in page_paths(context, folder):
        told = _opened(context, server, browser, home, path)
        if told is None or "problem" in told:
            why = told["problem"] if told else "no answer in time"
            parts.missing.append(f"axe-core did not run on {path}: {why}")
        elif not told.get("text"):
            parts.missing.append(f"{path} shows nothing without its backend")
        else:
            seen += 1
            parts.figures.append((path, f"{len(told['violations'])} violations"))
            for message, help_ in _messages(path, told):
                parts.found(index, 1, message, help_, under=context.asked.get("accessibility"))
    if seen:
        parts.examined.append(f"{seen} pages")


def _messages(path: str, told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in told["violations"]:
        nodes = one["nodes"]
        where = f"`{nodes[0]}`" + (f" and {len(nodes) - 1} more" if len(nodes) > 1 else "")
        yield f"{path}: {one['help']} ({one['id']}): {where}", f"impact {one['impact']}"


def _opened(
    context: GateContext, server: Pages, browser: str, home: Path, path: str
) -> dict[str, Any] | None:
    """Open one page in a browser of its own; what the page told, None when it told nothing."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    profile = f"--user-data-dir={home / 'profile'}"
    url = f"http://127.0.0.1:{server.port}{path}"
    command = [browser, *_FLAGS, *root, _LOCAL, profile, url]
    env = clean_environment({"HOME": str(home)})
    try:
        with background(command, cwd=home, env=env, log=home / "browser.log"):
            return server.told.get(timeout=min(_ANSWER, context.seconds))
    except OSError as problem:
        return {"problem": str(problem)}
    except queue.Empty:
        return None


GATE = Gate(
    id="axe",
    title="axe-core finds no barrier in the pages",
    keywords=("axe", "automated", "automatic", "accessibility", "a11y"),
    phrases=phrases,
    measure=measure,
    prose={
        "Run axe-core on every page": {},
        "Automated accessibility checks with axe": {},
        "Accessibility tests must pass before a release": {},
    },
    not_prose=(
        "Axe the old importer tomorrow?",
        "Automated accessibility checks are optional",
        "Accessibility matters",
    ),
    on_demand=True,
    verifies=("accessibility",),
)
