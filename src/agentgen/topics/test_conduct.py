"""What tests may not do, and what they run against."""

from agentgen.topics.base import Topic, demanded, either, forbidden
from agentgen.topics.phrasing import flag, named, together, words

TOPICS = (
    Topic(
        id="no-idle-tests",
        title="No test is switched off, or switches others off",
        phrases=either(
            forbidden(
                r"\b(?:skip|disabl|delet|remov|comment\w* out|weaken"
                r"|ignor)\w*\b[^.;]{0,20}\btests?\b"
                r"|(?<!to avoid )(?<!to prevent )\b(?:skipped|disabled|focused|flaky"
                r"|pending) tests?\b"
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
        id="mock-placement",
        title="A mock stands where the code looks the name up",
        phrases=demanded(
            r"\b(?:patch|mock)\b[^.;]{0,40}\bwhere\b[^.;]{0,30}\b(?:used|imported|looked up"
            r"|called)\b"
        ),
        keywords=words("patch mock"),
        prose={
            "Patch names where they are used, not where they are defined": {},
            "Always mock a client where it is imported": {},
            "Mock services where they are looked up": {},
        },
        not_prose=("Mock where needed", "Do not patch clients where they are used"),
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
