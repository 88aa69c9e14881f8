"""Tests of the backend."""

from agentgen.emit.backend.layout import Places
from agentgen.ir.blueprint import Blueprint
from agentgen.tree import SourceTree


def add_tests(tree: SourceTree, blueprint: Blueprint, places: Places) -> None:
    """Add the tests."""
