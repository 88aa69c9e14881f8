"""What names a thing and does not ask for it: cases, faults, reported findings, refusals."""

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy import Modality
from agentgen.spec.compile import compile_specs

_ALL = all_recognizers()


def recognised(text: str) -> dict[str, dict]:
    """The rules that a spec switches on, with their parameters."""
    policy = compile_specs([("AGENTS.md", text.encode())], _ALL)
    return {setting.rule: dict(setting.params) for setting in policy.rules}


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("When a cached query result is stale, tell the reader.", "caching"),
        ("When an endpoint has cursor pagination, name the parameters well.", "pagination"),
        ("Once the index on the key column is built, drop the copy.", "indexes"),
        ("Tests of the suite avoid ad hoc servers.", "unwanted-constructs"),
        ("Avoid classes that only group constants.", "unwanted-constructs"),
        ("A hardcoded value without a name is forbidden.", "hard-coded-secrets"),
        ("Generated stubs are exempt from linting.", "lint"),
        ("Put DTOs in `wire.py`.", "data-transfer-objects"),
        ("- `old/`: no longer needed\n- `vendor/` - not used", "artefact-path"),
        ("Keep invoices under `/v2/invoices`.", "artefact-path"),
        ("Put them in `parts/`.", "artefact-path"),
        ("Stay consistent with the roadmap: `docs/roadmap.md`", "artefact-path"),
        ("Orders are verified via `current_owner` helpers.", "enforcing-command"),
        ("The id stands in all log entries for request tracing.", "log-events"),
        ("`app/inner` must not import `redis`.", "avoided-technology"),
        ("Handlers must never use Celery.", "avoided-technology"),
        ("`a/x` can only import from `a/y` and `a/y` cannot import from `a/x`.", "allowed-imports"),
        ("Use async libraries for I/O.", "async-routes"),
        ("Page names: `lower_case.tsx`", "artefact-path"),
        ("Keep handlers short - hand the rest on to `inner/`", "artefact-path"),
        ("Start docstrings with one line (max 70 characters for the summary).", "line-length"),
        ("Triple double-quotes around docstrings.", "quotes"),
        ("No space before a semicolon.", "semicolons"),
        ("Use one blank with type annotations.", "typed-signatures"),
        ("Use the newer union syntax (Python 3.10+).", "technology"),
        ("Say why (assume a reader who knows the domain).", "ask-when-unclear"),
        ("Lay out small modules, not large classes.", "unwanted-constructs"),
    ],
)
def test_what_is_named_is_not_asked_for(sentence, rule):
    assert rule not in recognised(f"# Rules\n\n- {sentence.removeprefix('- ')}\n")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("When an endpoint lists many rows, use cursor pagination.", "pagination"),
        ("If queries are slow, cache their results in Redis.", "caching"),
        ("Generated code is checked by ruff too.", "lint"),
        ("Put parsers in `parse.py`.", "artefact-path"),
    ],
)
def test_what_the_case_asks_for_is_meant(sentence, rule):
    assert rule in recognised(f"# Rules\n\n- {sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "params"),
    [
        ("Never build one that merely wraps `Clock`.", None),
        ("Use the name from the module, not where it is declared (`clock.now`).", None),
        ("Keep adapters here, not in `core`.", None),
        ("Never write to the ledger without `audit_entry`.", {"use": ("audit_entry",)}),
        ("There is no need for `@slow` marks.", None),
        ("Don't annotate `this`.", None),
        ("Never pass `Frame` where `LazyFrame` is meant.", {"without": ("Frame",)}),
        ("State goes to the store, never through `useRef`.", {"without": ("useRef",)}),
        ("Do not extend `BaseThing`.", {"without": ("BaseThing",)}),
        ("Avoid inheritance, extend `Mixin`.", {"use": ("Mixin",)}),
    ],
)
def test_polarity_of_named_code(sentence, params):
    assert recognised(f"# Rules\n\n- {sentence}\n").get("named-code") == params


def test_faults_and_reasons_in_a_table_only_inform():
    text = (
        "# Rules\n\n| Symptom | Likely cause | Fix |\n|---|---|---|\n"
        "| Tests hang | A race condition in tests | Use fixtures for setup of tests |\n"
    )
    policy = compile_specs([("AGENTS.md", text.encode())], _ALL)
    by_text = {s.text: s.modality for s in policy.statements}
    assert by_text["Tests hang: A race condition in tests"] is Modality.INFO
    assert by_text["Tests hang: Use fixtures for setup of tests"] is Modality.MUST


def test_a_reported_finding_is_sample_output():
    text = "# Report\n\n- `billing/app.py:67` - magic number in the query\n- No magic numbers\n"
    policy = compile_specs([("AGENTS.md", text.encode())], _ALL)
    assert [s.modality for s in policy.statements if "magic" in s.text] == [
        Modality.EXAMPLE,
        Modality.NEVER,
    ]


def test_the_version_of_a_syntax_is_no_choice_of_a_python():
    text = b"# Rules\n\n- Write `list[str]` rather than `List[str]` for Python 3.12+\n"
    assert "python" not in compile_specs([("AGENTS.md", text)], _ALL).decisions
