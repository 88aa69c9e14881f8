"""Reports survive the way to JSON and back, whole."""

import json
from datetime import date

import pytest
from tests.reporting import full_report

from agentgen.ir.baseline import BaselineEntry
from agentgen.ir.plain_values import plain_value, reader
from agentgen.ir.report import Report


def test_a_report_with_everything_in_it_survives():
    report = full_report()
    assert reader(Report)(json.loads(json.dumps(plain_value(report)))) == report


def test_dates_survive():
    entry = BaselineEntry("no-print", "a.py", "f", expires=date(2030, 2, 1))
    assert reader(BaselineEntry)(plain_value(entry)) == entry


@pytest.mark.parametrize("value", [object(), {"a": b"x"}, (1, {2})])
def test_what_has_no_plain_form_is_refused(value):
    with pytest.raises(TypeError):
        plain_value(value)


@pytest.mark.parametrize("text", ["[]", '[1, 2, 3, "a"]', "{}", "3", '["root", "1", [], [[]]]'])
def test_what_is_no_report_is_refused(text):
    with pytest.raises((ValueError, TypeError, KeyError)):
        reader(Report)(json.loads(text))
