"""What a gate is: a measured check that drives a well-kept tool in the target repository."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.params import Param
from agentgen.ir.policy import RuleSetting, Statement, Status
from agentgen.ir.readers import Combine
from agentgen.ir.recognition import ByPhrases
from agentgen.ir.report import NOTHING, Evidence, GateResult, Verdict

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GateContext:
    """What a gate works on: the repository, its facts, and the policy's setting, if any.

    `asked` holds the settings of the rules whose statements the gate verifies too, by rule.
    `seconds` bounds each command that the gate starts.
    """

    root: Path
    codebase: Codebase
    setting: RuleSetting | None = None
    seconds: float = 600
    asked: Mapping[str, RuleSetting] = field(default_factory=dict)

    @property
    def params(self) -> Params:
        """Parameters of the setting."""
        return self.setting.params if self.setting else {}


def demanding_more(one: Params, other: Params) -> Params:
    """The higher of two thresholds, key by key."""
    merged = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], int | float) and isinstance(other[key], int | float):
            merged[key] = max(one[key], other[key])
    return merged


@dataclass(frozen=True, slots=True)
class Gate(ByPhrases):
    """One gate. Implements `agentgen.ir.recognition.Recognizer`.

    `after` names gates whose run leaves what this one reads; all others run in parallel. A gate
    that `needs_threshold` says nothing unless the policy sets one; one that runs `on_demand` is
    run where the policy asks for it. It `verifies` the statements of those rules too: what they
    read off the text, it measures. `params` declares the thresholds.
    """

    id: str
    title: str
    phrases: Callable[[Statement], Params | None]
    measure: Callable[[GateContext], GateResult]
    prose: Mapping[str, Params]
    not_prose: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    describes: bool = False
    status: Status = Status.MEASURED
    after: tuple[str, ...] = ()
    needs_threshold: bool = False
    on_demand: bool = False
    combine: Combine = demanding_more
    verifies: tuple[str, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)

    def applies(self, rules: Set[str]) -> bool:
        """True when it runs under a policy with settings of these rules and gates."""
        asked = self.id in rules or not rules.isdisjoint(self.verifies)
        return asked or not (self.needs_threshold or self.on_demand)

    def run(self, context: GateContext) -> GateResult:
        """Measure. What a tool does never raises; missing evidence is `unverified`."""
        return self.measure(context)


@dataclass(slots=True)
class Parts:
    """Collects what the parts of a gate (backend, frontend) found, and makes the result."""

    gate: str
    setting: RuleSetting | None
    findings: list[Diagnostic] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    examined: list[str] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)

    def found(
        self,
        path: str,
        line: int,
        message: str,
        way_out: str = "",
        under: RuleSetting | None = None,
    ) -> None:
        """Add a finding under the spec line of a setting; without one, under that of the gate."""
        spec = under or self.setting
        self.findings.append(
            Diagnostic(
                rule=self.gate,
                level=spec.level if spec else Level.ERROR,
                place=Place(path, max(line, 1)),
                message=message,
                help=way_out,
                spec=spec.place if spec else None,
                spec_text=spec.text if spec else "",
            )
        )

    def result(self, seconds: float) -> GateResult:
        """Failed with an error; else unverified where evidence lacks; else passed."""
        evidence = Evidence(
            commands=tuple(self.commands),
            versions=tuple(dict.fromkeys(self.versions)),
            examined=", ".join(self.examined),
            figures=tuple(self.figures),
            seconds=round(seconds, 2),
            at=(datetime.now(UTC) - timedelta(seconds=seconds)).isoformat(timespec="seconds"),
        )
        errors = sum(f.level is Level.ERROR for f in self.findings)
        if errors:
            verdict, reason = Verdict.FAILED, f"{errors} finding{'s' if errors > 1 else ''}"
        elif self.missing or not self.examined:
            verdict = Verdict.UNVERIFIED
            reason = "; ".join(self.missing) or NOTHING
        else:
            verdict, reason = Verdict.PASSED, ""
        if errors and self.missing:
            reason += "; not verified: " + "; ".join(self.missing)
        return GateResult(verdict, reason, tuple(self.findings), evidence, tuple(self.missing))
