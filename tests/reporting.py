"""Reports that the tests of reporters share."""

from datetime import date

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.baseline import BaselineEntry, BaselineUse
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.report import Evidence, Outcome, Report, Verdict
from agentgen.ir.sheet import Excerpt, Judged, Sheet, Standing

SPEC = Place("AGENTS.md", 3)
MARK = "0123456789ab-012345-abcdef-01234567"


def finding(line=12, message="`f` has 45 lines, 30 allowed", level=Level.ERROR, path="app/a b.py"):
    return Diagnostic(
        "function-length", level, Place(path, line), message, "split it", SPEC, "Max 30 lines", MARK
    )


def outcome(**changes):
    base = {
        "id": "function-length",
        "title": "Functions are short",
        "kind": "rule",
        "verdict": Verdict.FAILED,
        "findings": (finding(),),
        "examined": 1200,
        "what": "functions",
        "spec": SPEC,
        "spec_text": "Max 30 lines",
    }
    return Outcome(**{**base, **changes})


def judged(line, text, standing, outcomes=(), reason="", status=Status.ENFORCED):
    statement = Statement(
        f"s{line}", text, Place("AGENTS.md", line), ("Rules",), Modality.MUST, status
    )
    return Judged(statement, standing, outcomes, reason)


HELD = BaselineEntry(
    "no-any", "app/a b.py", MARK, 2, "m", "payments", "old importer", date(2027, 3, 31)
)
OUTCOMES = (
    outcome(),
    outcome(
        id="no-any",
        verdict=Verdict.BASELINED,
        findings=(),
        suppressed=(finding(99),),
        baselined=tuple(
            Diagnostic("no-any", Level.ERROR, Place("app/a b.py", n), "`any`", fingerprint=MARK)
            for n in (4, 5)
        ),
    ),
    outcome(
        id="types",
        kind="gate",
        verdict=Verdict.UNVERIFIED,
        reason="mypy is not installed, 100%: no",
        findings=(),
        evidence=Evidence(("mypy .",), ("mypy 2.4",), "3 files", (("errors", "0"),), 1.25),
    ),
    outcome(id="no-print", verdict=Verdict.PASSED, findings=(), suppressed=(finding(7),)),
    outcome(id="suppression", spec=None, spec_text="", findings=(finding(message="no reason"),)),
)
SHEET = Sheet(
    "AGENTS.md",
    (
        "# Rules",
        "",
        "- Max 30 lines",
        "- Avoid `any`",
        "- Types hold",
        "- No print",
        "- Be kind",
        "- 90 % covered",
    ),
    (
        judged(3, "Max 30 lines", Standing.FAILED, (0,)),
        judged(4, "Avoid `any`", Standing.BASELINED, (1,)),
        judged(5, "Types hold", Standing.UNVERIFIED, (2,), "types: mypy is not installed"),
        judged(6, "No print", Standing.SUPPRESSED, (3,)),
        judged(
            7, "Be kind", Standing.NOT_CHECKABLE, (), "no rule recognises it", Status.UNSUPPORTED
        ),
        judged(8, "90 % covered", Standing.UNVERIFIED, (), "not measured in this run: tests"),
    ),
)
USE = BaselineUse("agentgen-baseline.json", ((HELD, 2),), gone=1, expired=0, new=2, unasked=3)


def full_report(**changes):
    base = {
        "root": "shop",
        "version": "1.2.3",
        "specs": ("AGENTS.md",),
        "outcomes": OUTCOMES,
        "statements": (("enforced", 5), ("unsupported", 1)),
        "files": 321,
        "seconds": 0.5,
        "notes": ("n1",),
        "baseline": USE,
        "sheets": (SHEET,),
        "excerpts": {Place("app/a b.py", 12): Excerpt(11, ("", "def f():", "    pass"))},
    }
    return Report(**{**base, **changes})
