"""Rules and gates as a page of documentation: the text of `docs/rules.md`."""

import re
from collections.abc import Iterable

from agentgen.codebase import build_codebase
from agentgen.commands.rule import ToldExample, ToldRule
from agentgen.ir.policy import Status
from agentgen.rules import hard_coded_secrets

_SENTENCES = 4
_LONGEST = 30
_INTRODUCTION = """# Rules and gates

Written by `python scripts/rule_docs.py` from the rules themselves. `agentgen rule ID` shows one \
with all its examples, `agentgen rule` lists them.

A rule or gate is switched on by a sentence of a role spec, or by a directive. Sentences are \
examples: others that say the same are recognised too. A finding of a rule is silenced by the \
comment given, with a reason.
"""


def page(told: Iterable[ToldRule]) -> str:
    """The whole page, in Markdown: a table, then a section for each rule and gate."""
    every = tuple(told)
    rows = [f"| [{one.id}](#{one.id}) | {one.title} | {standing(one)} |" for one in every]
    table = "\n".join(("| Id | Holds | Proof |", "|---|---|---|", *rows))
    return "\n".join((_INTRODUCTION, table, *map(_section, every)))


def standing(one: ToldRule) -> str:
    """How sure a verdict is: enforced, heuristic, measured, or not checked."""
    return "not checked yet" if one.status == Status.UNSUPPORTED else one.status


def _section(one: ToldRule) -> str:
    parts = [f"\n## {one.id}\n", f"{one.title} ({standing(one)})."]
    if one.looks_at:
        counted = f" Counted: {one.examined}." if one.examined else ""
        parts.append(f"{one.looks_at}{counted}")
    parts.append("Said as:\n\n" + "\n".join(map(_quoted, [s for s, _ in one.prose[:_SENTENCES]])))
    parts.append(f"Or as a directive: `{one.directive}`")
    if one.params:
        parts.append("\n".join(("| Parameter | Meaning | Values |", "|---|---|---|", *_rows(one))))
    if one.help:
        parts.append(f"Way out: {one.help}; or `{one.suppression}`.")
    if one.mends:
        parts.append(f"Mended by `--fix`: {one.mends}")
    parts += [_code("Found", one.invalid), _code("Accepted", one.valid)]
    return "\n\n".join(part.rstrip("\n") for part in parts if part).replace("\n\n\n", "\n\n") + "\n"


def _quoted(sentence: str) -> str:
    heading, _, text = sentence.removeprefix("# ").partition("\n")
    return f"- {_plain(text)} (below «{_plain(heading)}»)" if text else f"- {_plain(sentence)}"


def _plain(sentence: str) -> str:
    """The sentence as code: its own markup is part of it."""
    mark = "``" if "`" in sentence else "`"
    pad = " " if mark == "``" else ""
    return f"{mark}{pad}{' '.join(sentence.split())}{pad}{mark}"


def _rows(one: ToldRule) -> list[str]:
    return [
        f"| `{p.name}` | {p.meaning}{' (required)' if p.required else ''} | {p.values} |"
        for p in one.params or ()
    ]


def _code(title: str, examples: Iterable[ToldExample]) -> str:
    """The shortest example as code; none that is long, or reads as a secret."""
    fit = [one for one in examples if 0 < _lines(one) <= _LONGEST and not _has_secret(one)]
    if not fit:
        return ""
    best = min(fit, key=_lines)
    return f"{title}:\n\n" + "\n\n".join(_file(p, t) for p, t in best.files.items() if t.strip())


def _lines(example: ToldExample) -> int:
    return sum(len(text.splitlines()) for text in example.files.values())


def _has_secret(example: ToldExample) -> bool:
    found, _ = hard_coded_secrets.inspect(build_codebase(example.files), {})
    return any(True for _ in found)


def _file(path: str, text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    suffix = path.rsplit(".", 1)[-1] if "." in path else "text"
    return f'{fence}{suffix} title="{path}"\n{text.rstrip()}\n{fence}'
