from collections.abc import Callable

import pytest

from agentgen.errors import AgentgenError
from agentgen.ir.policy import Modality, Policy, Statement
from agentgen.spec.clauses import clauses

Read = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use A; never B.", ["Use A", "never B."]),
        ("Use black. Then test.", ["Use black.", "Then test."]),
        ("Use A (e.g. B; C). Stop.", ["Use A (e.g. B; C).", "Stop."]),
        ("Return `{a; b}` always; log it", ["Return `{a; b}` always", "log it"]),
        ("Keep secrets out — never log them", ["Keep secrets out", "never log them"]),
        ("Use 3.12 or v1.2. ok", ["Use 3.12 or v1.2. ok"]),
        ("Ask; if unsure, stop", ["Ask; if unsure, stop"]),
        ("One\nline", ["One line"]),
        ("Keys in variables, never commit them", ["Keys in variables", "never commit them"]),
        ("Check at the edge, never inside", ["Check at the edge, never inside"]),
        ("Use DTOs (never expose models).", ["Use DTOs", "never expose models."]),
        ("Use DTOs (never models) always", ["Use DTOs (never models) always"]),
        ("An open ` tick; and more", ["An open ` tick; and more"]),
        ("***", []),
    ],
)
def test_text_is_split_into_clauses(text: str, expected: list[str]) -> None:
    assert [clause for _, clause in clauses(text)] == expected


@pytest.mark.parametrize(
    ("markdown", "modality"),
    [
        ("- Functions have at most 30 lines", Modality.MUST),
        ("- Connection pooling", Modality.MUST),
        ("- Never log secrets", Modality.NEVER),
        ("- Services must not import FastAPI", Modality.NEVER),
        ("- No undocumented endpoints", Modality.NEVER),
        ("- Zero lint warnings", Modality.MUST),
        ("- Validate at the boundary, never inside services", Modality.MUST),
        ("- Involve a lead if that does not help", Modality.MUST),
        ("- Show the whole file, not snippets", Modality.MUST),
        ("- Avoid the `any` type", Modality.SHOULD),
        ("- Files should be small", Modality.SHOULD),
        ("- Consider React Query", Modality.SHOULD),
        ("- Functions should be under 50 lines", Modality.MUST),
        ("- Files should not exceed 300 lines", Modality.MUST),
        ("- Aim for 80 % coverage", Modality.SHOULD),
        ("## Defaults (override if specified)\n\n- ORM: SQLAlchemy", Modality.SHOULD),
        ("```sql\n-- Counts: {entity}_count\n```", Modality.MUST),
        ("```sql\n-- the counts of {x}\n```", Modality.EXAMPLE),
        ("- Prefer soft deletes", Modality.PREFER),
        ("- **Always** version APIs", Modality.MUST),
        ("All tables have a primary key.", Modality.MUST),
        ("The service was written in spring.", Modality.INFO),
        ("Dependencies point inward only.", Modality.MUST),
        ("Only the billing module may touch invoices.", Modality.MUST),
        ("Helpers may be imported only from the same package.", Modality.MUST),
        ("Helpers may be imported.", Modality.INFO),
        ("Our backend follows a hexagonal architecture.", Modality.MUST),
        ("**Caching**: Results live in Redis.", Modality.MUST),
        ("**Background**: Results live in Redis.", Modality.INFO),
        ("You never push to main.", Modality.NEVER),
        ("You implement the services.", Modality.MUST),
        ("Run the linter before you push.", Modality.MUST),
        ("## What I never do\n\n- Skip input validation", Modality.NEVER),
        ("## Anti-patterns\n\n- `SELECT *` in production", Modality.NEVER),
        ("## Never\n\n- Skip validation\n- Use `zod` instead of `joi`", Modality.MUST),
        ("## Never call `commit()`\n\n- The request commits", Modality.MUST),
        ("## Never call `commit()`", Modality.NEVER),
        ("## Forbidden imports\n\n- `httpx` in routers", Modality.NEVER),
        ("## Avoid the following\n\n- Global state", Modality.NEVER),
        ("- Scripts may print", Modality.INFO),
        ("## Never merge without\n\n- Green tests", Modality.MUST),
        ("## Do's and don'ts\n\n- Use black", Modality.MUST),
        ("## Should have\n\n- Dark mode", Modality.SHOULD),
        ("## Preferences\n\n- Tabs", Modality.PREFER),
        ("## Examples\n\n- Use 20 lines", Modality.EXAMPLE),
        ("## Overview\n\n- A web shop", Modality.INFO),
        ("## Overview\n\n- Every page must load", Modality.MUST),
        ("## Resources\n\n- Always read the FastAPI docs", Modality.INFO),
        ("When writing code, never:\n\n- print to the console", Modality.NEVER),
        ("You should:\n\n- cache results", Modality.SHOULD),
        ("- ❌ print statements", Modality.NEVER),
        ("- ✅ structured logs", Modality.MUST),
        ("- [ ] Tests pass", Modality.MUST),
        ("| Kind | Don't |\n|---|---|\n| Logs | use print |", Modality.NEVER),
        ("| Kind | Example |\n|---|---|\n| Keys | `user_id` |", Modality.EXAMPLE),
        ("```sql\nSELECT * FROM users\n```", Modality.EXAMPLE),
        ("- FastAPI: https://fastapi.tiangolo.com", Modality.INFO),
        ("When writing code, always:\n", Modality.INFO),
    ],
)
def test_modality(statements: Read, markdown: str, modality: Modality) -> None:
    assert statements(markdown)[-1].modality is modality


