"""What a check says of each statement of the specs, and the code around what it found."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from agentgen.codebase import Codebase
from agentgen.diagnostics import Diagnostic, Place
from agentgen.ir.policy import Policy, RuleSetting, Statement, Status
from agentgen.ir.report import Outcome, Verdict
from agentgen.ir.sheet import Excerpt, Judged, Sheet, Standing
from agentgen.spec.original import original_lines

_GRAVITY = {standing: number for number, standing in enumerate(Standing)}
_VERDICTS = {
    Verdict.FAILED: Standing.FAILED,
    Verdict.ELSEWHERE: Standing.ELSEWHERE,
    Verdict.UNVERIFIED: Standing.UNVERIFIED,
    Verdict.BASELINED: Standing.BASELINED,
    Verdict.PASSED: Standing.PASSED,
}
_SILENT = {
    Status.PROCESS: "it is about how people work together, which code can't show",
    Status.GENERATED: "`agentgen new` builds it so; no rule checks it",
}
_UNKNOWN = "no rule or gate recognises these words"
_AROUND = 2
_WIDEST = 200
_SECRETS = "hard-coded-secrets"
_HIDDEN = "\u2026 (a secret stands here)"


def sheets(
    specs: Iterable[tuple[str, bytes]], policy: Policy, outcomes: Sequence[Outcome]
) -> tuple[Sheet, ...]:
    """Judge every statement that binds, or that a rule recognises anyway."""
    settings: dict[Place, list[RuleSetting]] = {}
    for setting in policy.rules:
        settings.setdefault(setting.place, []).append(setting)
    found: dict[str, list[Judged]] = {}
    for statement in policy.statements:
        own = settings.get(statement.place, [])
        if statement.modality.binds or statement.rules or own:
            path = statement.place.path
            found.setdefault(path, []).append(_judged(statement, own, outcomes))
    return tuple(
        Sheet(path, original_lines(path, data), tuple(found.get(path, ()))) for path, data in specs
    )


def _judged(
    statement: Statement, settings: Sequence[RuleSetting], outcomes: Sequence[Outcome]
) -> Judged:
    wanted = dict.fromkeys((*statement.rules, *(s.rule for s in settings)))
    if not wanted:
        reason = _SILENT.get(statement.status, _UNKNOWN)
        return Judged(statement, Standing.NOT_CHECKABLE, reason=reason)
    speaking = {rule: _speaking(rule, settings, outcomes) for rule in wanted}
    numbers = tuple(dict.fromkeys(n for found in speaking.values() for n in found))
    silent = [rule for rule, found in speaking.items() if not found]
    reason = f"not measured in this run: {', '.join(silent)}" if silent else ""
    stands = [_standing(outcomes[n]) for n in numbers]
    stands += [Standing.UNVERIFIED] if silent else []
    return Judged(statement, min(stands, key=_GRAVITY.__getitem__), numbers, reason)


def _speaking(
    rule: str, settings: Sequence[RuleSetting], outcomes: Sequence[Outcome]
) -> tuple[int, ...]:
    """Outcomes of a rule for the files the statement binds; else all of the rule."""
    mine = {s.paths for s in settings if s.rule == rule}
    every = [n for n, o in enumerate(outcomes) if o.id == rule]
    return tuple([n for n in every if outcomes[n].paths in mine] or every)


def _standing(outcome: Outcome) -> Standing:
    standing = _VERDICTS[outcome.verdict]
    if standing is Standing.PASSED and outcome.suppressed:
        return Standing.SUPPRESSED
    return standing


def excerpts(codebase: Codebase, outcomes: Iterable[Outcome]) -> Mapping[Place, Excerpt]:
    """A few lines around every finding in a text file; lines with secrets are left out."""
    places: set[Place] = set()
    secret: set[tuple[str, int]] = set()
    split: dict[str, list[str]] = {}
    for finding in _findings(outcomes):
        path = finding.place.path
        if path not in codebase.texts:
            continue
        if path not in split:
            split[path] = codebase.texts[path].split("\n")
        places.add(finding.place)
        if finding.rule == _SECRETS:
            lines = _secret_lines(split[path], finding.place.line)
            secret.update((path, number) for number in lines)
    return {place: _excerpt(split[place.path], place, secret) for place in places}


def _findings(outcomes: Iterable[Outcome]) -> Iterator[Diagnostic]:
    for outcome in outcomes:
        yield from outcome.findings
        yield from (*outcome.suppressed, *outcome.baselined, *outcome.elsewhere)


def _secret_lines(lines: Sequence[str], line: int) -> range:
    """The line a secret stands on, and those of a key in several lines (RFC 7468)."""
    last = line
    if "-----BEGIN" in "".join(lines[line - 1 : line]):
        while last < len(lines) and "-----END" not in lines[last - 1]:
            last += 1
    return range(line, last + 1)


def _excerpt(lines: Sequence[str], place: Place, secret: Collection[tuple[str, int]]) -> Excerpt:
    first = max(place.line - _AROUND, 1)
    shown = []
    for number, line in enumerate(lines[first - 1 : place.line + _AROUND], first):
        text = _HIDDEN if (place.path, number) in secret else line
        shown.append(text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "\u2026")
    return Excerpt(first, tuple(shown))
