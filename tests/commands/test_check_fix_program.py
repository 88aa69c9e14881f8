import json

import pytest
from tests.checking import repository

APP = "import logging\n\nlog = logging.getLogger(__name__)\nprint('a')\n"


@pytest.fixture
def shop(tmp_path):
    return repository(tmp_path / "shop", {"AGENTS.md": "No print statements\n", "app.py": APP})


def test_fix_mends_then_checks_and_says_what_was_fixed(run, shop):
    done = run(shop, "--fix")
    assert done.exit_code == 0
    assert "fixed app.py:4  no-print: `print` writes to standard output" in done.stdout
    assert "1 finding fixed in 1 file" in done.stdout
    assert (shop / "app.py").read_text() == APP.replace("print", "log.info")


def test_every_report_of_people_tells_it(run, shop, tmp_path):
    run(shop, "--fix", *(f"-o{tmp_path}/r.{s}" for s in ("json", "md", "html")))
    data = json.loads((tmp_path / "r.json").read_text())
    assert [(f["rule"], f["path"], f["undone"]) for f in data["fixes"]] == [
        ("no-print", "app.py", "")
    ]
    assert "1 finding fixed in 1 file" in (tmp_path / "r.md").read_text()
    assert "fixed app.py:4" in (tmp_path / "r.html").read_text()


def test_diff_changes_nothing_prints_what_would_and_fails_as_the_check_does(run, shop):
    done = run(shop, "--diff")
    assert done.exit_code == 1
    assert done.stdout.startswith("--- a/app.py\n+++ b/app.py\n")
    assert "+log.info('a')" in done.stdout
    assert "--fix would mend 1 findings in 1 files" in done.stderr
    assert (shop / "app.py").read_text() == APP
    (shop / "app.py").write_text("x = 1\n")
    done = run(shop, "--diff")
    assert (done.exit_code, done.stdout) == (0, "")


@pytest.mark.parametrize("option", ["--fix", "--diff"])
@pytest.mark.parametrize("other", [["--watch"], ["--update-baseline"], ["--accept", "--reason=x"]])
def test_options_that_make_no_sense_together_are_refused(run, shop, option, other):
    done = run(shop, option, *other)
    assert done.exit_code == 2
    assert "go with" in done.stderr
    assert (shop / "app.py").read_text() == APP
