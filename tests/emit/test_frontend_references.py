"""Labels, references and columns of the pages."""

from dataclasses import replace
from typing import Any

import pytest
from blueprints import blueprint_of, shop

from agentgen.emit.frontend import emit_frontend
from agentgen.emit.frontend.columns import detail_columns, display_of, list_columns
from agentgen.emit.frontend.references import human, label_of, reference
from agentgen.emit.frontend.screens import item_pages, screens
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import Column, ColumnType
from agentgen.ir.schema import Kind, Property, Schema

UUID = Schema(Kind.STRING, format="uuid")


@pytest.fixture
def site() -> Site:
    bare = Site(blueprint_of(shop()))
    return replace(bare, item_pages=item_pages(screens(bare)))


def key_schema(site: Site) -> Schema:
    product = site.blueprint.entities["Product"]
    found = product.column(product.key).schema
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("photoUrls", "Photo URLs"),
        ("trend_signal_id", "Trend signal ID"),
        ("id", "ID"),
        ("name", "Name"),
        ("ipAddress", "IP address"),
        ("…", "…"),
    ],
)
def test_names_read_as_people_write_them(name: str, label: str) -> None:
    assert human(name) == label


def test_a_property_named_after_an_entity_refers_to_it(site: Site) -> None:
    schema = key_schema(site)

    target = reference(site, "product_id", schema)

    assert target is not None
    assert target.name == "Product"
    assert label_of(site, "productId", schema) == "Product"


@pytest.mark.parametrize("wire", ["product", "id", "stranger_id"])
def test_other_properties_refer_to_nothing(site: Site, wire: str) -> None:
    assert reference(site, wire, key_schema(site)) is None


def test_a_property_of_another_type_is_no_reference(site: Site) -> None:
    other = Schema(Kind.BOOLEAN)
    assert reference(site, "product_id", other) is None
    assert label_of(site, "product_id", other) == "Product ID"


@pytest.mark.parametrize(
    ("schema", "display"),
    [
        (UUID, "id"),
        (Schema(Kind.STRING, format="uri"), "link"),
        (Schema(Kind.STRING, format="date"), "date"),
        (Schema(Kind.STRING), "text"),
    ],
)
def test_formats_choose_how_text_is_shown(site: Site, schema: Schema, display: str) -> None:
    assert display_of(site, "value", schema) == display


def record(site: Site, *properties: tuple[str, Schema]) -> tuple[Any, Schema]:
    """A site that knows one more schema, and a reference to it."""
    made = Schema(Kind.OBJECT, properties=tuple(Property(w, s, True) for w, s in properties))
    api = site.blueprint.api
    api = replace(api, schemas={**api.schemas, "Made": made})
    known = replace(site, blueprint=replace(site.blueprint, api=api))
    return known, Schema(Kind.REF, ref="Made")


def test_references_lead_to_the_page_of_what_they_name(site: Site) -> None:
    known, schema = record(site, ("product_id", key_schema(site)))

    (shown,) = detail_columns(known, schema)

    assert shown.header == "Product"
    assert "to: (row) => `/products/${segment(row.product_id)}`" in str(shown.view())


def test_lists_begin_with_the_name_and_end_with_the_dates(site: Site) -> None:
    text = Schema(Kind.STRING)
    known, schema = record(
        site, ("id", UUID), ("created_at", text), ("name", text), ("colour", text)
    )
    product = site.blueprint.entities["Product"]
    columns = (
        Column("id", "id", ColumnType.UUID, schema=UUID),
        Column("name", "name", ColumnType.STRING, schema=text),
    )
    entity = replace(product, columns=columns, key="id", label="name")

    found = [column.wire for column in list_columns(known, entity, schema)]
    alone = [c.wire for c in list_columns(known, replace(entity, name="Lonely"), schema)]

    assert found == ["name", "colour", "created_at"]
    assert alone == ["name", "id", "colour", "created_at"]


def test_a_record_leads_to_new_ones_below_it_where_there_is_no_list() -> None:
    document = shop()
    below = "/products/{productId}/reviews"
    del document["paths"][below]["get"]

    tree = emit_frontend(blueprint_of(document))

    page = tree["frontend/src/features/products/pages/ProductDetailPage.tsx"]
    assert "to: `/products/${segment(productId)}/reviews/new`" in page
    assert '"New review"' in page
