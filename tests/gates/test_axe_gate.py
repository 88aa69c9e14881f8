"""The gate that looks at built pages with axe-core."""

import json
import shutil
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from agentgen.diagnostics import Place
from agentgen.gates import axe
from agentgen.gates.pages import pages, with_scripts
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import NOTHING, Verdict

PAGE = "<!doctype html><html lang='en'><head><title>a</title></head><body>%s</body></html>"
VITE = (
    'while [ "$1" != --outDir ]; do shift; done; mkdir -p "$2"\n'
    'cp "$(dirname "$0")/../../index.html" "$2/index.html"'
)
VIOLATION = {"id": "image-alt", "help": "Images must have text", "impact": "critical"}


@pytest.fixture
def site(repository):
    """A frontend whose build copies its page, with a stand-in for axe-core."""
    repository.put("frontend/package.json", "{}")
    repository.put("frontend/index.html", PAGE % "<p>a</p>")
    repository.put("frontend/node_modules/axe-core/package.json", '{"version": "4.0.0"}')
    repository.put("frontend/node_modules/axe-core/axe.min.js", "// axe")
    repository.node("vite", 0, "built", VITE)
    return repository


@pytest.fixture
def browser(tmp_path, monkeypatch):
    """A program in place of Chromium: fetches the page, and tells what it is given."""
    file = tmp_path / "bin" / "chromium"
    file.parent.mkdir()

    def tell(result):
        code = (
            "import sys, time\nfrom urllib.parse import urlsplit\n"
            "from urllib.request import Request, urlopen\nurl = urlsplit(sys.argv[-1])\n"
            "assert b'agentgen-axe/page.js' in urlopen(sys.argv[-1]).read()\n"
            f"told = {json.dumps(result)!r}\n"
            "if told != 'null':\n"
            "    to = f'http://{url.netloc}/agentgen-axe/result'\n"
            "    urlopen(Request(to, told.replace('PAGE', url.path).encode()))\ntime.sleep(20)\n"
        )
        (tmp_path / "browse.py").write_text(code)
        file.write_text(f'#!/bin/sh\nexec {sys.executable} {tmp_path}/browse.py "$@"\n')
        file.chmod(0o755)
        found = {"chromium": str(file)}
        monkeypatch.setattr(axe.shutil, "which", found.get)

    return tell


def run(site, seconds=20, **asked):
    return axe.GATE.run(site.asking(seconds=seconds, **asked))


def test_pages_without_violations_pass_with_evidence(site, browser):
    browser({"text": 3, "violations": []})
    result = run(site, accessibility={})
    assert result.verdict is Verdict.PASSED, result
    assert result.evidence.examined == "1 pages"
    assert result.evidence.versions[0] == "axe-core 4.0.0"
    assert result.evidence.figures == (("/", "0 violations"),)


def test_violations_are_found_under_the_line_about_accessibility(site, browser):
    browser({"text": 3, "violations": [{**VIOLATION, "nodes": ["img", "p > img"]}]})
    site.put(
        "frontend/src/app.tsx", "import 'react-router';\n<Route path='/a' />;\n<Route path=':b' />"
    )
    result = run(site, accessibility={})
    assert result.verdict is Verdict.FAILED
    assert [(f.place.path, f.message, f.help) for f in result.findings] == [
        (
            "frontend/index.html",
            f"{page}: Images must have text (image-alt): `img` and 1 more",
            "impact critical",
        )
        for page in ("/", "/a")
    ]
    assert {f.spec for f in result.findings} == {Place("AGENTS.md", 11)}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"problem": "no axe"}, "axe-core did not run on /: no axe"),
        ({"text": 0, "violations": []}, "/ shows nothing without its backend"),
        (None, "axe-core did not run on /: no answer in time"),
    ],
)
def test_a_page_that_tells_nothing_is_unverified(site, browser, told, why):
    browser(told)
    result = run(site, seconds=3, accessibility={})
    assert result.verdict is Verdict.UNVERIFIED
    assert why in result.reason


def test_what_is_not_installed_is_named(site, monkeypatch):
    monkeypatch.setattr(axe.shutil, "which", lambda _: None)
    assert "Chromium is not installed" in run(site).reason
    shutil.rmtree(site.root / "frontend/node_modules")
    assert "axe-core is not installed" in run(site).reason


def test_a_frontend_that_does_not_build_is_unverified(site, browser):
    browser({"text": 3, "violations": []})
    site.node("vite", 1, "error: no such module")
    result = run(site)
    assert result.verdict is Verdict.UNVERIFIED
    assert "does not build" in result.reason
    (site.root / "frontend/node_modules/.bin/vite").unlink()
    assert "vite is not installed" in run(site).reason


def test_without_a_page_there_is_nothing_to_examine(repository):
    repository.put("frontend/package.json", "{}")
    result = run(repository)
    assert (result.verdict, result.reason) == (Verdict.UNVERIFIED, NOTHING)


def test_pages_are_those_of_the_router_without_parameters_or_tests(site):
    router = "import { createBrowserRouter } from 'react-router';\n"
    site.put(
        "frontend/src/routes.tsx", router + "x = [{ path: '/a' }, { path: 'b/c' }, { path: '*' }]"
    )
    site.put("frontend/src/routes.test.tsx", router + "x = [{ path: '/in-a-test' }]")
    site.put("frontend/src/icon.tsx", "<path d='' />; const a = { path: '/no-page' }")
    assert axe.page_paths(site.context("axe"), "frontend") == ["/", "/a", "/b/c"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (None, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]),
        ({"version": "2.0", "level": "a"}, ["wcag2a"]),
        (
            {"version": "2.2", "level": "aaa"},
            [f"wcag{v}{n}" for v in (2, 21, 22) for n in ("a", "aa", "aaa")],
        ),
    ],
)
def test_the_rules_are_those_of_the_standard_asked_for(params, expected):
    setting = params and RuleSetting("accessibility", params, Place("AGENTS.md"), "")
    assert axe.tags(setting) == expected


def test_the_server_gives_files_pages_and_no_backend(tmp_path):
    built = tmp_path / "built"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text(PAGE % "a")
    (built / "assets/a.css").write_text("p {}")
    (tmp_path / "secret.txt").write_text("not for pages")
    script = tmp_path / "s.js"
    script.write_text("// script")
    with pages(built, script, script, ["wcag2a"]) as server:
        at = f"http://127.0.0.1:{server.port}"
        assert urlopen(f"{at}/assets/a.css").read() == b"p {}"
        assert b"agentgen-axe/page.js" in urlopen(f"{at}/any/page?x=1").read()
        assert b'["wcag2a"]' in urlopen(f"{at}/agentgen-axe/tags.js").read()
        assert b"not for" not in urlopen(f"{at}/..%2fsecret.txt").read()
        with pytest.raises(HTTPError, match="503"):
            urlopen(Request(f"{at}/items", headers={"Sec-Fetch-Dest": "empty"}))
        for body in (b'{"a": 1}', b"no json", b"[1]"):
            urlopen(Request(f"{at}/agentgen-axe/result", body))
        told = [server.told.get(timeout=5) for _ in range(3)]
        assert told == [{"a": 1}, *[{"problem": "the page told no JSON"}] * 2]
    assert with_scripts("<p>a</p>").endswith("</script><p>a</p>")
    assert Path(axe.drivers.__file__).parent.joinpath("axe_page.js").is_file()
