"""What specs demand of single tests: names, cases, what they leave out, what they may not do."""

import re

from agentgen.ir.code_names import spans
from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, is_example, plain
from agentgen.ir.tests_prose import CASES
from agentgen.topics.base import Params, Topic, demanded, either, forbidden, names
from agentgen.topics.phrasing import flag, headed, named, together, words

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


@needing(_CASE, r"[1-5]\d\d")
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
    Topic(
        id="no-idle-tests",
        title="No test is switched off, or switches others off",
        phrases=either(
            forbidden(
                r"\b(?:skip|disabl|delet|remov|comment\w* out|weaken"
                r"|ignor)\w*\b[^.;]{0,20}\btests?\b"
                r"|\b(?:skipped|disabled|focused|flaky|pending) tests?\b"
                r"|(?<!\w)\.(?:only|skip)\b|\b(?:it|test|describe)\.(?:only|skip)\b|\bxfail\b",
                named("what", r"skip\w*|disabl\w*|delet\w*|only|xfail|flaky|comment\w* out"),
            ),
        ),
        keywords=words(
            "skip disabl delet remov comment weaken ignor focused flaky pending only it test"
            " describe xfail"
        ),
        prose={
            "Never skip tests": {"what": ("skip",)},
            "No `.only` in tests": {"what": ("only",)},
            "Do not delete failing tests": {"what": ("delete",)},
            "No flaky tests": {"what": ("flaky",)},
        },
        not_prose=("Skip the intro", "Never merge without tests", "Only tests may import it"),
    ),
    Topic(
        id="test-waits",
        title="Tests wait for events, not for time",
        phrases=either(
            forbidden(
                r"\b(?:sleeps?|time\.sleep|hard-?coded (?:waits?|delays?)|fixed (?:waits?|delays?)"
                r"|waitfortimeout|arbitrary (?:waits?|timeouts?))\b"
            ),
            demanded(r"\bauto-?wait\w*\b|\bwaitfor\b(?!timeout)|\bfake timers\b"),
        ),
        keywords=words("sleep time hard fixed wait arbitrary auto fake"),
        prose={
            "No sleeps in tests": {},
            "Avoid hard-coded waits": {},
            "Use `waitFor` for async UI": {},
        },
        not_prose=("Sleep well", "Wait for the review"),
    ),
    Topic(
        id="snapshot-tests",
        title="Snapshots are used as the spec says",
        phrases=either(
            forbidden(r"\bsnapshots?(?: tests?| testing)?\b", flag("use", r"", False)),
            demanded(r"\bsnapshot (?:tests?|testing)\b", flag("use", r"")),
        ),
        keywords=words("snapshot"),
        prose={
            "No snapshot tests": {"use": False},
            "Avoid snapshots": {"use": False},
            "Use snapshot tests for emails": {"use": True},
        },
        not_prose=("Take a backup", "Database dumps are fine as snapshots"),
    ),
    Topic(
        id="test-database",
        title="Tests use the database that the spec names",
        phrases=demanded(
            r"\b(?:in-memory|separate|dedicated|real|test|temporary|isolated)\b[^.;]{0,15}"
            r"\b(?:database|db|sqlite|postgres(?:ql)?)\b[^.;]{0,40}\btest(?:s|ing)?\b"
            r"|\btests?\b[^.;]{0,40}\b(?:in-memory|separate|dedicated|real|temporary|isolated)\b"
            r"[^.;]{0,15}\b(?:database|db|sqlite|postgres(?:ql)?|connections?|transactions?)\b"
            r"|\b(?:per-test|each test)\b[^.;]{0,50}\b(?:transaction|savepoint|rolls? ?back"
            r"|connection)\b"
            r"|\btests?\b[^.;]{0,30}\b(?:rolls? ?back|rolled back|truncat\w+)\b",
            together(
                named("kind", r"in-memory|separate|dedicated|real|temporary|isolated"),
                named("database", r"sqlite|postgres(?:ql)?|mysql"),
                named("reset", r"savepoint|transaction|roll(?:s|ed)? ?back|truncat\w+"),
            ),
        ),
        describes=True,
        keywords=words("test"),
        prose={
            "Use an in-memory SQLite database in tests": {
                "kind": ("in-memory",),
                "database": ("sqlite",),
            },
            "Tests run against a dedicated database": {"kind": ("dedicated",)},
            "Each test runs in a transaction that is rolled back": {
                "reset": ("transaction", "rolled back")
            },
        },
        not_prose=("Test the database driver", "Never run tests on the real customers"),
    ),
    Topic(
        id="telling-tests",
        title="A test can fail: it checks results, not its own mocks",
        phrases=either(
            forbidden(
                r"\btautolog\w+|\bmocks? everything\b|\bassert(?:s"
                r"|ing)?\b[^.;]{0,20}\bmocks? (?:was|were|is)"
                r"|\b(?:empty|meaningless|trivial|vacuous) (?:tests?|assertions?)\b"
                r"|\btests? (?:that )?(?:always pass|assert nothing|without assertions?)\b"
            ),
            demanded(
                r"\b(?:assert|check|verify)\b[^.;]{0,20}\b(?:outcomes?|results?|return values?"
                r"|response bod\w+)\b[^.;]{0,25}\b(?:not|rather|instead)\b[^.;]{0,20}\b(?:mocks?"
                r"|calls?)\b"
                r"|\bmeaningful assertions?\b"
            ),
        ),
        keywords=words("tautolog mock assert empty meaning trivial vacuous test check verify"),
        prose={
            "No tautological tests": {},
            "Write meaningful assertions": {},
            "Avoid tests without assertions": {},
            "Assert results rather than mock calls": {},
        },
        not_prose=("Check the results", "Empty lists are fine in tests"),
    ),
)
