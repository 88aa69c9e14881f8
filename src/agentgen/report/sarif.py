"""The report as SARIF 2.1.0, for code scanning.

Format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import hashlib
import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from agentgen.diagnostics import Diagnostic, Place
from agentgen.ir.baseline import BaselineUse
from agentgen.ir.report import Outcome, Report, Verdict

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MAX_RESULTS = 25_000
"""GitHub refuses larger runs."""
_ACCEPTED = "accepted in the baseline"


def render_sarif(report: Report) -> str:
    """Return one run with a result for each finding, those that are accepted included."""
    rules = _rules(report)
    index = {rule["id"]: position for position, rule in enumerate(rules)}
    results = _results(report, index)
    notifications = [
        _notification(f"{o.id} is unverified: {o.reason}")
        for o in report.outcomes
        if o.verdict is Verdict.UNVERIFIED
    ]
    if len(results) > MAX_RESULTS:
        notifications.append(_notification(f"{len(results) - MAX_RESULTS} results are left out"))
    run = {
        "tool": {"driver": {"name": "agentgen", "version": report.version, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
        "results": results[:MAX_RESULTS],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _rules(report: Report) -> list[dict[str, Any]]:
    described: dict[str, dict[str, Any]] = {}
    for outcome in report.outcomes:
        described.setdefault(outcome.id, _rule(outcome))
    for finding in report.findings:
        described.setdefault(finding.rule, {"id": finding.rule})
    return list(described.values())


def _rule(outcome: Outcome) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": outcome.id,
        "shortDescription": {"text": outcome.title},
        "properties": {"tags": [outcome.kind]},
    }
    if outcome.spec is not None:
        text = f"{outcome.spec}: {outcome.spec_text}"
        rule["fullDescription"] = {"text": text}
        rule["help"] = {"text": f"Demanded by {text}"}
    return rule


def _results(report: Report, index: dict[str, int]) -> list[dict[str, Any]]:
    """Results of all findings, those included that are accepted or on unchanged code.

    Accepted ones are kept as suppressed: an alert whose result vanishes would be closed, and
    opened again by the next run without a baseline.
    """
    reasons = _reasons(report.baseline)
    seen: Counter[str] = Counter()
    results = []
    for outcome in report.outcomes:
        groups = {
            "new": outcome.findings,
            "suppressed": outcome.suppressed,
            "baselined": outcome.baselined,
            "elsewhere": outcome.elsewhere,
        }
        for kind, findings in groups.items():
            for finding in findings:
                key = _key(finding)
                result = _result(finding, index, f"{key}:{seen[key]}")
                seen[key] += 1
                if kind == "suppressed":
                    result["suppressions"] = [{"kind": "inSource", "status": "accepted"}]
                if kind == "baselined":
                    reason = reasons.get((finding.rule, finding.fingerprint), _ACCEPTED)
                    accepted = {"kind": "external", "status": "accepted", "justification": reason}
                    result["suppressions"] = [accepted]
                if report.baseline is not None or report.since:
                    result["baselineState"] = "new" if kind == "new" else "unchanged"
                results.append(result)
    return results


def _reasons(use: BaselineUse | None) -> dict[tuple[str, str], str]:
    """Why findings are accepted, with owner and last day, by rule and fingerprint."""
    reasons = {}
    for entry, _ in use.held if use else ():
        parts = [
            entry.reason,
            f"owner {entry.owner}" if entry.owner else "",
            f"until {entry.expires}" if entry.expires else "",
        ]
        told = "; ".join(filter(None, parts))
        reasons[entry.rule, entry.fingerprint] = told or _ACCEPTED
    return reasons


def _result(finding: Diagnostic, index: dict[str, int], key: str) -> dict[str, Any]:
    help_text = f" {finding.help[0].upper()}{finding.help[1:]}." if finding.help else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": finding.level.value,
        "message": {"text": f"{finding.message}.{help_text}"},
        "locations": [_location(finding.place)],
        "partialFingerprints": {
            "agentgen/v2": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]
        },
    }
    if finding.spec is not None:
        related = _location(finding.spec)
        related["message"] = {"text": finding.spec_text or str(finding.spec)}
        result["relatedLocations"] = [related]
    return result


def _key(finding: Diagnostic) -> str:
    """What stays the same while other lines move and change."""
    message = re.sub(r"\d+", "#", finding.message)
    return f"{finding.rule}\0{finding.place.path}\0{finding.fingerprint or message}"


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    artifact = {"uri": quote(place.path)}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _notification(text: str) -> dict[str, Any]:
    return {"level": "warning", "message": {"text": text}}
