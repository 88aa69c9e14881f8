"""The process that puts verified files in place, and what is made of its end."""

import io
import json
import sys
from pathlib import Path

import pytest
from fill_world import FILES, snapshot

from agentgen.errors import AgentgenError
from agentgen.fill import land as land_module
from agentgen.fill import landing_script
from agentgen.fill.land import recover, write_files
from agentgen.fill.repository import Repository


def landing(root, new="new", **more):
    """A plan for two files, the second of which can be made to fail."""
    folder = root / ".agentgen/fill"
    files = []
    for number, path in enumerate(("shop/prices.py", "tests/test_prices.py")):
        texts = {"old": FILES[path], "new": new}
        for kind, text in texts.items():
            (folder / f"{number}-{kind}").write_text(text)
        names = {kind: str(folder / f"{number}-{kind}") for kind in texts}
        files.append({"path": str(root / path), **names})
    return {"files": files, **more}


def test_all_files_are_put_in_place(shop):
    assert landing_script._land(landing(shop)) == {}
    assert {(shop / p).read_text() for p in ("shop/prices.py", "tests/test_prices.py")} == {"new"}


def test_all_files_are_written_or_none(shop):
    plan, before = landing(shop), snapshot(shop)
    Path(plan["files"][1]["new"]).unlink()
    assert "unwritable" in landing_script._land(plan)
    assert snapshot(shop) == before


def test_files_that_changed_since_they_were_read_are_not_written(shop):
    plan = landing(shop)
    (shop / "tests/test_prices.py").write_text("mine")
    before = snapshot(shop)
    assert landing_script._land(plan) == {"changed": str(shop / "tests/test_prices.py")}
    assert snapshot(shop) == before


def test_a_commit_that_is_refused_brings_the_old_files_back(shop):
    plan, before = landing(shop, commit=["false"], message="m"), snapshot(shop)
    assert "refused" in landing_script._land(plan)
    assert snapshot(shop) == before
    assert landing_script._land(landing(shop, commit=["cat"], message="m")) == {"committed": "yes"}


def test_the_script_reads_its_plan_and_tells_the_outcome(shop, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(landing(shop))))
    landing_script.main()
    assert capsys.readouterr().out == "{}"


@pytest.mark.parametrize("landed", [0, 1, 2])
def test_a_landing_that_was_cut_off_is_put_right(landed, shop):
    plan, before = landing(shop), snapshot(shop)
    folder = shop / ".agentgen/fill/landing-x"
    folder.mkdir()
    for file in plan["files"]:
        for kind in ("old", "new"):
            moved = folder / Path(file[kind]).name
            Path(file[kind]).rename(moved)
            file[kind] = str(moved)
    (folder / "plan.json").write_text(json.dumps(plan))
    for file in plan["files"][:landed]:
        Path(file["new"]).replace(file["path"])

    restored = recover(shop)

    assert restored == (("shop/prices.py",) if landed == 1 else ())
    assert (snapshot(shop) == before) is (landed < 2)
    assert not folder.exists()


def test_what_is_told_of_a_landing_that_failed(shop):
    repository = Repository(shop)
    with pytest.raises(AgentgenError, match="changed meanwhile"):
        write_files(repository, {"shop/prices.py": "other"}, {"shop/prices.py": "new"}, None)
    assert (shop / "shop/prices.py").read_text() == FILES["shop/prices.py"]
    for output, told in {
        "Traceback": "did not land",
        '{"unwritable": "a", "why": "No space left"}': "can't be written",
        '{"refused": "no"}': "git does not take",
    }.items():
        with pytest.raises(AgentgenError, match=told):
            land_module._require_landed(shop, output)