def test_place_and_section(statements: Read) -> None:
    text = (
        "# A\n\n## B\n\nWhen coding:\n\n1. Use x\n   - nested y\n\nOne line\nof two. Then use z.\n"
    )
    found = {s.text: s for s in statements(text)}
    assert found["Use x"].place.line == 7
    assert found["Use x"].place.column == 4
    assert found["Use x"].section == ("A", "B", "When coding")
    assert found["nested y"].section == ("A", "B", "When coding", "Use x")
    assert found["nested y"].place.line == 8
    assert found["One line of two."].place.line == 10
    assert found["Then use z."].place.line == 11
    assert found["Then use z."].section == ("A", "B")


def test_table_rows_speak_by_their_header(statements: Read) -> None:
    table = (
        "| ID | Part | Path | Notes |\n|---|---|---|---|\n"
        "| BC-01 | API | `/services/**/api.py` | One module a service; no SQL |\n"
    )
    assert [s.text for s in statements(table)] == [
        "API: `/services/**/api.py`",
        "API: One module a service",
        "API: no SQL",
    ]
    assert [s.modality for s in statements(table)][-1] is Modality.NEVER
    assert {s.place.line for s in statements(table)} == {3}


def test_a_single_column_has_no_label(statements: Read) -> None:
    assert [s.text for s in statements("| Rule |\n|---|\n| Use x |\n")] == ["Use x"]


def test_code_keeps_its_lines_and_its_lead(statements: Read) -> None:
    text = "# E\n\n- Return errors as:\n\n```json\n{\n}\n```\n"
    code = statements(text)[-1]
    assert code.text == "{\n}"
    assert code.place.line == 6
    assert code.section == ("E", "Return errors as")


def test_a_tree_without_a_fence_is_code(statements: Read) -> None:
    tree = "├── app/\n│   ├── api/\n│   └── core/\n└── tests/\n"
    whole, *paths = statements(tree)
    assert whole.modality is Modality.EXAMPLE
    assert whole.text.startswith("├── app/")
    assert [p.text for p in paths] == ["app/", "app/api/", "app/core/", "tests/"]


def test_markup_is_removed_and_code_spans_kept(statements: Read) -> None:
    text = "- **Use** *the* [`ruff`](https://x.test) linter<br>always, in `<svc>` and <svc>\n"
    assert statements(text)[0].text == "Use the `ruff` linter always, in `<svc>` and <svc>"


def test_titles_that_say_something_are_statements(statements: Read) -> None:
    text = (
        "## TDD: write the test first\n\n## Testing\n\n## What I never do\n\n## Never guess\n"
        "## Shutdown — close every client\n\n## Shutdown — the last step\n\n## Useful links\n"
    )
    assert [(s.text, s.modality) for s in statements(text)] == [
        ("TDD: write the test first", Modality.MUST),
        ("Never guess", Modality.NEVER),
        ("Shutdown — close every client", Modality.MUST),
        ("Useful links", Modality.INFO),
    ]


def test_ids_are_stable_and_unique(policy: Callable[..., Policy]) -> None:
    before = {s.text: s.id for s in policy("# A\n- Use x\n- Use y\n").statements}
    after = policy("# A\nSome words.\n\n- Use  **x**\n- Use y\n- Use y\n").statements
    assert before["Use x"] == next(s.id for s in after if s.text == "Use x")
    twins = [s.id for s in after if s.text == "Use y"]
    assert twins == [before["Use y"], before["Use y"] + "-2"]


def test_hostile_nesting_is_read(statements: Read) -> None:
    assert statements(">" * 30 + " Use x")[0].text == "Use x"
    assert statements("- " * 30 + "Use x")[0].text == "Use x"
    assert statements("[" * 2000 + "\n\n- Use y\n")[-1].text == "Use y"


@pytest.mark.parametrize("text", [">" * 500 + " x", "- " * 300 + "x", "1. " * 90 + "x"])
def test_nesting_without_end_is_refused(statements: Read, text: str) -> None:
    with pytest.raises(AgentgenError, match="too deeply"):
        statements(text)


def test_empty_code_says_nothing(statements: Read) -> None:
    assert statements("```\n\n```\n") == []


def test_what_to_do_instead_is_a_demand_of_its_own(statements: Read) -> None:
    found = statements("## Never\n\n- open(path) in a view → use the storage service\n")
    assert [(s.text, s.modality) for s in found if s.place.line == 3] == [
        ("open(path) in a view", Modality.NEVER),
        ("use the storage service", Modality.MUST),
    ]


def test_an_arrow_outside_prohibitions_does_not_part_clauses(statements: Read) -> None:
    found = statements("## Flow\n\n- Parse the file → store the rows\n")
    assert [s.text for s in found if s.place.line == 3] == ["Parse the file → store the rows"]
