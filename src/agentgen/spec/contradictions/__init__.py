"""Contradictions that no single decision or rule shows: between prose and examples, lists, paths.

Each module has one `find`, which gets all statements and what was recognised in them, and yields
conflicts. The first side of a conflict is the one that is taken.
"""

from collections.abc import Sequence

from agentgen.ir.policy import Conflict, Statement
from agentgen.spec.contradictions import (
    clients,
    column_types,
    lists,
    names,
    paths,
    retries,
    statuses,
    tables,
    testing,
)
from agentgen.spec.settings import Recognised

FINDERS = (
    paths.find,
    names.find,
    tables.find,
    column_types.find,
    statuses.find,
    lists.find,
    clients.find,
    retries.find,
    testing.find,
)


def contradictions(
    statements: Sequence[Statement], found: Sequence[Recognised]
) -> tuple[Conflict, ...]:
    """All contradictions of the specs, in the order of the finders."""
    return tuple(conflict for find in FINDERS for conflict in find(statements, found))
