import re
from html.parser import HTMLParser

import pytest
from tests.reporting import SHEET, finding, full_report, judged, outcome

from agentgen.diagnostics import Place
from agentgen.ir.report import Verdict
from agentgen.ir.sheet import Excerpt, Sheet, Standing
from agentgen.report.formats import Format, render
from agentgen.report.html_view import SHOWN, page_of

HOSTILE = (
    "<script>alert(1)</script></style></code>&amp; {{ 7*7 }} \x00\x1b[31m\u202eevil\u2066 `\ud800"
)


class Reader(HTMLParser):
    """Collects elements, and the text outside of scripts and style sheets."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words, self._inside = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


def html(**changes):
    return render(full_report(**changes), Format.HTML)


def test_every_line_of_the_spec_is_there_with_its_standing():
    reader = Reader(html())
    lines = {
        a["id"]: a["class"].removeprefix("line ")
        for tag, a in reader.elements
        if tag == "li" and a.get("class", "").startswith("line ")
    }
    assert lines == {
        "s1-1": "plain",
        "s1-2": "plain",
        "s1-3": "failed",
        "s1-4": "baselined",
        "s1-5": "unverified",
        "s1-6": "suppressed",
        "s1-7": "not-checkable",
        "s1-8": "unverified",
    }
    for told in (
        "shop: 2 findings",
        "\u2717 failed",
        "\u2013 not checkable",
        "examined 1,200 functions, 1 open",
        "app/a b.py:12 f has 45 lines, 30 allowed",
        "def f():",
        "Accepted in the baseline",
        "Suppressed in the code",
        "not measured in this run: tests",
        "mypy 2.4",
        "2 accepted, 1 gone, 2 new",
        "2, payments, until 2027-03-31, old importer",
        "n1",
    ):
        assert told in reader.text


def test_the_page_has_one_of_each_landmark_and_headings_in_order():
    reader = Reader(html())
    tags = [tag for tag, _ in reader.elements]
    assert [tags.count(t) for t in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    assert [t for t in tags if re.fullmatch(r"h\d", t)] == ["h1", "h2", "h2", "h2"]
    named = [a["aria-labelledby"] for tag, a in reader.elements if tag == "section"]
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert set(named) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_page_loads_nothing_from_elsewhere():
    reader = Reader(html())
    assert not [a for _, a in reader.elements if {"src", "srcset", "action"} & a.keys()]
    assert all(a["href"].startswith("#") for tag, a in reader.elements if tag == "a")
    (policy,) = [a["content"] for _, a in reader.elements if a.get("http-equiv")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_hostile_text_is_only_text():
    spec = Place(HOSTILE, 1)
    bad = finding(message=HOSTILE, path=HOSTILE)
    text = html(
        root=HOSTILE,
        notes=(HOSTILE,),
        sheets=(Sheet(HOSTILE, (HOSTILE,) * 3, (judged(1, HOSTILE, Standing.FAILED, (0,)),)),),
        outcomes=(outcome(findings=(bad,), spec=spec, spec_text=HOSTILE, title=HOSTILE),),
        excerpts={bad.place: Excerpt(11, (HOSTILE, HOSTILE))},
    )
    text.encode("utf-8")
    assert text.count("<script>") == text.count("</script>") == 1
    assert text.count("</style>") == 1
    assert not re.search("[\x00\x1b\u202e\u2066\ud800]", text)
    reader = Reader(text)
    shown = r"<script>alert(1)</script></style></code>&amp; {{ 7*7 }} \x00\x1b[31m\u202eevil\u2066"
    assert reader.text.count(shown) >= 7


def test_findings_stand_once_and_other_lines_point_to_them():
    sheet = Sheet(
        "AGENTS.md",
        SHEET.lines,
        (judged(1, "Short", Standing.FAILED, (0,)), judged(3, "Max", Standing.FAILED, (0,))),
    )
    (spec,) = page_of(full_report(sheets=(sheet,))).specs
    pointing, holding = (spec.lines[n].parts[0].proofs[0] for n in (0, 2))
    assert (pointing.groups, pointing.elsewhere) == ((), "s1-3")
    assert [len(g.findings) for g in holding.groups] == [1]


def test_statements_on_one_line_are_told_apart():
    sheet = Sheet(
        "AGENTS.md",
        ("a; b",),
        (judged(1, "a", Standing.PASSED, (3,)), judged(1, "b", Standing.NOT_CHECKABLE, (), "why")),
    )
    (spec,) = page_of(full_report(sheets=(sheet,))).specs
    (line,) = spec.lines
    assert line.badge.word == "passed"
    assert [(p.text, p.badge.word, p.reason) for p in line.parts] == [
        ("a", "passed", ""),
        ("b", "not checkable", "why"),
    ]


def test_what_is_left_out_is_counted():
    many = outcome(findings=tuple(finding(n) for n in range(1, SHOWN + 8)))
    assert "\u2026 and 7 more" in html(outcomes=(many,), sheets=())


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"verdict": Verdict.PASSED, "findings": ()}, "shop: the specs are kept"),
        (
            {"verdict": Verdict.UNVERIFIED, "findings": (), "kind": "gate"},
            "shop: evidence is missing",
        ),
    ],
)
def test_the_title_tells_the_result(changes, title):
    assert f"<h1>{title}</h1>" in html(outcomes=(outcome(**changes),), sheets=())
