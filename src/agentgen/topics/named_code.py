"""Code that a spec tells to use or to avoid, where no other recogniser knows what it means."""

import re
from collections.abc import Iterator

from agentgen.ir.phrases import needing
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import MAX_CHARACTERS, is_example, plain
from agentgen.topics.base import Params, Topic, names
from agentgen.topics.phrasing import words

_VERB = (
    r"(?:use|utili[sz]e|employ|adopt|prefer|favou?r|set|call|declare|define|mark(?:ed)?|annotate"
    r"|decorate|wrap(?:ped)?|inherit|extend|subclass|implement|return|pass|import|override|include"
    r"|configure|apply|rely|add|write|keep|enable|expose|store|raise|validate|leverage"
    r"|handle)(?! (?:statements?|paths?|order)\b)"
)
_NO = (
    r"(?:never|not|don't|doesn't|mustn't|cannot|can't|no(?! need)|avoid|without|forbid(?:s"
    r"|den)?|ban(?:s"
    r"|ned)?"
    r"|minimi[sz]e|instead of|rather than|in place of|over|remove|replace)"
)
_NAMING = rf"\b{_NO}\b|\b{_VERB}(?:s|d|ed|ing)?\b|\b(?:via|through|with)\b"
_CUE = re.compile(
    rf"(?P<no>\b{_NO}\b(?:\s+(?:\w+\s+){{0,2}}?{_VERB}(?:s|d|ed|ing)?\b)?)"
    rf"|(?P<yes>(?<!that )(?<!which )(?<!may )(?<!can )\b{_VERB}(?:s|d|ed|ing)?\b|\b(?:via"
    rf"|through|with)\b)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?<!`)`([^`\n]{1,100})`(?!`)")
_CODE = re.compile(
    r"(?:from [\w.]+ )?import [\w., ]+|[@.#$]?[A-Za-z_$][\w$]*(?:(?:\.|::|:"
    r"|-)[\w$*]+)*(?:[\[(<].*[\])>])?(?:=[^\s]+)?"
    r"|[A-Za-z_][\w.]*\s?[=:|<>!]=?\s?\S.{0,60}|[\w.]+(?:\s?\|\s?[\w.]+)+"
    r"|[?.=!*&|]{2,4}|\*{1,2}\w+|[a-z]+ (?:\.\.\.|…) [a-z]+"
)
_FILE = re.compile(
    r"\.(?:py|tsx?|jsx?|mdx?|json|ya?ml|toml|env|lock|txt|cfg|ini|sh|css|html)$|^\.env"
)
_COMMAND = re.compile(r"^(?:npm|pnpm|yarn|npx|uvx?|pip|poetry|docker|git|make|python3?|cd|bash)\s")
_BREAK = re.compile(r"(?<=[\w)\]`])[.;!?](?=\s)|\s[-\u2013\u2014]\s")
_NEGATED = re.compile(r"\b(?:never|no|not|don't|doesn't|cannot|can't|avoid)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|inside|under|into|at) (?:the |an? )?`?$", re.IGNORECASE)
"""Before what names where something is, not what is used."""
_WITHOUT = re.compile(r"without\b", re.IGNORECASE)
_NEAR = 45
_OTHER_ALPHABET = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]{3}")
"""The words that turn a sentence around are known in English alone."""
_BETWEEN = re.compile(r"`[^`]*`")


@needing(_NAMING)
def _named_code(statement: Statement) -> Params | None:
    """«Never use `eval`», «mark slow tests with `@pytest.mark.slow`»."""
    text = statement.text[:MAX_CHARACTERS]
    if "`" not in text or is_example(statement) or _OTHER_ALPHABET.search(text):
        return None
    found: dict[str, list[str]] = {"use": [], "without": []}
    bare = statement.modality is Modality.NEVER and not _NEGATED.search(text)
    for code, before in _spans(text):
        cue = _cue(before)
        if cue is not None:
            refused = bool(cue["no"] or bare) and not _lacks(text, cue)
            found["without" if refused else "use"].append(code)
    told = {key: names(values) for key, values in found.items() if values}
    return told or None


def _spans(text: str) -> Iterator[tuple[str, str]]:
    """The code spans that are code, each with the text of its clause before it."""
    for match in _SPAN.finditer(text):
        code = match[1].strip()
        if _CODE.fullmatch(code) and not _FILE.search(code) and not _COMMAND.match(code):
            before = text[: match.start()]
            cuts = [cut.end() for cut in _BREAK.finditer(before)]
            yield code, before[cuts[-1] if cuts else 0 :]


def _lacks(text: str, cue: re.Match[str]) -> bool:
    """True for «never … without»: it asks for the code."""
    return _WITHOUT.match(cue.group()) is not None and _NEGATED.search(text) is not None


def _cue(before: str) -> re.Match[str] | None:
    """The word that tells what is to be done with the code: the last one, if it is near."""
    cues = list(_CUE.finditer(_BETWEEN.sub(" ", before)))
    if not cues or _PLACE.search(before):
        return None
    last = cues[-1]
    if last["yes"] and len(cues) > 1 and _WAY.match(last.group()) and _adjoins(cues[-2], last):
        return cues[-2]
    if last["yes"] and any(_still_refused(one, last) for one in cues[:-1]):
        return None
    between = last.string[last.end() :]
    if _ASIDE.search(between) or (last["no"] and _ACTS_ON.search(last.group())):
        return None
    if ":" in between and _WAY.match(last.group()):
        return None
    return last if len(between) <= _NEAR else None


