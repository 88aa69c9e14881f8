"""Policies are kept between runs, and never used when anything they hang on has changed."""

import dataclasses
import os
from pathlib import Path

import pytest

from agentgen import cache as cache_module
from agentgen.cache import cache_folder
from agentgen.commands import compiled
from agentgen.commands.compiled import compile_cached
from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy_json import policy_text, read_policy
from agentgen.resources import resource_root
from agentgen.spec.compile import compile_specs

KNOWN = all_recognizers()
SPECS = [
    (
        "AGENTS.md",
        b"- Functions have at most 40 lines\n- Errors are `{code, message}`\n- caf\xe9\n",
    ),
    ("api/AGENTS.md", b"- In `src/`, never print\n- Functions have at most 20 lines\n"),
]
HOMES = {"api/AGENTS.md": "api"}


@pytest.fixture
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("AGENTGEN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "policies"


def compiles(monkeypatch):
    calls = []

    def counted(*args):
        calls.append(args)
        return compile_specs(*args)

    monkeypatch.setattr("agentgen.spec.compile.compile_specs", counted)
    return calls


def test_an_unchanged_spec_is_compiled_once(cache, monkeypatch):
    calls = compiles(monkeypatch)
    first = compile_cached(SPECS, KNOWN, HOMES)
    assert compile_cached(SPECS, KNOWN, HOMES) == first == compile_specs(SPECS, KNOWN, HOMES)
    assert len(calls) == 1
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize(
    ("specs", "recognizers", "homes"),
    [
        ([(SPECS[0][0], SPECS[0][1] + b"x"), SPECS[1]], KNOWN, HOMES),
        ([("b.md", SPECS[0][1]), SPECS[1]], KNOWN, HOMES),
        (SPECS[::-1], KNOWN, HOMES),
        (SPECS[:1], KNOWN, HOMES),
        (SPECS, KNOWN[1:], HOMES),
        (SPECS, KNOWN, {}),
    ],
)
def test_whatever_changes_the_policy_is_part_of_the_key(
    cache, monkeypatch, specs, recognizers, homes
):
    compile_cached(SPECS, KNOWN, HOMES)
    calls = compiles(monkeypatch)
    assert compile_cached(specs, recognizers, homes) == compile_specs(specs, recognizers, homes)
    assert calls


def test_new_code_compiles_anew(cache, monkeypatch, tmp_path):
    compile_cached(SPECS, KNOWN, HOMES)
    calls = compiles(monkeypatch)
    monkeypatch.setattr(compiled, "_READERS", ("spec",))
    compile_cached(SPECS, KNOWN, HOMES)
    assert len(calls) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-20],
        lambda data: data.replace(b"40 lines", b"90 lines"),
        lambda data: b"\xff" + data,
        lambda data: cache_module._digest(b"{}") + b"\n{}",
        lambda data: cache_module._digest(b"[" * 5000) + b"\n" + b"[" * 5000,
    ],
)
def test_a_damaged_file_is_not_trusted(cache, damage):
    first = compile_cached(SPECS, KNOWN, HOMES)
    (file,) = cache.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert compile_cached(SPECS, KNOWN, HOMES) == first
    assert read_policy(file.read_bytes().partition(b"\n")[2].decode()) == first


def test_a_place_that_cannot_be_written_is_done_without(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("AGENTGEN_CACHE_DIR", str(tmp_path / "file"))
    assert compile_cached(SPECS, KNOWN).specs == ("AGENTS.md", "api/AGENTS.md")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"AGENTGEN_CACHE_DIR": "/a"}, Path("/a/policies")),
        ({"AGENTGEN_CACHE_DIR": ""}, None),
        ({"XDG_CACHE_HOME": "/x"}, Path("/x/agentgen/policies")),
        ({"XDG_CACHE_HOME": "relative"}, Path("/home/me/.cache/agentgen/policies")),
        ({}, Path("/home/me/.cache/agentgen/policies")),
    ],
)
def test_where_policies_are_kept(monkeypatch, variables, expected):
    for name in ("AGENTGEN_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"HOME": "/home/me", **variables}.items():
        monkeypatch.setenv(name, value)
    assert cache_folder("policies") == expected


def test_foreign_recognisers_are_not_cached(cache):
    mine = dataclasses.replace(KNOWN[0], phrases=lambda statement: None)
    assert compile_cached(SPECS, [mine]).rules == ()
    assert not cache.exists()


def test_old_files_go(cache, monkeypatch):
    monkeypatch.setattr(cache_module, "_MOST_FILES", 4)
    for number in range(7):
        compile_cached([("a.md", b"- Use x%d\n" % number)], KNOWN)
        for age, file in enumerate(sorted(cache.iterdir(), key=lambda f: f.stat().st_mtime_ns)):
            os.utime(file, (age, age))
    assert len(list(cache.iterdir())) <= 4


def test_every_policy_survives_json():
    for path in sorted((resource_root("specs") / "roles").glob("*.md")):
        policy = compile_specs([(path.name, path.read_bytes())], KNOWN)
        assert read_policy(policy_text(policy)) == policy


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"specs": 3}', '{"statements": [[1]]}'])
def test_other_json_is_no_policy(text):
    with pytest.raises(ValueError, match="this is no policy"):
        read_policy(text)


def test_without_recognisers_ours_are_loaded_only_to_compile(cache, monkeypatch):
    first = compile_cached(SPECS, homes=HOMES)
    assert first == compile_specs(SPECS, KNOWN, HOMES)
    monkeypatch.setattr(compiled, "all_recognizers", lambda: pytest.fail("they were loaded"))
    assert compile_cached(SPECS, homes=HOMES) == first
