import time

import pytest

from agentgen.ir.globs import is_pattern, matches, specificity


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("backend/**", "backend/app/main.py", True),
        ("backend/**", "frontend/main.py", False),
        ("backend/", "backend/a.py", True),
        ("./backend", "backend/a.py", True),
        ("/backend/**/*.py", "backend/a/b/c.py", True),
        ("backend/**/*.py", "backend/a.py", True),
        ("backend/*.py", "backend/a/b.py", False),
        ("*.py", "a/b/c.py", True),
        ("*.py", "a/b/c.pyi", False),
        ("**/*.{ts,tsx}", "web/src/a.tsx", True),
        ("**/*.{ts,tsx}", "web/src/a.js", False),
        ("{api,web}/src/**", "web/src/x", True),
        ("src/{a,{b,c}}/*.py", "src/c/x.py", True),
        ("**/tests/**", "tests/a.py", True),
        ("**/tests/**", "a/b/tests/c/d.py", True),
        ("**/tests/**", "a/testing/c.py", False),
        ("**", "anything/at/all", True),
        ("a/**/b/**/c.py", "a/x/b/y/b/z/c.py", True),
        ("a/**/b/**/c.py", "a/x/y/c.py", False),
        ("file?.py", "x/file1.py", True),
        ("", "a.py", False),
        ("a/b.py", "a/b.py", True),
        ("a/b.py", "a/c.py", False),
    ],
)
def test_patterns_match_paths(pattern: str, path: str, expected: bool) -> None:
    assert matches(path, [pattern]) is expected


def test_the_pattern_that_spells_out_more_is_nearer() -> None:
    path = "backend/legacy/old.py"
    nearness = [
        specificity(path, [p]) for p in ("**/*.py", "backend/**", "backend/legacy/**", path)
    ]
    assert None not in nearness
    assert nearness == sorted(nearness, key=lambda n: n or (0, 0))
    assert specificity(path, ["**/*.py", "backend/legacy/**"]) == nearness[2]
    assert specificity(path, ["web/**"]) is None


def test_only_wildcards_make_a_pattern() -> None:
    assert is_pattern("src/*.py")
    assert not is_pattern("src/main.py")


@pytest.mark.parametrize(
    "pattern",
    ["**/a/" * 59 + "x", "*a" * 150, "{a,c}" * 60, "[" * 300, "{" * 300, "a/" * 900 + "**"],
)
def test_hostile_patterns_cost_little(pattern: str) -> None:
    began = time.process_time()
    assert not matches("a/" * 200 + "b", [pattern])
    assert time.process_time() - began < 2
