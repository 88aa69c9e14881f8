"""The emitted frontend as a tree of files."""

import re
from functools import cache

import pytest
import tree_sitter_typescript
from blueprints import accounts, answer, blueprint_of, body, crud, hostile, ref, shop
from tree_sitter import Language, Parser

from agentgen.emit.frontend import emit_frontend
from agentgen.tree import SourceTree

DOCUMENTS = {"shop": shop, "hostile": hostile, "accounts": accounts}
FEATURES = "frontend/src/features"


@cache
def tree_of(name: str) -> SourceTree:
    return emit_frontend(blueprint_of(DOCUMENTS[name]()))


def scripts(tree: SourceTree) -> list[str]:
    return [path for path in tree if path.endswith((".ts", ".tsx"))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_module_parses(name: str) -> None:
    tsx = Parser(Language(tree_sitter_typescript.language_tsx()))
    plain = Parser(Language(tree_sitter_typescript.language_typescript()))
    tree = tree_of(name)

    broken = [
        path
        for path in scripts(tree)
        if (tsx if path.endswith("x") else plain).parse(tree[path].encode()).root_node.has_error
    ]

    assert broken == []
    assert len(scripts(tree)) > 60


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_are_short_typed_and_silent(name: str) -> None:
    tree = tree_of(name)
    for path in scripts(tree):
        text = tree[path]
        if not path.endswith((".test.tsx", ".test.ts", "api/types.ts")):
            assert len(text.splitlines()) <= 250, path
        assert not re.search(r":\s*any\b|\bas any\b|console\.(log|debug)", text), path
        assert "class " not in text or "class ApiError" in text or '"' in text, path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_import_of_our_own_is_a_file(name: str) -> None:
    tree = tree_of(name)
    for path in scripts(tree):
        for target in re.findall(r'(?:from|import\() ?"(\.[^"]+)"', tree[path]):
            folder = path.split("/")[:-1]
            for step in target.split("/"):
                folder = folder[:-1] if step == ".." else folder if step == "." else [*folder, step]
            wanted = "/".join(folder)
            assert {wanted, f"{wanted}.ts", f"{wanted}.tsx"} & set(tree.files), (path, target)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_operation_has_a_call_and_a_test(name: str) -> None:
    blueprint = blueprint_of(DOCUMENTS[name]())
    tree = tree_of(name)
    calls = [p for p in tree if re.match(rf"{FEATURES}/[^/]+/api/[^/.]+\.ts$", p)]
    tested = "".join(tree[p] for p in tree if re.search(r"/api/endpoints\d*\.test\.ts$", p))

    assert len(calls) == len(blueprint.operations)
    assert tested.count("\nit(") == len(blueprint.operations)


def test_pages_never_meet_the_api() -> None:
    tree = tree_of("shop")
    routes = re.findall(r'path: "([^"]+)"', "".join(tree[p] for p in tree if "/routes.tsx" in p))

    assert "products/:productId/reviews/:reviewId/edit" in routes
    assert not [route for route in routes if route.startswith("api")]
    assert '"/api/v1": { target: backend' in tree["frontend/vite.config.ts"]


def test_an_api_at_the_root_moves_the_pages() -> None:
    from dataclasses import replace

    blueprint = replace(blueprint_of(shop()), prefix="")
    tree = emit_frontend(blueprint)

    assert 'export const pageBase = "/ui";' in tree["frontend/src/api/config.ts"]
    assert '"/products": { target: backend' in tree["frontend/vite.config.ts"]


def test_a_list_sends_its_filters_and_pages() -> None:
    text = tree_of("shop")[f"{FEATURES}/products/lists/listProducts.ts"]

    assert 'name: "state"' in text
    assert 'options: ["draft", "on sale", "gone"]' in text
    assert '{ name: "featured", label: "Featured", kind: "boolean" }' in text
    assert 'style: "offset"' in text


@pytest.mark.parametrize(
    ("field", "checked"),
    [
        ("name", "required(z.string().min(2).max(60))"),
        ("sku", 'optional(z.string().regex(pattern("^[A-Z]{3}-[0-9]{4}$")))'),
        ("price", "required(numeric(z.number().min(0).multipleOf(0.5)))"),
        ("stock", "optional(numeric(z.int().min(0).max(999)))"),
        ("state", 'required(choice(["draft", "on sale", "gone"]))'),
        ("level", "optional(choice([1, 2, 3]))"),
        ("featured", "optional(choice([true, false]))"),
        ("gift", "z.boolean()"),
        ("launched", "optional(z.iso.date())"),
        ("seenAt", "optional(instant())"),
        ("contact", "optional(z.email())"),
        ("homePage", "optional(z.url())"),
        ("tags", "optional(lines(z.array(z.string())))"),
        ("ratings", "optional(lines(z.array(numeric(z.int())).max(9)))"),
        ("extra", "optional(json(z.record(z.string(), z.unknown())))"),
        ("note", "optional(z.string())"),
    ],
)
def test_a_form_checks_what_the_schema_demands(field: str, checked: str) -> None:
    text = tree_of("shop")[f"{FEATURES}/products/forms/productCreate.ts"]

    assert f"  {field}: {checked}," in text.splitlines()


@pytest.mark.parametrize(
    ("field", "checked"),
    [("tags", "lines(z.array(z.string()))"), ("note", "nullable(z.string())")],
)
def test_an_edit_form_can_empty_what_it_shows(field: str, checked: str) -> None:
    text = tree_of("shop")[f"{FEATURES}/products/forms/productEdit.ts"]

    assert f"  {field}: {checked}," in text.splitlines()


def test_related_lists_are_linked_from_their_parent() -> None:
    text = tree_of("shop")[f"{FEATURES}/products/pages/ProductDetailPage.tsx"]

    assert "`/products/${segment(productId)}/reviews`" in text


def test_operations_without_a_page_are_listed_with_their_state() -> None:
    text = tree_of("shop")[f"{FEATURES}/products/pages/OperationsPage.tsx"]

    assert 'path: "/products/{productId}/publish"' in text
    assert "implemented: false" in text


def test_a_token_is_pasted_where_there_are_no_accounts() -> None:
    assert "frontend/src/app/TokenSignInPage.tsx" in tree_of("shop")
    assert "frontend/src/app/TokenSignInPage.tsx" not in tree_of("accounts")
    assert "signInEnabled: boolean = false" in tree_of("hostile")["frontend/src/api/config.ts"]


def test_accounts_have_pages_of_their_own() -> None:
    tree = tree_of("accounts")
    routes = "".join(tree[p] for p in tree if p.endswith("/routes.tsx"))

    for route in ("sign-in", "register", "account", "account/edit"):
        assert f'path: "{route}"' in routes
    page = next(p for p in tree if p.endswith("/SignInPage.tsx"))
    assert 'signedIn(valueAt(answered, ["token"]))' in tree[page]


def test_items_without_a_list_are_found_by_their_key() -> None:
    tree = tree_of("accounts")
    page = next(tree[p] for p in tree if p.endswith("/NoteFindPage.tsx"))

    assert 'to="/notes/:id"' in page
    assert 'to="/notes/new"' in page


@pytest.mark.parametrize(
    ("scheme", "placed"),
    [
        ({"type": "http", "scheme": "bearer"}, '"Authorization", prefix: "Bearer "'),
        ({"type": "http", "scheme": "basic"}, '"Authorization", prefix: "Basic "'),
        ({"type": "openIdConnect", "openIdConnectUrl": "https://x"}, 'prefix: "Bearer "'),
        ({"type": "apiKey", "in": "header", "name": "Authorization"}, 'prefix: "Token "'),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, 'name: "X-Key", prefix: ""'),
        ({"type": "apiKey", "in": "query", "name": "key"}, 'in: "query", name: "key"'),
    ],
)
def test_credentials_travel_as_the_contract_says(scheme: dict[str, str], placed: str) -> None:
    document = shop()
    document["components"]["securitySchemes"] = {"token": scheme}
    tree = emit_frontend(blueprint_of(document))

    assert placed in tree["frontend/src/api/credentials.ts"]
    assert "credentials: [credentials.token]," in tree[f"{FEATURES}/products/api/listProducts.ts"]


