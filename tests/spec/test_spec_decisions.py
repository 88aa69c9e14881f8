from collections.abc import Callable, Mapping
from typing import Any

import pytest

from agentgen.ir.decisions import Decisions
from agentgen.ir.policy import Policy
from agentgen.spec.decisions import ALL
from agentgen.spec.decisions.error_body import combine
from agentgen.spec.decisions.layout import tree_paths
from agentgen.spec.decisions.shapes import Bare, Member, parse_shape

Compile = Callable[..., Policy]
NESTED = {
    "success": False,
    "error": {
        "code": "$code",
        "message": "$message",
        "statusCode": "$status",
        "details": "$details?",
    },
}
FLAT = {"code": "$code", "message": "$message", "details": "$details?"}
LAYERS = """```
backend/
├── api/
│   └── routes/
├── core/
│   └── services/
└── database/
    └── repositories/
```"""
FEATURES = """```
app/
├── users/
│   ├── router.py
│   └── service.py
└── main.py
```"""
SERVICES = """```
services/
├── billing/
│   ├── api.py
│   └── service.py
└── worker.py
```"""
FRONTEND_TREE = """```
src/
├── features/
│   └── users/
│       ├── UserList.tsx
│       └── api.ts
└── main.tsx
```"""


def test_every_decision_of_the_ir_has_one_decider() -> None:
    only_set_by_people = {"operations"}
    known = set(Decisions.__slots__) - only_set_by_people
    assert sorted(decider.key for decider in ALL) == sorted(known)


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("- Put endpoints into `services/<name>/api.py`", "layout", "services"),
        ("| A | Path |\n|---|---|\n| API | `/services/**/api.py` |", "layout", "services"),
        (SERVICES, "layout", "services"),
        (LAYERS, "layout", "layers"),
        (FEATURES, "layout", "features"),
        (FRONTEND_TREE, "layout", None),
        ("- `app/features/{name}/router.py` holds the routes", "layout", "features"),
        ("- Organise the backend by domain, as vertical slices", "layout", "features"),
        ("- Group modules by feature or responsibility", "layout", None),
        ("- Group React components by feature", "layout", None),
        ("- Structure the code by layer, never by feature", "layout", None),
        ("- Payments live in `core/services/payment_service.py`", "layout", None),
        ("```\nservices and routes\n```", "layout", None),
        ("- Use SQLModel for tables", "orm", "sqlmodel"),
        ("- SQLModel (on SQLAlchemy) is our ORM", "orm", "sqlmodel"),
        ("- Use SQLAlchemy instead of SQLModel", "orm", "sqlalchemy"),
        ("- Never use SQLModel", "orm", None),
        ("- SQLModel or SQLAlchemy, as you like", "orm", None),
        ("- SQLAlchemy docs: https://docs.sqlalchemy.org", "orm", None),
        ("- Keep models in `sqlmodel/models.py`", "orm", None),
        ("## Resources\n\n- SQLAlchemy tutorial", "orm", None),
        ("```python\nimport sqlalchemy\n```", "orm", None),
        ("- Log with structlog", "logging", "structlog"),
        ("- Structured logging with Loguru, not structlog", "logging", "loguru"),
        ("- Loguru or structlog for logs", "logging", None),
        ("- Use the standard library's logging via stdlib logging", "logging", "stdlib"),
        ("- Use structured logging", "logging", None),
        ("- Write Google-style docstrings", "docstrings", "google"),
        ("- Docstrings in NumPy or Google style", "docstrings", "numpy"),
        ("- Docstrings follow reST", "docstrings", "sphinx"),
        ("- Sign in with Google", "docstrings", None),
        ("- Use proper indexes and foreign keys", "foreign_keys", True),
        ("- Enforce referential integrity in the database", "foreign_keys", True),
        ("- No foreign keys: integrity is the application's", "foreign_keys", False),
        ("- Don't use foreign key constraints", "foreign_keys", False),
        ("- Never add foreign keys", "foreign_keys", False),
        ("- Name foreign keys after the table", "foreign_keys", None),
        ("- Prefer soft deletes over hard deletes", "soft_delete", True),
        ("- Prefer hard deletes over soft deletes", "soft_delete", False),
        ("- Never soft-delete users", "soft_delete", False),
        ("- Avoid soft deletes", "soft_delete", False),
        ("- Hard deletes only", "soft_delete", False),
        ("- Delete softly spoken comments", "soft_delete", None),
        ("- Tables use entity-specific primary keys", "primary_key", "entity_id"),
        ("| K | P |\n|---|---|\n| Primary keys | `{entity}_id` |", "primary_key", "entity_id"),
        ("| K | P |\n|---|---|\n| Foreign keys | `{entity}_id` |", "primary_key", None),
        ("- The primary key is `id`", "primary_key", "id"),
        ("- No entity-specific primary keys", "primary_key", None),
        ("- Use keys without entity-specific primary keys where needed", "primary_key", None),
        ("- All routes live under `/api/v2`", "api_prefix", "/api/v2"),
        ("- Version your APIs (/api/v1/resource)", "api_prefix", "/api/v1"),
        ("- Every route begins with `/api`", "api_prefix", "/api"),
        ("- Never expose `/v1/internal` routes", "api_prefix", None),
        ("- Call https://api.example.com/v1/users", "api_prefix", None),
        ("- The external API is at `/v3/charges`", "api_prefix", None),
        ("- Move `/api/v1` to `/api/v2` routes", "api_prefix", None),
        ("```\nGET /api/v1/users\nPOST /api/v1/users\n```", "api_prefix", "/api/v1"),
        ("- 400 for validation, 401 for authentication", "validation_status", 400),
        ("- Validation errors are answered with 422", "validation_status", 422),
        ("- Tell format errors (400) from business errors (422)", "validation_status", 400),
        ("- Answer validation errors not with 422 but with 400", "validation_status", 400),
        ("- Use status codes (200, 400, 422)", "validation_status", None),
        ("- Never answer validation errors with 422", "validation_status", None),
        ("- 422 Unprocessable Entity for invalid input", "validation_status", 422),
        ("- 400 for malformed JSON, 422 for validation errors", "validation_status", 422),
        ("- Paginate lists (default: 25, max: 50)", "page_size", 25),
        ("- Paginate lists (default: 25, max: 50)", "page_size_max", 50),
        ("- Paginate with 30 items a page by default and 90 at most", "page_size", 30),
        ("- Paginate with 30 items a page by default and 90 at most", "page_size_max", 90),
        ("- Page size defaults to 10, never more than 40", "page_size_max", 40),
        ("- Read `offset` (default 0) and `limit` (default 15)", "page_size", 15),
        ("- Retry at most 3 times", "page_size_max", None),
        ("- Functions have at most 30 lines", "page_size_max", None),
        ("- max_connections defaults to 20", "page_size", None),
        ("- Paginate every list", "page_size", None),
        ("- Use Python 3.12", "python", "3.12"),
        ("- Python 3.13+ is required", "python", "3.13"),
        ("- Python >= 3.9", "python", "3.11"),
        ("- Drop support for Python 3.9", "python", None),
        ("- Use Python 3.12, not Python 3.9", "python", "3.12"),
        ("- Never use Python 3.8", "python", None),
        ("- Upgrade from Python 3.9 to Python 3.12", "python", "3.12"),
        (
            "- The image is Python 3.11-slim, with a non-root user",
            "docker_base",
            "python:3.11-slim",
        ),
        (
            "```dockerfile\nFROM python:3.12-slim-bookworm\n```",
            "docker_base",
            "python:3.12-slim-bookworm",
        ),
        ("- Base image `python:3.12`", "docker_base", "python:3.12"),
        ("- Use Python 3.12", "docker_base", None),
        ("- Replace the old image, no longer python:3.9-slim", "docker_base", None),
        ("- Line length: 88", "line_length", 88),
        ("- Lines have at most 120 characters", "line_length", 120),
        ("- Keep to a 79-character line limit", "line_length", 79),
        ("- Commit messages: lines of at most 72 characters", "line_length", None),
        ("- Files have at most 500 lines", "line_length", None),
        ("- Line length: 88 (Black) or 79", "line_length", None),
        ("- Prettier: line length 80", "line_length", None),
        ("```toml\nline-length = 110\n```", "line_length", 110),
        ("- Return errors as `{code, message, details?}`", "error_body", FLAT),
        (
            'All errors look like `{ "error": "message", "code": "ERROR_CODE" }`',
            "error_body",
            {"error": "$message", "code": "$code"},
        ),
        ("- Errors carry `code`, `message` and, optionally, `details`", "error_body", FLAT),
        ("- The handler returns JSON with error code, message, details", "error_body", FLAT),
        ("- Raise `AppError(message, code, details)`", "error_body", None),
        (
            "- Messages carry `type`, `message`, `code` and `progress` or an error",
            "error_body",
            None,
        ),
        ("- Return pages as `{items, total}`", "error_body", None),
        ("- Never return errors as `{code, message}`", "error_body", None),
        (
            "- Use RFC 9457 problem details for errors",
            "error_body",
            {
                "type": "about:blank",
                "title": "$code",
                "status": "$status",
                "detail": "$message",
                "errors": "$details?",
            },
        ),
        (
            '## Errors\n\n```json\n{"detail": "Not found"}\n```',
            "error_body",
            {"detail": "$message"},
        ),
        (
            '## Errors\n\n```json\n{"success": true, "data": {}, "error": null}\n```',
            "error_body",
            None,
        ),
        (
            "## Errors\n\n```ts\ninterface ApiError {\n  code: string; // upper case\n"
            "  message: string;\n  requestId?: string;\n}\n```",
            "error_body",
            {"code": "$code", "message": "$message", "requestId": "$request_id?"},
        ),
        (
            "## Errors\n\n```python\nclass ErrorBody(BaseModel):\n    status: int\n"
            "    message: str\n    errors: list[str] | None = None\n```",
            "error_body",
            {"status": "$status", "message": "$message", "errors": "$details?"},
        ),
        (
            "## Error handler\n\n```python\nreturn JSONResponse(status_code=400, content={\n"
            '    "error": "NOT_FOUND",\n    "message": str(exc),\n    "timestamp": now(),\n})\n```',
            "error_body",
            {"error": "$code", "message": "$message"},
        ),
        (
            '## Errors\n\n```json\n{"status": "fail", "code": 404, "reason": "gone"}\n```',
            "error_body",
            {"status": "fail", "code": "$status", "reason": "$message"},
        ),
    ],
)
def test_what_prose_decides(policy: Compile, text: str, key: str, value: Any) -> None:
    decision = policy(text).decisions.get(key)
    assert (decision.value if decision else None) == value


