"""Other words for what the rules mean: each line is written for this test, none is a spec's."""

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.spec.compile import compile_specs

_ALL = all_recognizers()


def compiled(lines: str):
    """The policy of a spec that consists of these lines."""
    return compile_specs([("AGENTS.md", f"# Rules\n\n{lines}\n".encode())], _ALL)


@pytest.mark.parametrize(
    ("line", "rule", "params"),
    [
        ("- No module may exceed 250 lines.", "file-length", {"max": 250}),
        ("- Files over 300 lines should be broken up.", "file-length", {"max": 300}),
        ("- Limit handlers to three parameters.", "nesting-and-parameters", {"max_parameters": 3}),
        ("- Quotes: single", "quotes", {"style": ("single",)}),
        ("- Cover all new code with unit tests.", "tests-required", {}),
        ("- CI must run lint on each push.", "ci-pipeline", {"stages": ("lint",)}),
        ("- No live network in component tests.", "mock-external-dependencies", {}),
        ("- Mock only at the edges.", "mock-external-dependencies", {}),
        ("- Don't assert against the implementation.", "test-behaviour", {}),
        ("- Menus are operable with the keyboard.", "accessibility", {}),
        ("- Identifiers are UUIDs.", "column-types", {"types": {"keys": "uuid"}}),
        ("- The environment is read only in one place.", "central-configuration", {}),
        ("- Don't silence it with `# noqa`.", "no-type-escapes", {"what": ("noqa",)}),
        (
            "## Never\n\n- put business rules in page components",
            "part-boundaries",
            {"part": "page components", "without": ("business rules",)},
        ),
        (
            "- The core domain must have no knowledge of frameworks.",
            "part-boundaries",
            {"part": "core domain", "without": ("frameworks",)},
        ),
        (
            "- Never import `Chain` from `typing`.",
            "forbidden-imports",
            {"modules": ("typing.Chain",)},
        ),
        ("- Never use mutable lists as defaults.", "no-shared-mutable-state", {}),
        (
            "- Do not run `npm install` yourself.",
            "forbidden-commands",
            {"commands": ("npm install",)},
        ),
        ("- Records derive from AuditedModel.", "base-classes", {"from": ("auditedmodel",)}),
        (
            "- `Clock` in `core/clock.py` provides the time.",
            "artefact-path",
            {"places": {"clock": "core/clock.py"}},
        ),
        ("- Consolidate exception handling in one module.", "central-error-handler", {}),
        ("- Use async for all requests.", "async-routes", {}),
        ("- Effects list all values that the effect uses.", "hook-dependencies", {}),
        ("- Never set state inside effects.", "effect-use", {}),
        ("- `Ids` - gives a unique id per request", "correlation-ids", {}),
        (
            "- Compose stack includes: redis, minio",
            "compose-services",
            {"services": {"redis": "", "minio": ""}},
        ),
        (
            "- `a/x` can only import from `a/y` and `a/y` cannot import from `a/x`.",
            "forbidden-imports",
            {"modules": ("a/x",), "scope": ("a/y",)},
        ),
        ("- No cyclic imports.", "import-style", {"without": ("cyclic",)}),
        ("- Use the `@shop/icons` package for icons.", "technology", {"names": ("@shop/icons",)}),
        ("Search runs on OpenSearch.", "technology", {"names": ("opensearch",)}),
        (
            "- Python 3.13 is required.",
            "technology",
            {"names": ("python",), "versions": {"python": "3.13"}},
        ),
    ],
)
def test_other_words(line, rule, params):
    found = [dict(s.params) for s in compiled(line).rules if s.rule == rule]
    assert params in found


def test_a_number_at_the_end_ends_its_sentence():
    texts = [s.text for s in compiled("We use MySQL 8. The queue is RabbitMQ.").statements]
    assert texts[-2:] == ["We use MySQL 8.", "The queue is RabbitMQ."]


def test_what_is_off_limits_is_refused():
    decisions = compiled("- The standard library logging module is off limits.").decisions
    assert "logging" not in decisions


def test_an_operation_of_the_team_is_no_feature():
    policy = compiled("## Operations\n\n- Rebase before merging\n")
    assert "feature-scope" not in {setting.rule for setting in policy.rules}
