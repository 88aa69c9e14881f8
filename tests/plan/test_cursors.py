"""Lists that are read from cursor to cursor."""

import pytest
from tests.documents import (
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

from agentgen.ir.blueprint import BehaviourKind, Fill, Match, OperationPlan, PagingStyle
from agentgen.ir.schema import UNSET

THING = obj({"id": INTEGER, "name": TEXT}, "id", "name")


def listed(query: Node, beside: Node, *required: str) -> OperationPlan:
    page = obj({"items": array(ref("Thing")), **beside}, "items", *required)
    paths = {"/things": {"get": operation(page, query=query)}}
    return plan_of(blueprint_of(document(paths, {"Thing": THING})), "get", "/things")


@pytest.mark.parametrize(
    ("parameter", "field"),
    [
        ("cursor", "next_cursor"),
        ("after", "endCursor"),
        ("page_token", "nextPageToken"),
        ("continuation-token", "continuationToken"),
    ],
)
def test_a_cursor_is_asked_for_and_told(parameter, field):
    plan = listed({"limit": INTEGER, parameter: TEXT}, {field: TEXT})
    assert (plan.paging.style, plan.paging.start) == (PagingStyle.CURSOR, parameter)
    assert [(f.path, f.fill, f.value) for f in plan.envelope] == [
        ((field,), Fill.NEXT_CURSOR, UNSET)
    ]
    assert not plan.filters


def test_where_it_has_to_be_told_the_end_is_an_empty_text():
    plan = listed({"cursor": TEXT}, {"next_cursor": TEXT}, "next_cursor")
    assert plan.envelope[0].value == ""


@pytest.mark.parametrize(
    ("query", "beside"),
    [
        ({"cursor": TEXT}, {}),
        ({"cursor": {**TEXT, "format": "date-time"}}, {"next_cursor": TEXT}),
        ({"cursor": TEXT, "sort": TEXT}, {"next_cursor": TEXT}),
    ],
)
def test_what_is_no_cursor_stays_to_be_written(query, beside):
    plan = listed(query, beside)
    assert plan.paging.style is PagingStyle.OFFSET
    assert [(f.parameter, f.match) for f in plan.filters] == [("cursor", Match.STUB)]


def test_pages_by_number_have_no_cursor():
    plan = listed({"page": INTEGER}, {"next": TEXT}, "next")
    assert plan.behaviour is BehaviourKind.STUB
    assert listed({"page": INTEGER}, {"next": TEXT}).paging.style is PagingStyle.PAGE
