"""Conventions that a spec tells as facts of its code base, and facts that demand nothing."""

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy import Modality
from agentgen.spec.compile import compile_specs

RECOGNIZERS = all_recognizers()


def rules_of(sentence: str) -> set[str]:
    spec = ("AGENTS.md", f"# Orders\n\nHow it works today:\n\n{sentence}\n".encode())
    statements = compile_specs([spec], RECOGNIZERS).statements
    told = [s for s in statements if s.text.startswith(sentence[:12])]
    assert all(s.modality is Modality.INFO for s in told), [s.modality for s in told]
    return {rule for statement in told for rule in statement.rules}


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Services contain business logic and call repositories.", "layer-responsibility"),
        ("Business logic lives in services.", "layer-responsibility"),
        ("Services raise domain errors.", "error-flow"),
        ("Routers translate failures to HTTP.", "error-flow"),
        ("Clashes are `ShopError` subclasses with their own `code`.", "exception-hierarchy"),
        ("Errors carry their `status_code` (409 clash, 404 missing).", "status-codes"),
        ("The global exception handler renders them.", "central-error-handler"),
        ("For balances exactly one module does the writing.", "single-writer"),
        ("A FastAPI backend with MySQL and Celery.", "technology"),
        ("This project uses SQLAlchemy and Redis.", "technology"),
        ("You are an expert in Vue and Django.", "technology"),
    ],
)
def test_facts_about_the_architecture_are_conventions(sentence, rule):
    assert rule in rules_of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Services of the cloud provider cost money.",
        "Routers in the office translate addresses.",
        "Errors happen at night, 404 of them last year.",
        "The exception handler was slow in 2024.",
        "Python errors reach the backend of the other team.",
        "Some people compare Redis and Kafka.",
        "The endpoint handles 500 requests for reports.",
    ],
)
def test_other_facts_are_none(sentence):
    assert rules_of(sentence) == set()
