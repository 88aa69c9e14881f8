"""`agentgen todo`: every stub with what is known of it."""

from dataclasses import dataclass
from pathlib import Path

from agentgen.commands.fill_config import read_fill_config
from agentgen.commands.fill_inputs import read_knowledge, read_texts
from agentgen.diagnostics import Diagnostic
from agentgen.fill.excerpt import endpoint_of, scenarios_of
from agentgen.fill.model import Stub
from agentgen.fill.order import prerequisites
from agentgen.fill.policy_lines import lines_naming
from agentgen.fill.stubs import find_stubs


@dataclass(frozen=True, slots=True)
class Task:
    """A stub with what is known of it.

    Attributes:
        endpoint: `GET /tags`; empty when the contract does not have the operation.
        scenarios: place and name of each.
        spec_lines: binding lines of the role specs that name the operation or its path.
        after: labels of the stubs it builds on.
        by_hand: `agentgen fill` leaves it to people: it is a step of scenarios.
    """

    stub: Stub
    endpoint: str = ""
    scenarios: tuple[tuple[str, str], ...] = ()
    spec_lines: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    by_hand: bool = False


def list_tasks(root: Path) -> tuple[tuple[Task, ...], tuple[Diagnostic, ...]]:
    """All stubs of a repository in the order to fill them, and markers that mark no stub.

    Raises:
        AgentgenError: when the repository, or what its `agentgen.yaml` names, can't be read.
    """
    texts = read_texts(root)
    todo = find_stubs(texts)
    knowledge = read_knowledge(root, read_fill_config(root))
    every = (*todo.stubs, *todo.by_hand)
    needed = prerequisites(every, texts)
    labels = {stub.key: stub.label for stub in every}
    tasks = []
    for stub in every:
        endpoint = endpoint_of(knowledge.document, stub.operation)
        scenarios = scenarios_of(knowledge.stories, stub.operation)
        tasks.append(
            Task(
                stub,
                endpoint,
                tuple((str(s.place), s.name) for s in scenarios),
                lines_naming(knowledge.policy, stub.operation, endpoint.partition(" ")[2]),
                tuple(sorted(labels[key] for key in needed[stub.key])),
                by_hand=stub in todo.by_hand,
            )
        )
    return tuple(tasks), todo.diagnostics
