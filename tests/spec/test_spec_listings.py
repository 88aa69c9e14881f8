"""What code blocks state: paths of trees, tables and columns, names, routes."""

from collections.abc import Callable

import pytest

from agentgen.ir.policy import Modality, Statement

Read = Callable[[str], list[Statement]]


def told(statements: Read, code: str, language: str = "") -> list[str]:
    found = statements(f"## Shop\n\n```{language}\n{code}\n```\n")
    assert found[0].modality is Modality.EXAMPLE
    return [s.text for s in found[1:]]


@pytest.mark.parametrize(
    "tree",
    [
        "shop/\n├── api/     # HTTP only\n│   ├── v1.py\n│   └── deps.py  (wiring)\n└── tests/\n",
        "shop/\n|-- api/     <- HTTP only\n|   |-- v1.py\n|   `-- deps.py - wiring\n`-- tests/\n",
        "shop/\n+-- api/     // HTTP only\n|   +-- v1.py\n|   +-- deps.py # wiring\n+-- tests/\n",
        "shop\n├── api     HTTP only\n│   ├── v1.py\n│   └── deps.py → wiring\n└── tests/\n",
        "shop/\n  api/  # HTTP only\n    v1.py\n    deps.py — wiring\n  tests/\n",
    ],
)
def test_each_path_of_a_tree_is_a_statement(statements: Read, tree: str) -> None:
    assert told(statements, tree.rstrip()) == [
        "shop/",
        "shop/api/: HTTP only",
        "shop/api/v1.py",
        "shop/api/deps.py: wiring",
        "shop/tests/",
    ]


def test_a_tree_without_a_root_and_with_placeholders(statements: Read) -> None:
    tree = ".\n├── features/<name>/router.py\n├── .github/\n│   └── workflows/\n└── Dockerfile"
    assert told(statements, tree) == [
        "features/<name>/router.py",
        ".github/",
        ".github/workflows/",
        "Dockerfile",
    ]


def test_paths_know_their_line_and_column_and_how_binding_they_are(statements: Read) -> None:
    text = "- Layout:\n\n  ```\n  app/\n  ├── gen/   # never edit\n  ├── web/\n  └── x.py\n  ```\n"
    found = {s.text: s for s in statements(text)}
    gen = found["app/gen/: never edit"]
    assert (gen.place.line, gen.place.column, gen.modality) == (5, 7, Modality.NEVER)
    assert found["app/web/"].modality is Modality.MUST
    whole = next(s for s in found.values() if s.modality is Modality.EXAMPLE)
    assert (whole.place.line, whole.place.column, list(whole.lines)) == (4, 3, [3, 4, 5, 6, 7, 8])


@pytest.mark.parametrize(
    "drawing",
    [
        "┌─────┐   ┌─────┐\n│ web │──▶│ api │\n├─────┤   ├─────┤\n└─────┘   └─────┘",
        "main\n├── login ok → session\n├── login bad → 401\n└── logged out",
        "parse(x)\n├─ Read the file\n├─ Check the header\n└─ Close it again",
    ],
)
def test_other_drawings_are_no_trees(statements: Read, drawing: str) -> None:
    assert told(statements, drawing) == []


def test_tables_and_columns(statements: Read) -> None:
    ddl = (
        "-- Orders table\norders.order_id UUID PRIMARY KEY\norders.total_cents INTEGER\n\n"
        "CREATE TABLE IF NOT EXISTS shops (\n  shop_id UUID PRIMARY KEY,\n  name VARCHAR(80),\n"
        "  UNIQUE (name)\n);"
    )
    assert told(statements, ddl, "sql") == [
        "Orders table: order_id, total_cents",
        "orders.order_id UUID PRIMARY KEY",
        "orders.total_cents INTEGER",
        "shops table: shop_id, name",
        "shops.shop_id UUID PRIMARY KEY",
        "shops.name VARCHAR(80)",
    ]


def test_names_under_a_comment_and_patterns(statements: Read) -> None:
    sql = "-- Prices: {thing}_cents\nnet_cents, tax_cents\n\n-- Audit fields\nmade_by, made_at\n"
    assert told(statements, sql, "sql") == [
        "Prices: {thing}_cents",
        "Audit fields: made_by, made_at",
    ]


def test_routes_and_commented_paths(statements: Read) -> None:
    assert told(statements, "GET /orders/{id}  one order\nPOST|PUT /orders\nsee below") == [
        "GET /orders/{id}  one order",
        "POST|PUT /orders",
    ]
    assert told(statements, "# Reports: /api/v2/reports/*\n# Hooks: /hooks/pay/in", "python") == [
        "Reports: /api/v2/reports/*",
        "Hooks: /hooks/pay/in",
    ]


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("GET /orders HTTP/1.1\nHost: shop.test", "http"),
        ("GET /orders HTTP/1.1\nHost: shop.test", ""),
        ("# Config: /etc/shop/conf\nload()", "python"),
        ("SELECT a, b FROM orders", "sql"),
        ("# See: https://shop.test/docs/x", "python"),
        ("a, b\nc, d", "sql"),
    ],
)
def test_sample_code_states_nothing(statements: Read, code: str, language: str) -> None:
    assert told(statements, code, language) == []


def test_examples_state_nothing(statements: Read) -> None:
    tree = "```\na/\n├── b/\n├── c/\n└── d.py\n```\n"
    for text in (
        f"## Example\n\n{tree}",
        f"Example layout:\n\n{tree}",
        f"**Example Tree:**\n{tree}",
    ):
        assert {s.modality for s in statements(text)} <= {Modality.EXAMPLE, Modality.INFO}


@pytest.mark.parametrize(
    ("comment", "modality", "text"),
    [
        ("// Prefer the shared client over raw requests", Modality.PREFER, None),
        ("# Rows - ALWAYS restrict to the caller's team", Modality.MUST, None),
        ("# `slug` is inherited — don't declare it again", Modality.NEVER, None),
        ("# BAD: queries inside the view", Modality.NEVER, "queries inside the view"),
        ("// ✗ never mutate props in render", Modality.NEVER, "never mutate props in render"),
    ],
)
def test_comments_that_demand_something_are_stated(statements: Read, comment, modality, text):
    found = statements(f"## Style\n\n```python\n{comment}\ncall()\n```\n")
    told = [(s.modality, s.text) for s in found if s.modality is not Modality.EXAMPLE]
    assert told[-1] == (modality, text or comment.lstrip("#/ "))


@pytest.mark.parametrize(
    "comment",
    [
        "# Create the user",
        "// Handle success",
        "# Bad: open the file\n# Good: open the file once",
        "# use cache",
    ],
)
def test_comments_that_tell_what_the_code_does_state_nothing(statements: Read, comment):
    found = statements(f"## Style\n\n```python\n{comment}\ncall()\n```\n")
    assert {s.modality for s in found} <= {Modality.EXAMPLE, Modality.INFO}
