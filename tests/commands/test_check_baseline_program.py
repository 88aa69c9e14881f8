"""The options of `agentgen check` about its baseline."""

import pytest
from tests.accepting import APP


def test_the_command_accepts_shows_and_shrinks(run, shop):
    assert run(shop.root).exit_code == 1
    done = run(shop.root, "--accept", "--reason", "old importer", "--owner", "payments")
    assert done.exit_code == 0
    assert "baselined" in done.stdout
    shop.write(app_py=APP.replace("print(a)", "log(a)"))
    assert run(shop.root).exit_code == 1
    assert run(shop.root, "--update-baseline").exit_code == 0
    assert run(shop.root, "--no-baseline").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--accept"], "--accept needs a reason"),
        (["--accept", "--reason", " . "], "--accept needs a reason"),
        (["--reason", "x"], "--reason does not go"),
        (["--update-baseline", "--owner", "x"], "--owner does not go"),
        (["--no-baseline", "--accept", "--reason", "xx"], "--no-baseline does not go"),
        (["--accept", "--reason", "xx", "--expires", "soon"], "is no day"),
        (["--accept", "--reason", "xx", "--expires", "2020-01-01"], "has passed"),
        (["--update-baseline"], "there is no baseline"),
        (["--accept", "--reason", "xx", "--since", "HEAD"], "--since does not go"),
        (["--update-baseline", "--watch"], "--watch does not go"),
        (["--baseline", "gone.json"], "there is no baseline"),
    ],
)
def test_options_that_make_no_sense_are_refused(run, shop, arguments, what):
    result = run(shop.root, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert what in result.stderr
    assert "  > " in result.stderr
    assert not shop.file.exists()


def test_a_broken_baseline_stops_the_check(run, shop):
    shop.file.write_bytes(b"\xff\xfe")
    assert run(shop.root).exit_code == 2
    shop.file.write_text("{}", "utf-8")
    result = run(shop.root, "--accept", "--reason", "xx")
    assert result.exit_code == 2
    assert shop.file.read_text("utf-8") == "{}"