_ASIDE = re.compile(r"\b(?:where|when|if|unless|because|since)\b", re.IGNORECASE)
"""Behind it stands a case or a reason, and what is named there is neither used nor avoided."""
_ACTS_ON = re.compile(
    r"\b(?:annotate|decorate|mark|validate|handle|configure|override|wrap)(?:s|d|ed|ing)?$",
    re.IGNORECASE,
)
"""Refusals of what is done to the code, which say nothing against the code itself."""
_WAY = re.compile(r"(?:via|through|with)\b", re.IGNORECASE)
_TURNS = re.compile(r"[,:;]|\b(?:and|but|instead|rather)\b", re.IGNORECASE)


def _adjoins(one: re.Match[str], last: re.Match[str]) -> bool:
    """True for `never through`: the refusal is of the way."""
    return one["no"] is not None and not one.string[one.end() : last.start()].strip()


def _still_refused(one: re.Match[str], last: re.Match[str]) -> bool:
    """True where a refusal goes on: `never make one that only wraps …`, `not where it is used`."""
    between = one.string[one.end() : last.start()]
    return _NEGATED.match(one.group()) is not None and not _TURNS.search(between)


_PACKAGE = re.compile(
    r"\b(?:use|utili[sz]e|adopt|employ|import|from|via) (?:the )?"
    r"(?P<name>[a-z][a-z0-9]+(?:-[a-z0-9]+)+)(?: (?:for|to|with|or|and)\b|$|[.,;])"
)
_NO_PACKAGE = re.compile(
    r"-(?:case|first|style|based|side|safe|only|free|friendly|driven|specific|wide|level|time"
    r"|aware|like|quality|readable|defined|named|typed|scoped|end|line|off|in|up|out|by|to|of|date"
    r"|page|back|through|hand|merge|commit|tests?|memory|object|place|server|client|user|all|tier"
    r"|layer|letter|word|letters|mode|size|control|run|step|use|api|code|loading|text|green|box"
    r"|checks?|keys?|files?|managers?|agents?|developers?|engineers?|party|service|services"
    r"|injection|values?|data)$"
    r"|^(?:non|multi|pre|post|re|co|sub|self|high|low|well|long|short|end|built|opt|one|two|three"
    r"|single|double|read|write|early|late|hard|soft|full|half|event|type|role|set|key|kebab|snake"
    r"|camel|pascal|least|best|cross|real|blue|lower|upper|semi|auto|fine|coarse|top|default|third"
    r"|all|error|feature|page|open|in)-"
)
"""What is written with hyphens and is no package: `kebab-case`, `server-side`, `multi-stage`."""


@needing(_PACKAGE.pattern)
def _named_library(statement: Statement) -> Params | None:
    """«Use phone-numbers-py for parsing»: a library, known or not."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    found = [m for m in _PACKAGE.finditer(plain(statement)) if not _NO_PACKAGE.search(m["name"])]
    told = names(m["name"] for m in found if not re.search(rf"\b{_NO}\W+$", m.string[: m.start()]))
    return {"names": told} if told else None


TOPICS = (
    Topic(
        id="named-library",
        title="The libraries that the spec names are used",
        phrases=_named_library,
        general=True,
        keywords=words("us utili adopt employ import from via"),
        prose={
            "Use phone-lib-py for numbers": {"names": ("phone-lib-py",)},
            "Utilize the action function from quick-forms": {"names": ("quick-forms",)},
            "Employ rate-limiter-next to slow callers down": {"names": ("rate-limiter-next",)},
        },
        not_prose=(
            "Use kebab-case for files",
            "Never use phone-lib-py",
            "Use server-side checks and multi-stage builds",
        ),
    ),
    Topic(
        id="named-code",
        title="Code that the spec names is used, or avoided",
        phrases=_named_code,
        general=True,
        status=Status.UNSUPPORTED,
        keywords=words(
            "never no not don doesn mustn cannot can avoid without forbid ban minimi instead rather"
            " in over remov replac us utili employ adopt prefer favor favour set call declar defin"
            " mark annotat decorat wrap inherit extend subclass implement return pass import"
            " overrid includ configur appl rel add writ keep enabl expos stor rais leverag handl"
            " typ validat via"
            " through with"
        ),
        prose={
            "Never use `eval`": {"without": ("eval",)},
            "Mark slow tests with `@pytest.mark.slow`": {"use": ("@pytest.mark.slow",)},
            "Use `Annotated[Session, Depends(get_session)]`": {
                "use": ("Annotated[Session, Depends(get_session)]",)
            },
            "Raise `AppError`, never `Exception`": {
                "use": ("AppError",),
                "without": ("Exception",),
            },
            "Minimize `useLayoutEffect` and `forwardRef`": {
                "without": ("useLayoutEffect", "forwardRef")
            },
        },
        not_prose=(
            "Never edit `src/app/main.py`",
            "Run `make lint` with care",
            "The `users` table has rows",
            "Use eval",
            "Never guess - see the notes of `Order`",
        ),
    ),
)
