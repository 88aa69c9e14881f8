"""Role specs to a policy: the front end's one entry point."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from agentgen.ir.policy import Modality, Policy, Statement, Status
from agentgen.ir.recognition import Recognizer
from agentgen.spec.contradictions import contradictions
from agentgen.spec.directives.bind import (
    Claims,
    directed_claims,
    directed_settings,
    outweigh_claims,
    outweigh_settings,
)
from agentgen.spec.directives.find import find_directives
from agentgen.spec.directives.place import MarkedSpec, place_directives
from agentgen.spec.original import original_lines
from agentgen.spec.reading import read_spec
from agentgen.spec.resolve import Claim, claims_of, settle
from agentgen.spec.settings import Recognised, merge, recognise
from agentgen.spec.statements import number_ids, read_statements

_STRENGTH = (
    Status.ENFORCED,
    Status.MEASURED,
    Status.HEURISTIC,
    Status.GENERATED,
)
_PROCESS = re.compile(
    r"\bpull requests?\b|\bPRs?\b|\bcode reviews?\b|\breview(?:s|ed|ers?)?\b|\bapprov\w+\b"
    r"|\bescalat\w+|\bnotify\b|\bask\b|\bguess\b|\bdiscuss\w*|\bmerge[sd]?\b|\bcommit messages?\b"
    r"|\b(?:feature|release|main|topic) branch(?:es)?\b"
    r"|\bstakeholders?\b|\bdelivery\b|\bcycles?\b|\broot cause\b|\bissue\b"
    r"|\bpush(?:es|ed)?\b|\bsprints?\b|\bin doubt\b|\bclarif\w+",
    re.IGNORECASE,
)
_PROCESS_STEM = re.compile(
    r"pull r|prs?\b|review|approv|escalat|notify|ask|guess|discuss|merge|commit m|branch"
    r"|stakeholder|deliver|cycle|root c|issue|push|sprint|in d|clarif"
)
"""What each lower-case text that `_PROCESS` matches holds; cheaper to look for."""


def compile_specs(
    specs: Sequence[tuple[str, bytes]],
    recognizers: Sequence[Recognizer],
    homes: Mapping[str, str] | None = None,
) -> Policy:
    """Compile role specs.

    Args:
        specs: (name, content) of each file, the weightiest first.
        recognizers: the rules and gates that may be switched on.
        homes: by name, the directory that a file binds; files without one bind all.

    Returns:
        The policy. Equal input gives an equal policy; conflicts without a winner are for the
        caller to refuse.

    Raises:
        AgentgenError: when a file is binary, empty or too large.
    """
    sources = [read_spec(name, data, (homes or {}).get(name, "")) for name, data in specs]
    statements = number_ids([s for source in sources for s in read_statements(source)])
    statements = place_directives(statements, _marked(specs), recognizers)
    prose = [statement for statement in statements if not statement.directive]
    taken = claims_of(prose)
    decided = {claim.statement.id for of_key in taken.values() for claim in of_key}
    found = [
        *recognise(prose, recognizers, decided),
        *directed_settings(statements, recognizers),
    ]
    claims = _widest(_joined(taken, directed_claims(statements, recognizers)))
    binding, by_directive = outweigh_settings(found)
    settings, of_rules = merge(binding)
    weighty, also_by_directive = outweigh_claims(claims)
    decisions, of_decisions = settle(weighty)
    return Policy(
        specs=tuple(source.path for source in sources),
        statements=tuple(_judge(statements, found, claims)),
        rules=settings,
        decisions=decisions,
        conflicts=(
            *of_decisions,
            *also_by_directive,
            *of_rules,
            *by_directive,
            *contradictions(statements, found),
        ),
        diagnostics=tuple(note for source in sources for note in source.notes),
    )


def _marked(specs: Sequence[tuple[str, bytes]]) -> dict[str, MarkedSpec]:
    lines = {name: original_lines(name, data) for name, data in specs}
    return {name: MarkedSpec(text, find_directives(name, text)) for name, text in lines.items()}


def _joined(one: Mapping[str, list[Claim]], other: Mapping[str, list[Claim]]) -> Claims:
    return {key: [*one.get(key, []), *other.get(key, [])] for key in {**one, **other}}


def _widest(claims: Claims) -> Claims:
    """A decision is taken for the whole: a claim for some paths counts where there is no other."""
    return {
        key: [c for c in of_key if not c.statement.scope.paths] or of_key
        for key, of_key in claims.items()
    }


def _judge(
    statements: Sequence[Statement],
    found: Sequence[Recognised],
    claims: Mapping[str, Sequence[Claim]],
) -> list[Statement]:
    """Every statement with its rules, its decisions and what follows from them."""
    rules: dict[str, list[Recognizer]] = {}
    for one in found:
        rules.setdefault(one.statement.id, []).append(one.recognizer)
    keys: dict[str, list[str]] = {}
    for key, of_key in claims.items():
        for claim in of_key:
            keys.setdefault(claim.statement.id, []).append(key)
    return [_judged(s, rules.get(s.id, ()), tuple(keys.get(s.id, ()))) for s in statements]


def _judged(
    statement: Statement, recognizers: Sequence[Recognizer], decisions: tuple[str, ...]
) -> Statement:
    status = _status(statement, recognizers, decisions)
    if status is statement.status and not recognizers and not decisions:
        return statement
    rules = tuple(dict.fromkeys(recognizer.id for recognizer in recognizers))
    return statement.judged(status, rules, decisions)


def _status(
    statement: Statement, recognizers: Sequence[Recognizer], decisions: Sequence[str]
) -> Status:
    reached = {recognizer.status for recognizer in recognizers}
    if decisions:
        reached.add(Status.GENERATED)
    if reached:
        return next((status for status in _STRENGTH if status in reached), None) or min(reached)
    if statement.modality in (Modality.INFO, Modality.EXAMPLE):
        return Status.ADVISORY
    if _is_process(statement.text):
        return Status.PROCESS
    binding = statement.modality in (Modality.MUST, Modality.NEVER)
    return Status.UNSUPPORTED if binding else Status.ADVISORY


def _is_process(text: str) -> bool:
    return _PROCESS_STEM.search(text.lower()) is not None and _PROCESS.search(text) is not None


def status_counts(policy: Policy) -> dict[Status, int]:
    """How many statements have each status, every status named, in the order of the enum."""
    counted = Counter(statement.status for statement in policy.statements)
    return {status: counted[status] for status in Status}


def is_effective(policy: Policy) -> bool:
    """True when something in the policy is enforced, measured or generated: no vacuous gate."""
    acting = (Status.ENFORCED, Status.HEURISTIC, Status.MEASURED, Status.GENERATED)
    return any(statement.status in acting for statement in policy.statements)
