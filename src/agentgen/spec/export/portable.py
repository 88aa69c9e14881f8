"""Specs as one text that means the same wherever it lies.

What a statement means may depend on more than its words: the name of its file, the files beside
it, front matter. The text is compiled again under its new name; where that gives another policy,
directives are added until it does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agentgen.diagnostics import Level
from agentgen.errors import AgentgenError
from agentgen.ir.policy import Policy, RuleSetting
from agentgen.ir.recognition import Recognizer
from agentgen.spec.compile import compile_specs
from agentgen.spec.directives.write import comment, decision_directive, rule_directive
from agentgen.spec.fences import find_fences
from agentgen.spec.settings import SCOPE

_IGNORE = comment("ignore")
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class _Key:
    """What tells one demand of a policy from all others."""

    rule: str = ""
    paths: tuple[str, ...] = ()
    level: Level = Level.ERROR
    scope: str = ""
    decision: str = ""


def portable_text(
    texts: Mapping[str, Sequence[str]],
    policy: Policy,
    name: str,
    recognizers: Sequence[Recognizer],
    head: str = "",
) -> str:
    """The texts of specs, joined, with the directives that keep their meaning.

    Args:
        texts: lines of each spec, by name.
        policy: what the specs mean together.
        name: path of the file that the text is for.
        head: what the file begins with; it is part of the answer.

    Raises:
        AgentgenError: when the specs have a conflict that nobody settled.
    """
    _refuse_open_conflicts(policy)
    lines = _joined(texts)
    wanted = _meaning(policy)
    ignored: set[int] = set()
    directives: dict[_Key, str] = {}
    for _ in range(_MOST_ROUNDS):
        rendering = _rendered(head, lines, ignored, directives)
        found = compile_specs([(name, rendering.text.encode())], recognizers)
        meant = _meaning(found)
        if meant == wanted:
            return rendering.text
        directives |= {k: _directive(k, v) for k, v in wanted.items() if meant.get(k) != v}
        ignored |= _sources(found, meant.keys() - wanted.keys(), rendering.origins)
    raise AgentgenError(
        "the specs can't be joined to one text that means the same",
        where=", ".join(texts),
        way_out="export them one by one",
    )


def _refuse_open_conflicts(policy: Policy) -> None:
    conflict = next((c for c in policy.conflicts if c.winner is None), None)
    if conflict is not None:
        sides = " and ".join(str(side.place) for side in conflict.sides)
        raise AgentgenError(
            f"the specs disagree about {conflict.topic}",
            where=sides,
            way_out="make them agree, or export them one by one",
        )


def body_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without front matter."""
    if lines and lines[0].strip() == "---":
        for number, line in enumerate(lines[1:], 1):
            if line.strip() in ("---", "..."):
                return tuple(lines[number + 1 :])
    return tuple(lines)


def _joined(texts: Mapping[str, Sequence[str]]) -> list[str]:
    """All bodies; each begins with a heading, so that none stands below another's."""
    joined: list[str] = []
    for name, lines in texts.items():
        body = _closed([*body_of(lines)])
        while body and not body[0].strip():
            body.pop(0)
        titled = bool(body) and body[0].startswith("# ")
        joined += [""] if joined else []
        joined += body if titled or len(texts) == 1 else [f"# {_title(name)}", "", *body]
    while joined and not joined[-1].strip():
        joined.pop()
    return joined


def _title(name: str) -> str:
    return name.rsplit("/", 1)[-1].split(".")[0].replace("-", " ").replace("_", " ").capitalize()


def _closed(lines: list[str]) -> list[str]:
    """With a fence or comment closed that goes on to the end."""
    fences = find_fences(lines)
    if fences and fences[-1].last == len(lines):
        last = lines[-1].strip(" \t>")
        if fences[-1].first == len(lines) or not last or last.strip("`~"):
            opening = lines[fences[-1].first - 1]
            mark = "~" if "~~~" in opening and "```" not in opening else "`"
            width = max(3, opening.count(mark))
            lines = [*lines, mark * width]
    text = "\n".join(lines)
    if text.rfind("<!--") > text.rfind("-->"):
        lines = [*lines, "-->"]
    return lines


@dataclass(frozen=True, slots=True)
class _Rendering:
    """A text, and which line of the joined specs each of its lines is (0 for none)."""

    text: str
    origins: tuple[int, ...]


def _rendered(
    head: str, lines: Sequence[str], ignored: set[int], directives: Mapping[_Key, str]
) -> _Rendering:
    """The lines with their marks; a code block is marked by a line above it."""
    fence_of = {n: f.first for f in find_fences(lines) for n in range(f.first, f.last + 1)}
    blocks = {fence_of[n] for n in ignored if n in fence_of}
    rows: list[tuple[str, int]] = [(row, 0) for row in head.splitlines()]
    for number, line in enumerate(lines, 1):
        if number in blocks:
            rows.append((_IGNORE, 0))
        is_marked = number in ignored and number not in fence_of
        rows.append((f"{line} {_IGNORE}" if is_marked else line, number))
    block = ["", "```agentgen", *directives.values(), "```"] if directives else []
    rows += [(row, 0) for row in block]
    return _Rendering("\n".join(row for row, _ in rows) + "\n", tuple(n for _, n in rows))


def _meaning(policy: Policy) -> dict[_Key, Any]:
    """What a policy asks for, whoever asks; notes, such as those on front matter, ask nothing."""
    binding = (setting for setting in policy.rules if setting.level is not Level.NOTE)
    rules = {_key(setting): _plain(setting.params) for setting in binding}
    return rules | {
        _Key(decision=key): _plain(decision.value) for key, decision in policy.decisions.items()
    }


def _key(setting: RuleSetting) -> _Key:
    scope = str(setting.params.get(SCOPE, ""))
    return _Key(rule=setting.rule, paths=setting.paths, level=setting.level, scope=scope)


def _plain(value: Any) -> Any:
    """Lists and tuples are the same."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    return value


def _directive(key: _Key, value: Any) -> str:
    if key.decision:
        return decision_directive(key.decision, value)
    return rule_directive(key.rule, value, key.paths, key.level)


def _sources(policy: Policy, extra: set[_Key], origins: Sequence[int]) -> set[int]:
    """Lines whose statements give rules and decisions that are not wanted."""
    rules = {key.rule for key in extra if key.rule}
    decisions = {key.decision for key in extra if key.decision}
    lines = {
        origins[s.place.line - 1]
        for s in policy.statements
        if not s.directive and (rules & set(s.rules) or decisions & set(s.decisions))
    }
    return lines - {0}
