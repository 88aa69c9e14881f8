"""Demands that nobody can check: no figure, no name, only an adjective."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agentgen.diagnostics import Diagnostic, Level
from agentgen.ir.policy import Statement, Status

VAGUE = "spec-vague"
_SILENT = (Status.UNSUPPORTED, Status.ADVISORY)
_WORDS = re.compile(
    r"\b(?:clean(?:ly)?(?! up)|proper(?:ly)?|appropriate(?:ly)?|adequate(?:ly)?|reasonabl[ey]"
    r"|sensibl[ey]|suitabl[ey]|good|nice(?:ly)?|best practices?|consisten(?:t|tly|cy)|readab\w+"
    r"|maintainab\w+|meaningful|descriptive|robust(?:ly|ness)?|elegant(?:ly)?|simple|simplicity"
    r"|small|short|modular|efficient(?:ly)?|performant|optimi[sz]ed|fast|scalab\w+|reliab\w+"
    r"|secure(?:ly)?|well[- ]\w+|high[- ]quality|quality|user[- ]friendly|intuitive"
    r"|self[- ](?:explanatory|documenting)|comprehensive(?:ly)?|thorough(?:ly)?|careful(?:ly)?"
    r"|concise|graceful(?:ly)?|modern|idiomatic|sufficient(?:ly)?)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[`\d/]|\b[A-Z]?[a-z]+[A-Z]\w*|\w_\w|\b\w+\.\w+\b")
_PURPOSE = re.compile(
    r"\b(?:for|so that|because|in order to|which|to (?:ensure|improve|keep|allow|make|support))\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2
_LONGEST = 2000
_FAR = 40
"""Characters between an adjective and what it is said of."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A topic, and a sentence on it that agentgen keeps."""

    topic: re.Pattern[str]
    sentence: str


def _on(topic: str, sentence: str) -> Rewrite:
    return Rewrite(re.compile(rf"\b(?:{topic})", re.IGNORECASE), sentence)


REWRITES = (
    _on(r"error|exception|fail", "Never use a bare `except:`."),
    _on(r"secret|password|credential|api keys?|token", "Never hard-code secrets."),
    _on(r"secur|inject|sanit", "Never build SQL by string concatenation."),
    _on(r"valid", "Validation errors are answered with 422."),
    _on(r"pagina|paging|list endpoints?", "List endpoints return 20 items per page, at most 100."),
    _on(r"sql\b|quer", "Never use `SELECT *`."),
    _on(r"log", "Use structlog for logging."),
    _on(r"type ?script", "Never use `any` in TypeScript."),
    _on(r"typ(?:e|es|ed|ing)\b|annotat|hints?\b", "All functions have type hints."),
    _on(r"docstring|document|comment", "Every public function has a docstring."),
    _on(r"test|coverage|cover", "Test coverage is at least 90 % of lines."),
    _on(r"version", "All endpoints are versioned under `/api/v1`."),
    _on(r"architect|structur|layer|organi[sz]|separat|modul|coupl|endpoints?|routes?|handlers?",
        "Separate business logic from API routes."),
    _on(r"components?", "Use functional components only, no class components."),
    _on(r"class(?:es)?\b", "Classes have at most 200 lines."),
    _on(r"files?\b", "Files have at most 300 lines."),
    _on(r"format|style|convention|lint|consisten|pep", "Zero lint warnings."),
    _on(r"async|performan|fast|scal", "All route handlers are `async def`."),
    _on(r"functions?|methods?|code|simpl|small|short|readab|maintain|clean",
        "Functions have at most 40 lines."),
)  # fmt: skip
"""Among topics at the same distance the first one gives the rewrite."""


def vague_lines(statements: Sequence[Statement]) -> list[Diagnostic]:
    """Binding statements that nothing recognises and that hold an adjective instead of a fact."""
    return [_finding(s, word) for s in statements if (word := vague_word(s))]


def vague_word(statement: Statement) -> re.Match[str] | None:
    """The word that makes a statement vague, if it is; a figure or a name makes it definite.

    What only tells the purpose of a demand (`return early for better readability`) is no demand.
    """
    if not statement.modality.binds or statement.status not in _SILENT:
        return None
    text = statement.text.rstrip()
    if statement.directive or _NAMED.search(text) or text.endswith(("?", ":")):
        return None
    label = text.find(": ") + 1  # of a table row
    word = _WORDS.search(text, label)
    purpose = _PURPOSE.search(text, label)
    if word and purpose and purpose.end() <= word.start():
        demand = text[label : purpose.start()].split()
        return None if len(demand) >= _FEWEST_WORDS else word
    return word


def rewrite_of(text: str, word: re.Match[str]) -> str:
    """A sentence that is kept, on the topic mentioned nearest to the vague word.

    The word itself (`secure`) names a topic when nothing near it does; empty without any.
    """
    found = [
        (_distance(match, word), rank, rewrite.sentence)
        for rank, rewrite in enumerate(REWRITES)
        for match in rewrite.topic.finditer(text[:_LONGEST])
    ]
    distance, _, sentence = min(found, default=(_FAR + 1, 0, ""))
    return sentence if distance <= _FAR else ""


def _distance(topic: re.Match[str], word: re.Match[str]) -> int:
    between = max(topic.start() - word.end(), word.start() - topic.end())
    return between if between >= 0 else _FAR


def _finding(statement: Statement, word: re.Match[str]) -> Diagnostic:
    rewrite = rewrite_of(statement.text, word)
    text = " ".join(statement.text.split())
    shown = text if len(text) <= 80 else f"{text[:79]}…"
    instead = f"; on this, agentgen can check «{rewrite}»" if rewrite else ""
    return Diagnostic(
        rule=VAGUE,
        level=Level.WARNING,
        place=statement.place,
        message=f"nobody can check «{word[0]}» in «{shown}»{instead}",
        help="name a number, a name or a path, or mark the line `<!-- agentgen: ignore -->`",
    )
