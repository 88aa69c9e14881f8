import pytest

from agentgen.diagnostics import Place
from agentgen.ir.code_names import parts, spans
from agentgen.ir.policy import Modality, Statement


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("Controllers must stay thin", (), ("controllers",)),
        ("Services and adapters may not touch HTTP", (), ("services", "adapters")),
        ("No queries inside a view", (), ("views",)),
        ("Only the repository may import it", (), ("repositories",)),
        ("Keep it short", ("Backend", "Gateway rules (app/gateways/**)"), ("gateways",)),
        ("No queries inside a view", ("Service rules",), ("views",)),
        ("Keep it short", ("Style",), ()),
        ("We sell services", (), ()),
    ],
)
def test_the_parts_a_statement_speaks_of(text, section, expected):
    assert parts(Statement("s", text, Place("AGENTS.md"), section, Modality.MUST)) == expected


def test_code_spans():
    assert spans("Use `a.b()` and `C`, not ``x`` or `a.b()`") == ("a.b()", "C")
