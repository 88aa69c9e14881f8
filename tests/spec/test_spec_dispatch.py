"""Keywords spare work, and hide nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.diagnostics import Place
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Modality, Statement
from agentgen.resources import resource_root
from agentgen.rules.registry import RULES
from agentgen.spec.decisions import ALL
from agentgen.spec.dispatch import Dispatcher
from agentgen.spec.reading import read_spec
from agentgen.spec.settings import is_too_long
from agentgen.spec.statements import read_statements
from agentgen.topics.registry import TOPICS

KNOWN = all_recognizers()
INDEX = Dispatcher(KNOWN)
DECISIONS = Dispatcher(ALL)


def texts(folder: Path) -> Iterator[Statement]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".txt"):
            yield from read_statements(read_spec(path.name, path.read_bytes()))


def hidden(statement: Statement) -> list[str]:
    """Recognisers that know a statement which the index does not show them."""
    shown = {recognizer.id for recognizer in INDEX.candidates(statement)}
    others = (r for r in KNOWN if r.id not in shown)
    return [r.id for r in others if r.recognise(statement) is not None]


def hidden_decisions(statement: Statement) -> list[str]:
    shown = DECISIONS.candidates(statement)
    if statement.modality is Modality.EXAMPLE:
        return []  # code is shown to all
    return [d.key for d in ALL if d not in shown and d.recognise(statement) is not None]


@pytest.mark.parametrize("folder", ["seeds", "roles"])
def test_nothing_in_real_specs_is_hidden(shared: Path, folder: str) -> None:
    statements = [s for s in texts(shared / folder) if not is_too_long(s)]
    assert [(s.text, hidden(s)) for s in statements if hidden(s)] == []
    assert [(s.text, hidden_decisions(s)) for s in statements if hidden_decisions(s)] == []


def test_nothing_in_the_built_in_roles_is_hidden() -> None:
    statements = [*texts(resource_root("specs") / "roles")]
    assert len(statements) > 100
    assert [s.text for s in statements if hidden(s) or hidden_decisions(s)] == []


@pytest.mark.parametrize("recognizer", [*RULES, *GATES, *TOPICS], ids=lambda r: r.id)
def test_the_sentences_of_a_recogniser_are_shown_to_it(recognizer: object) -> None:
    for sentence in recognizer.prose:  # type: ignore[attr-defined]  # all three have it
        *titles, text = sentence.split("\n")
        section = tuple(title.lstrip("# ") for title in titles)
        statement = Statement("s", text, Place("a.md"), section, Modality.MUST)
        assert recognizer in INDEX.candidates(statement), sentence


def test_recognisers_keep_their_order_and_those_without_keywords_see_all() -> None:
    statement = Statement("s", "Functions print lines", Place("a.md"), (), Modality.MUST)
    shown = INDEX.candidates(statement)
    assert [KNOWN.index(one) for one in shown] == sorted(KNOWN.index(one) for one in shown)
    assert {r.id for r in KNOWN if not r.keywords} <= {r.id for r in shown}
    assert len(shown) < len(KNOWN) / 4
