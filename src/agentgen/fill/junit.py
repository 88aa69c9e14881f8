"""Read pytest's JUnit report: which tests ran, and how they ended."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class TestReport:
    """Names of the tests that ran, by outcome."""

    __test__ = False

    passed: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()

    def outcomes(self) -> dict[str, frozenset[str]]:
        """The names by outcome."""
        return {"passed": self.passed, "failed": self.failed, "skipped": self.skipped}


def read_junit(file: Path) -> TestReport | None:
    """Read a report; None when there is none that can be trusted.

    The program under test could have written it: entities and great size are refused.
    """
    try:
        if file.is_symlink() or file.stat().st_size > _MAX_BYTES:
            return None
        data = file.read_bytes()
        if b"<!" in data.replace(b"<![CDATA[", b""):
            return None
        root = ElementTree.fromstring(data)  # noqa: S314 - no declarations, bounded size
    except (OSError, ElementTree.ParseError):
        return None
    found: dict[str, set[str]] = {"passed": set(), "failed": set(), "skipped": set()}
    for case in root.iter("testcase"):
        kinds = {child.tag for child in case}
        outcome = "failed" if kinds & {"failure", "error"} else "passed"
        if outcome == "passed" and "skipped" in kinds:
            outcome = "skipped"
        found[outcome].add(f"{case.get('classname', '')}::{case.get('name', '')}")
    return TestReport(*(frozenset(found[name]) for name in ("passed", "failed", "skipped")))
