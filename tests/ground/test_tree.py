from pathlib import Path

import pytest

from agentgen import resources
from agentgen.diagnostics import Place
from agentgen.errors import AgentgenError
from agentgen.tree import Owner, SourceTree, safe_path


@pytest.mark.parametrize(
    "path", ["", "/etc/x", "../x", "a/../../x", "a\\b", "a\0b", ".git/config", "x/.git/y"]
)
def test_paths_stay_inside(path):
    with pytest.raises(AgentgenError, match="leaves the repository"):
        SourceTree().add(path, "")


@pytest.mark.parametrize(("path", "clean"), [("a//b", "a/b"), ("./a", "a"), (".github/x", None)])
def test_paths_are_normalised(path, clean):
    assert safe_path(path) == (clean or path)


def test_nothing_is_overwritten():
    tree = SourceTree.of({"a": "1"})
    with pytest.raises(AgentgenError, match="two artefacts"):
        tree.add("./a", "2")
    assert tree["a"] == "1"


def test_trees_are_joined_with_their_owners():
    tree, other = SourceTree.of({"b": "1"}), SourceTree()
    other.add("a", "2", owner=Owner.USER, executable=True)
    tree.update(other)
    assert (list(tree), len(tree), "a" in tree) == (["a", "b"], 2, True)
    assert tree.files["a"] == other.files["a"]
    assert tree.files["b"].owner is Owner.GENERATED


def test_resources_are_found_or_missed(monkeypatch, tmp_path: Path):
    assert (resources.resource_root("templates") / "backend").is_dir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "a" / "b")
    with pytest.raises(AgentgenError, match="shipped nothing are missing") as caught:
        resources.resource_root("nothing")
    assert caught.value.way_out == "reinstall agentgen"


def test_errors_and_places_tell_where():
    assert str(AgentgenError("broken", "a:1", "why")) == "a:1: broken (why)"
    assert str(AgentgenError("broken")) == "broken"
    assert str(Place("a.md", 3, 9)) == "a.md:3"
