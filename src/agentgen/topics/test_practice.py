"""What specs demand of single tests: markers, names, cases, what they leave out."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, is_example, plain
from agentgen.ir.tests_prose import CASES
from agentgen.topics.base import Params, Topic, demanded, names
from agentgen.topics.phrasing import headed, words

_TESTED = rf"{CASES}|\btest coverage\b|\bcover\b"
_CODE = re.compile(r"(?<![\w./-])([1-5]\d\d)(?![\w.]|\s?(?:ms|lines|rows|kb))")
_CASE = (
    r"\bhappy[- ]paths?\b|\b(?:success|failure|error|negative|positive|unhappy)[- ](?:paths?|cases?"
    r"|scenarios?)\b|\bempty (?:list|state|input)s?\b"
    r"|\b(?:unauthori[sz]ed|forbidden|not found|conflict|invalid input|duplicates?|pagination"
    r"|invalid \w+"
    r"|permissions?|owner(?:ship)? checks?|concurren\w+|race conditions?|timeouts?|null(?:s"
    r"|able)?)\b"
)

_CASES = re.compile(_CASE)
_ASKED = re.compile(
    rf"\b(?:tests?|cover)\b[^.;]{{0,60}}(?:{_CASE})"
    r"|\b(?:has|have|needs?) (?:an? )?[^.;]{0,40}\btests?\b"
)


@needing(_CASE, _CODE.pattern)
def _cases(statement: Statement) -> Params | None:
    """«Wrong role → 403», «happy path», below «What to test»; or «test success and error cases»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    text = plain(statement)
    cases = names(m[0] for m in _CASES.finditer(text))
    codes = names(_CODE.findall(text))
    if not (cases or codes) or "edge case" in text:
        return None
    below = headed(statement, _TESTED, 2)
    if not below and not _ASKED.search(text):
        return None
    told = {"cases": cases, "codes": codes if below or "test" in text else ()}
    return {key: values for key, values in told.items() if values} or None


_SPARED_HEADING = r"\b(?:what )?not to test\b|\b(?:do not|don't|never) test\b|\buntested\b"
_SPARED = (
    r"\b(?:trivial|simple)\b[^.;]{0,20}\b(?:getters?|setters?|mapp(?:ing|er)s?|code)\b"
    r"|\bboilerplate\b"
    r"|\bframework (?:internals?|code|behaviou?r)\b|\bthird[- ]party (?:code|librar\w+"
    r"|internals?)\b"
    r"|\bimplementation details?\b|\bgetters?\b|\bprivate (?:methods?|functions?)\b|\bconfig\b"
)


@needing(_SPARED)
def _spared(statement: Statement) -> Params | None:
    """«Don't test framework internals»; a list below «What not to test»."""
    if is_example(statement):
        return None
    text = plain(statement)
    told = re.search(
        r"\b(?:don't|do not|never|avoid|no need to)\b[^.;]{0,12}\btest(?:s|ing)?\b", text
    )
    if not told and not headed(statement, _SPARED_HEADING, 1):
        return None
    found = names(m[0] for m in re.finditer(_SPARED, text))
    files = names(one for one in spans(statement.text) if one.endswith(".py"))
    return {"what": found, **({"files": files} if files else {})} if found else None


_NAME = re.compile(
    r"`((?:test_|should_|it_)?[\w<>{}*\[\].-]*(?:[<{*]|test|spec|should)[\w<>{}*\[\].-]*)`"
)
_NAMED = (
    r"\btests? (?:files? |functions? |methods? |classes )?(?:are |is |must be |should be )?(?:named"
    r"|called)\b|\bname (?:the |all |your )?tests?\b|\btest (?:names?|naming|files?|functions?)\b"
    r"[^.;]{0,25}(?::|\b(?:follow|use|match|pattern|start|like|in the form|should))"
)