def test_a_field_list_and_its_example_are_one_body(policy: Compile) -> None:
    text = """## Errors

- Always include `message`, `code`, `statusCode`, optionally `details`
- Example:

```json
{"success": false, "error": {"code": "NOT_FOUND", "message": "No.", "statusCode": 404}}
```
"""
    compiled = policy(text)
    assert compiled.decisions["error_body"].value == NESTED
    assert compiled.conflicts == ()


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (FLAT, {"code": "$code", "message": "$message"}, FLAT),
        (FLAT, {"message": "$message", "code": "$code", "details": "$details?"}, FLAT),
        (FLAT, {"error": "$message", "code": "$code"}, None),
        (FLAT, NESTED, None),
        ({"error": {"message": "$message"}}, {"error": {"code": "$code"}}, None),
    ],
)
def test_bodies_that_agree_are_combined(
    one: Mapping[str, Any], other: Mapping[str, Any], both: Mapping[str, Any] | None
) -> None:
    assert combine(one, other) == both
    assert combine(other, one) == both


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("{a, b?}", (Member("a", Bare("")), Member("b", Bare(""), True))),
        ("{'a': 'x', \"b\": 2, c: null}", (Member("a", "x"), Member("b", 2), Member("c", None))),
        ('{"a": [1, 2], ...}', (Member("a", []),)),
        ("{a: {b: True}}", (Member("a", (Member("b", True),)),)),
        ("{a: {1 + 2}}", (Member("a", Bare("object")),)),
        ('{"a": "x\\"y", b: f(1, 2)}', (Member("a", 'x"y'), Member("b", Bare("f(1, 2)")))),
        ('{"a": "x\\q"}', (Member("a", "x\\q"),)),
        ("{a", None),
        ("{=}", None),
        ("a", None),
        ("{a:" * 50, None),
    ],
)
def test_shapes_are_read_leniently(text: str, shape: tuple[Member, ...] | None) -> None:
    assert parse_shape(text) == shape


def test_a_tree_gives_full_paths() -> None:
    text = "app/\n├── api/\n│   └── routes/  # handlers\n└── main.py\n"
    assert tree_paths(text) == ["app/", "app/api/", "app/api/routes/", "app/main.py"]