def test_cookies_are_left_to_the_browser() -> None:
    document = shop()
    document["components"]["securitySchemes"] = {
        "token": {"type": "apiKey", "in": "cookie", "name": "sid"}
    }
    tree = emit_frontend(blueprint_of(document))

    assert "credentials:" not in tree[f"{FEATURES}/products/api/listProducts.ts"]


def test_error_bodies_are_read_by_the_shape_of_the_project() -> None:
    shape = {"error": {"text": "$message", "kind": "$code"}, "ok": False}
    tree = emit_frontend(blueprint_of(shop(), error_body=shape))

    assert 'message: ["error", "text"],' in tree["frontend/src/api/config.ts"]
    assert "details: null," in tree["frontend/src/api/config.ts"]


def test_rows_are_changed_and_deleted_in_the_list_where_items_cannot_be_read() -> None:
    document = shop()
    del document["paths"]["/products/{productId}/reviews/{reviewId}"]["get"]
    tree = emit_frontend(blueprint_of(document))
    folder = next(p for p in tree if p.endswith("ReviewListPage.tsx"))

    assert "rowActions={(row) => <RowActions row={row} />}" in tree[folder]
    assert "reviewId: String(row.id)" in tree[folder]
    edit = tree[folder.replace("ListPage", "EditPage")]
    assert ".find((row) => String(row.id) === reviewId)" in edit


