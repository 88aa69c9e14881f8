"""Query parameters to pages, filters and sorting."""

import pytest
from tests.documents import (
    BOOLEAN,
    INTEGER,
    TEXT,
    Node,
    array,
    blueprint_of,
    document,
    obj,
    operation,
    plan_of,
    ref,
)

WHEN: Node = {"type": "string", "format": "date-time"}
DAY: Node = {"type": "string", "format": "date"}
EVENT = obj(
    {
        "id": INTEGER, "title": TEXT, "price": {"type": "number"}, "open": BOOLEAN,
        "tags": array(TEXT), "startsAt": WHEN, "created_at": WHEN, "country_code": TEXT,
        "status": {"type": "string", "enum": ["on", "off"]}, "password": TEXT,
    }, "id", "title",
)  # fmt: skip


def listed(**decisions):
    def plan(query: Node, **more: Node):
        paths = {"/events": {"get": operation(array(ref("Event")), query=query, **more)}}
        blueprint = blueprint_of(document(paths, {"Event": EVENT}), **decisions)
        return plan_of(blueprint, "get", "/events")

    return plan


@pytest.mark.parametrize(
    ("name", "schema", "match", "column"),
    [
        ("title", TEXT, "equals", "title"),
        ("status", array(TEXT), "any_of", "status"),
        ("open", BOOLEAN, "equals", "open"),
        ("tags", TEXT, "contains", "tags"),
        ("tag", TEXT, "contains", "tags"),
        ("min_price", {"type": "number"}, "at_least", "price"),
        ("priceMax", {"type": "number"}, "at_most", "price"),
        ("starts_after", WHEN, "at_least", "starts_at"),
        ("created_before", WHEN, "at_most", "created_at"),
        ("q", TEXT, "search", ""),
        ("search", TEXT, "search", ""),
        ("date", DAY, "on_day", "starts_at"),
        ("country", TEXT, "equals", "country_code"),
        ("mystery", TEXT, "stub", ""),
        ("open", TEXT, "stub", ""),
        ("password", TEXT, "stub", ""),
        ("日本", TEXT, "stub", ""),
    ],
)
def test_filters(name, schema, match, column):
    (found,) = listed()({name: schema}).filters
    assert (found.parameter, str(found.match), found.column) == (name, match, column)


@pytest.mark.parametrize(
    ("query", "style", "limit", "start", "first"),
    [
        ({"limit": INTEGER, "offset": INTEGER}, "offset", "limit", "offset", 0),
        ({"take": INTEGER, "skip": INTEGER}, "offset", "take", "skip", 0),
        ({"page": INTEGER, "per_page": INTEGER}, "page", "per_page", "page", 1),
        ({"page": {**INTEGER, "default": 0}}, "page", "", "page", 0),
        ({"page": {**INTEGER, "minimum": 0}}, "page", "", "page", 0),
        ({"limit": INTEGER}, "offset", "limit", "", 0),
        ({"limit": TEXT, "offset": TEXT}, "offset", "limit", "offset", 0),
        ({"limit": {**TEXT, "enum": ["few", "all"]}}, "offset", "", "", 0),
        ({}, "offset", "limit", "offset", 0),
    ],
)
def test_paging(query, style, limit, start, first):
    paging = listed()(query).paging
    assert (str(paging.style), paging.limit, paging.start, paging.first) == (
        style, limit, start, first,
    )  # fmt: skip
    assert paging.added is (query == {})


def test_the_contract_states_the_sizes_of_a_page():
    paging = listed()({"limit": {**INTEGER, "default": 7, "maximum": 30}}).paging
    assert (paging.default, paging.maximum) == (7, 30)


def test_no_page_is_larger_than_the_highest_bound():
    assert listed()({"limit": {**INTEGER, "maximum": 10**9}}).paging.maximum == 1000


def test_the_policy_states_the_sizes_where_the_contract_does_not():
    paging = listed(page_size=5, page_size_max=9)({"limit": INTEGER}).paging
    assert (paging.default, paging.maximum) == (5, 9)


@pytest.mark.parametrize(
    ("query", "by", "direction", "fields"),
    [
        ({"sort": {**TEXT, "enum": ["title", "-price"]}}, "sort", "",
         {"title": "title", "-price": "-price"}),
        ({"sort": {**TEXT, "enum": ["title_desc", "created"]}}, "sort", "",
         {"title_desc": "-title", "created": "created_at"}),
        ({"sort_by": {**TEXT, "enum": ["title"]}, "order": {**TEXT, "enum": ["asc", "desc"]}},
         "sort_by", "order", {"title": "title"}),
        ({"order": {**TEXT, "enum": ["asc", "desc"]}}, "", "", {}),
        ({"sort": {**TEXT, "enum": ["relevance"]}}, "", "", {}),
        ({"sort": INTEGER}, "", "", {}),
    ],
)  # fmt: skip
def test_sorting(query, by, direction, fields):
    sorting = listed()(query).sorting
    assert (sorting.by, sorting.direction, dict(sorting.fields)) == (by, direction, fields)


def test_a_free_sort_parameter_takes_every_column_but_lists():
    sorting = listed()({"sort": TEXT}).sorting
    assert sorting.fields["startsAt"] == "starts_at"
    assert "tags" not in sorting.fields


def test_a_required_parameter_that_selects_nothing_known_makes_a_stub():
    required = [{"name": "mystery", "in": "query", "required": True, "schema": TEXT}]
    plan = listed()({}, parameters=required)
    assert str(plan.behaviour) == "stub"
    assert "'mystery'" in plan.reason