@needing(_NAMED)
def _test_names(statement: Statement) -> Params | None:
    """«Name tests `test_<unit>_<case>`», «test files are named `*.test.tsx`»."""
    if is_example(statement) or not re.search(_NAMED, plain(statement)):
        return None
    found = names(_NAME.findall(statement.text[:MAX_CHARACTERS]))
    if not found or statement.modality is Modality.NEVER:
        return None
    return {"patterns": found}


_MARKERS = r"\bmarkers?\b|\bpytest\.mark\b|@pytest\.mark"
_MARKER = re.compile(r"(?:@?pytest\.mark\.)?([a-z]\w+)(?:\(.*\))?")


def _markers(statement: Statement) -> Params | None:
    """«Mark slow tests with `@pytest.mark.slow`»; a list of names below «use markers»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    text = plain(statement)
    above = headed(statement, _MARKERS, 1) and statement.text.lstrip().startswith("`")
    if not above and not demands(statement, _MARKERS):
        return None
    if not above and "test" not in text and "@pytest" not in text:
        return None
    told_so = [one for one in spans(statement.text) if "pytest.mark." in one]
    every = told_so or spans(statement.text)
    found = [m[1] for one in every if (m := _MARKER.fullmatch(one))]
    told = names(found[:1] if above else found)
    return {"markers": told} if told else None if above else {}


TOPICS = (
    Topic(
        id="test-markers",
        title="Tests carry the markers that the spec names",
        phrases=_markers,
        describes=True,
        keywords=words("mark pytest"),
        prose={
            "Mark slow tests with `@pytest.mark.slow`": {"markers": ("slow",)},
            "# Use explicit markers\n`live` for tests that call a model": {"markers": ("live",)},
            "Use explicit pytest markers": {},
        },
        not_prose=("Markers show places on the map", "Never use test markers", "Mark the tests"),
    ),
    Topic(
        id="test-cases",
        title="The cases that the spec names are tested",
        phrases=_cases,
        keywords=words("test cover"),
        prose={
            "# What to test\nWrong role → 403": {"codes": ("403",)},
            "# What to test\nHappy path (valid input)": {"cases": ("happy path",)},
            "Test success cases and error paths": {"cases": ("success cases", "error paths")},
            "Each endpoint has tests for 401 and for not found": {
                "cases": ("not found",),
                "codes": ("401",),
            },
        },
        not_prose=(
            "Handle the happy path last",
            "# What to test\nRead the notes",
            "Test the 500 lines",
        ),
    ),
    Topic(
        id="untested-code",
        title="What the spec spares is not tested",
        phrases=_spared,
        keywords=words("test"),
        prose={
            "Don't test framework internals": {"what": ("framework internals",)},
            "# What not to test\nTrivial getters": {"what": ("trivial getters",)},
            "Avoid testing implementation details": {"what": ("implementation details",)},
        },
        not_prose=("Test private methods through the API", "No trivial code in the core"),
    ),
    Topic(
        id="test-names",
        title="Tests and their files are named as the spec says",
        phrases=_test_names,
        keywords=words("test"),
        prose={
            "Name tests `test_<unit>_<case>`": {"patterns": ("test_<unit>_<case>",)},
            "Test files are named `*.test.tsx`": {"patterns": ("*.test.tsx",)},
            "Test functions follow `test_{what}_{when}`": {"patterns": ("test_{what}_{when}",)},
        },
        not_prose=("Name tests after the case", "Run `test_orders.py`"),
    ),
    Topic(
        id="parametrized-tests",
        title="Cases that differ by their data share one test",
        phrases=demanded(
            r"\bparametri[sz]e[ds]?\b|\btest\.each\b|\bit\.each\b|\btable[- ]driven tests?\b"
            r"|\bdata[- ]driven tests?\b"
        ),
        keywords=words("parametri test it table data"),
        prose={
            "Use parametrize for several inputs": {},
            "Prefer table-driven tests": {},
            "Use `it.each` for variants": {},
        },
        not_prose=("Use parameterized queries", "No table tests"),
    ),
)
