"""Blueprint to the backend's files."""

from agentgen.emit.backend.core import add_core
from agentgen.emit.backend.feature import FeatureEmitter
from agentgen.emit.backend.layout import Places, package_files
from agentgen.emit.backend.migration import add_migrations
from agentgen.emit.backend.tests import add_tests
from agentgen.ir.blueprint import Blueprint
from agentgen.tree import SourceTree


def emit_backend(blueprint: Blueprint) -> SourceTree:
    """Render the backend: application, migrations, tests.

    Returns:
        Files relative to the repository's root, not yet formatted.
    """
    places = Places.of(blueprint.decisions.layout)
    tree = SourceTree()
    add_core(tree, blueprint, places)
    emitter = FeatureEmitter(tree, blueprint, places)
    emitter.add_shared()
    for feature in blueprint.features:
        emitter.add(feature)
    add_tests(tree, blueprint, places)
    python = [p for p in tree if p.endswith(".py")]
    for path in package_files(python):
        if path not in tree:
            folder = path.removesuffix("/__init__.py").replace("/", ".")
            tree.add(path, f'"""{folder}"""\n')
    add_migrations(tree, blueprint, places)
    return tree
