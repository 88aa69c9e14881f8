import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.examples import broken_examples
from agentgen.commands.spec.report import ACTING
from agentgen.diagnostics import Level, Place
from agentgen.ir.policy import Conflict, Decision, Policy
from agentgen.rules.registry import RULES
from agentgen.spec.compile import compile_specs
from agentgen.spec.lint.contradictions import contradictions
from agentgen.spec.lint.paths import Repository, dead_paths, named_paths
from agentgen.spec.lint.vague import REWRITES, Rewrite, vague_lines

RECOGNIZERS = all_recognizers()


def compiled(*texts: str) -> Policy:
    specs = [(f"{chr(97 + n)}.md", text.encode()) for n, text in enumerate(texts)]
    return compile_specs(specs, RECOGNIZERS)


@pytest.mark.parametrize("rewrite", REWRITES, ids=lambda r: r.sentence)
def test_every_suggested_rewrite_is_kept(rewrite: Rewrite) -> None:
    policy = compiled(f"# Rules\n\n- {rewrite.sentence}\n")
    assert policy.statements
    assert all(statement.status in ACTING for statement in policy.statements)
    assert not policy.conflicts
    assert not vague_lines(policy.statements)


@pytest.mark.parametrize(
    ("line", "word", "rewrite"),
    [
        ("Keep the code clean", "clean", "40 lines"),
        ("Exceptions are handled gracefully", "gracefully", "except:"),
        ("Document everything properly", "properly", "docstring"),
        ("Tests should be comprehensive", "comprehensive", "coverage"),
        ("Strive for readable functions", "readable", "40 lines"),
        ("Always be consistent", "consistent", "lint"),
        ("Be secure", "secure", "SQL"),
    ],
)
def test_adjectives_are_found(line: str, word: str, rewrite: str) -> None:
    (finding,) = vague_lines(compiled(f"# Rules\n\n- {line}\n").statements)
    assert finding.level is Level.WARNING
    assert finding.place.line == 3
    assert f"«{word}» in «{line}»" in finding.message
    assert rewrite in finding.message
    assert ("agentgen can check" in finding.message) is bool(rewrite)


@pytest.mark.parametrize(
    "line",
    [
        "Functions are short: at most 30 lines",
        "Cache responses properly for 60 seconds",
        "Names follow `snake_case` consistently",
        "Return early for better readability",
        "Do we need clean code?",
        "Good examples:",
        "Clean up temporary directories after a run",
        "Use pnpm, not npm",
        "Write clean code <!-- agentgen: ignore -->",
        "Write clean code <!-- agentgen: function-length max=30 -->",
    ],
)
def test_facts_are_not_vague(line: str) -> None:
    assert not vague_lines(compiled(f"# Rules\n\n- {line}\n").statements)


def test_prose_that_only_informs_is_not_vague() -> None:
    assert not vague_lines(compiled("The clean architecture of Oslo is famous.\n").statements)


def test_both_sides_of_a_contradiction_are_quoted() -> None:
    policy = compiled("- Use SQLModel\n", "- Use SQLAlchemy\n")
    (finding,) = contradictions(policy)
    assert finding.level is Level.ERROR
    assert (str(finding.place), "«Use SQLModel»" in finding.message) == ("b.md:1", True)
    assert "a.md:1" in finding.message
    assert "decisions: {orm: sqlmodel}" in finding.help


def test_figures_that_settle_themselves_are_warnings() -> None:
    (finding,) = contradictions(
        compiled("- Functions have at most 30 lines\n- Functions have at most 40 lines\n")
    )
    assert (finding.level, finding.place.line) == (Level.WARNING, 2)


def test_demands_that_add_to_each_other_do_not_contradict() -> None:
    plain, black = (Decision("lint", p, Place("a.md"), "x") for p in ({}, {"black": True}))
    conflict = Conflict("lint", (plain, black), black.value, "")
    assert not contradictions(Policy(conflicts=(conflict,)))


def examples(text: str) -> list[tuple[int, str]]:
    policy = compiled(text)
    found, _ = broken_examples("a.md", text.split("\n"), policy.rules, RULES)
    return [(f.place.line, f.message.split("`")[1]) for f in found]


RULES_TEXT = "# Rules\n\n- Never use `print()`\n- Avoid `any` types\n- Never use `SELECT *`\n\n"