def test_unions_records_and_blobs_have_types() -> None:
    document = shop()
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    document["components"]["schemas"] |= {
        "Cat": cat,
        "Dog": cat,
        "Animal": {
            "oneOf": [ref("Cat"), ref("Dog")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
            },
        },
        "Counts": {"type": "object", "additionalProperties": {"type": ["integer", "null"]}},
    }
    upload = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    document["paths"]["/animals"] = {
        "post": {
            "operationId": "guess",
            "requestBody": body(upload, "multipart/form-data"),
            "responses": {"200": answer({"type": "array", "items": ref("Animal")})},
        },
        "get": {"operationId": "count", "responses": {"200": answer(ref("Counts"))}},
    }
    tree = emit_frontend(blueprint_of(document))
    types = tree["frontend/src/api/types.ts"]

    assert 'export type Animal = (Cat & { kind: "cat" }) | (Dog & { kind: "dog" });' in types
    assert "[key: string]: number | null;" in types
    assert "file?: Blob;" in types
    guess = next(tree[p] for p in tree if p.endswith("/guess.ts"))
    assert 'body: { kind: "multipart", value: input.body },' in guess


def test_an_entity_that_is_only_created_has_its_form_in_the_navigation() -> None:
    document = shop()
    paths = crud("/ideas", "Idea", "id")
    document["components"]["schemas"] |= {
        "Idea": document["components"]["schemas"]["Review"],
        "NewIdea": document["components"]["schemas"]["NewReview"],
    }
    document["paths"]["/ideas"] = {"post": paths["/ideas"]["post"]}
    tree = emit_frontend(blueprint_of(document))
    features = tree["frontend/src/app/features.ts"]
    created = any(p.endswith("IdeaCreatePage.tsx") for p in tree)

    assert ('to: "/ideas/new"' in features) == created
    assert "/ideas" in features or "operations/ideas" in features


def test_names_are_escaped_wherever_a_person_reads_them() -> None:
    tree = tree_of("hostile")

    assert "</script>" not in tree["frontend/index.html"].replace(
        'src="/src/main.tsx"></script>', ""
    )
    assert "\u202e" not in "".join(tree[p] for p in scripts(tree))