def test_examples_are_held_to_the_rules_of_their_spec() -> None:
    text = (
        RULES_TEXT
        + "Like this:\n\n```python\ndef f():\n    print(1)\n```\n\n```ts\nlet x: any;\n```\n\n"
        + "- In SQL:\n\n  ```sql\n  SELECT a\n  FROM b;\n  SELECT * FROM b;\n  ```\n"
    )
    assert examples(text) == [(11, "no-print"), (15, "no-any"), (23, "no-select-star")]
    assert examples(text.replace("Never", "Sometimes").replace("Avoid", "Like")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Don't do this:\n\n```python\nprint(1)\n```\n",
        "❌ So not:\n```python\nprint(1)\n```\n",
        "## Anti-patterns\n\nSeen in the wild.\n\n```python\nprint(1)\n```\n",
        "```python\n# Bad\nprint(1)\n```\n",
        "```python\nx = 1  # ok\nprint(1)  # wrong\n```\n",
        "Never so.\n\nExample:\n\n```python\nprint(1)\n```\n",
        "```text\nprint(1)\n```\n",
        "```python\n",
    ],
)
def test_bad_examples_may_be_bad(text: str) -> None:
    assert examples(RULES_TEXT + text) == []


def test_only_the_bad_half_of_an_example_is_excused() -> None:
    text = RULES_TEXT + "Mixed.\n\n```python\n# Bad\nprint(1)\n# Good\nprint(2)\n```\n"
    assert examples(text) == [(13, "no-print")]


def test_settings_for_some_paths_judge_no_fragment() -> None:
    text = "<!-- agentgen: no-print scope=api/** -->\n\n```python\nprint(1)\n```\n"
    assert examples(text) == []


FILES = ("docs/guide.md", "backend/app/services/orders.py", "backend/app/main.py")


def dead(text: str, spec: str = "AGENTS.md", on_disk: tuple[str, ...] = ()) -> list[str]:
    policy = compile_specs([(spec, text.encode())], ())
    named = named_paths(spec, text.split("\n"), policy.statements)
    found = dead_paths(named, spec, Repository(FILES, lambda path: path in on_disk))
    return [f.message.split("`")[1] for f in found]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("Read the [guide](docs/giude.md) and [this](docs/guide.md#top).\n", ["docs/giude.md"]),
        ("- Start with `docs/missing.md`\n", ["docs/missing.md"]),
        ("- Keep `backend/app/models/` lean\n", ["backend/app/models/"]),
        ("- See `services/orders.py` and `app/main.py`\n", []),
        ("- See `docs/` and `/docs/guide.md`\n", []),
        ("- Create `docs/new.md` for each module\n", []),
        ("- Never touch `docs/generated.md`\n", []),
        ("# Outputs\n\n- `docs/report.md`\n", []),
        ("- `application/json`, `@scope/pkg`, `feature/x`, `/api/v1/users`, `a/b.py`\n", []),
        ("- `docs/*.md`, `docs/<name>.md`, `docs/{id}.md`, `docs/$X/a.md`\n", []),
        ("- [web](https://a.b/c.md), [mail](mailto:a@b.c), [top](#top), `[x](docs/no.md)`\n", []),
        ("```\n[x](docs/no.md)\n```\n", []),
        ("- See [the other repository](../../other/README.md)\n", []),
    ],
)
def test_dead_paths_are_told_from_lookalikes(text: str, paths: list[str]) -> None:
    assert dead(text) == paths


def test_paths_are_read_from_where_the_spec_lies() -> None:
    text = "See [main](app/main.py) and [orders](services/orders.py).\n"
    assert dead(text, "backend/AGENTS.md") == ["services/orders.py"]


def test_what_version_control_ignores_exists() -> None:
    assert dead("- Read `docs/local.md`\n", on_disk=("docs/local.md",)) == []


def test_the_nearest_file_is_told() -> None:
    policy = compile_specs([("a.md", b"- See `backend/services/orders.py`\n")], ())
    named = named_paths("a.md", ["- See `backend/services/orders.py`"], policy.statements)
    (finding,) = dead_paths(named, "a.md", Repository(FILES, lambda _: False))
    assert "did you mean `backend/app/services/orders.py`?" in finding.message
