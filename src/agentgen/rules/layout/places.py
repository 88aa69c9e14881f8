"""Where statements place things: labels, trees, lists, and sentences with a verb of putting."""

import re
from collections.abc import Iterator

from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import MAX_CHARACTERS, demands, is_example
from agentgen.ir.readers import Params

_PATH = (
    r"(?:\.{0,2}/)?(?:[\w*.@{}<>\[\]-]+/)+(?:[\w*.{}<>\[\]-]+)?|[\w*-]+\.(?:pyi?|[jt]sx?|s?css"
    r"|ya?ml|toml|md|json|feature|sql)"
)
_STEP = r"(?:[\w.@-]*[{<\[][\w. -]{1,40}[}>\]][\w.-]*|[\w.@-]+)/"
"""One directory, maybe named by a placeholder: `{module}/`."""
_TREE_PATH = rf"(?=[a-z_.@{{<\[])(?:{_STEP})+(?:[\w*{{}}<>\[\]-]+\.\w+(?:\.\w+)?)?"
_MORE = rf"(?:(?:, (?:and |or )?| and | or | ?/ ?)`(?:{_PATH})`){{0,7}}"
_LABELLED = re.compile(
    r"^\W*(?P<label>[A-Za-z][\w &/+().-]{1,50}?)\W*(?::|→|->|–|—|=|\|)\s*"
    rf"(?P<paths>`(?:{_PATH})`{_MORE})"
)
_DESCRIBED = re.compile(
    rf"^\W*(?P<paths>`(?:{_PATH})`|{_TREE_PATH})\s*(?:(?::|→|->|–|—|#|\s-\s|\()\s*"
    r"|\s(?:owns|holds|contains|houses|is (?:for|where)|(?:are|is) the home of)\s)"
    r"(?P<label>[A-Za-z].{2,})"
)
_BARE = re.compile(rf"^(?:`?(?P<folder>(?:{_STEP})+)`?|(?P<file>{_TREE_PATH}))$")
_PLACED = re.compile(
    r"(?P<preposition>\b(?:in|under|inside|into|below|within|at|to))\s+(?:the\s+|an?\s+|their\s+"
    rf"|its\s+)?(?:(?!in\b|under\b|inside\b|at\b|to\b|from\b|into\b)[a-z]+(?:'s)?\s+){{0,2}}(?P<paths>`(?:{_PATH})`{_MORE})(?!\s*(?:→|->|=>))"
)
_PUT = (
    r"\b(?:go(?:es)?|lives?|belongs?|put|plac\w+|keep|kept|stor(?:e|es|ed|ing)|locat\w+|resides?"
    r"|sits?|stays?|add|creat\w+|define[ds]?|organi[sz]\w+|write|written|colocate\w*|save[ds]?"
    r"|extend(?:ed)?|customi[sz]\w+|configur\w+|declare[ds]?|regist\w+|should be|must be)\b"
)
_IS = re.compile(r"\b(?:are|is)(?: only| always| all| both)? $", re.IGNORECASE)
_FACT = re.compile(
    r"\b(?:lives?|belongs?|goes?|resides?|(?:are|is) (?:kept|stored|defined|located))(?: only)? $"
)
_SUPPOSED = re.compile(r"^\W*(?:if|when|unless|because|while|since|where)\b[^,]*$", re.IGNORECASE)
_PARTS = (
    r"(?:(?:api |custom |shared |global |common |page |ui |design |component |route |form |type "
    r"|test |unit |e2e |integration |database |pydantic |orm |business |domain |reusable "
    r"|generic |feature |project |schema |sql )*"
    r"(?:styles|components|hooks|types|interfaces|utilities|utils|helpers|tests|models|schemas"
    r"|routes|routers|endpoints|services|repositories|migrations|fixtures|factories|constants"
    r"|settings|configuration|config|tokens|themes?|stores|pages|layouts|assets|images|icons"
    r"|translations|mocks|handlers|tasks|jobs|workers|prompts|templates|scripts|documentation"
    r"|docs|exceptions|errors|validators|dependencies|middleware|queries|clients|functions|logic))"
)
_NOMINAL = re.compile(
    rf"^(?P<label>{_PARTS}(?:(?:, | and | & |/){_PARTS}){{0,3}}) (?:in|under|inside)"
    rf" (?P<paths>`(?:{_PATH})`)(?: \([^()]{{1,80}}\))?[.,;]?$",
    re.IGNORECASE,
)
"""A list without verbs: `Component styles in theme/components/`."""
_LEADS_ON = re.compile(r"\s*(?:→|->|=>)\s*`")
"""A path that stands for another: `src/a.py` → `tests/test_a.py`."""
_DASH = re.compile(r"\s[\u2013\u2014-]\s")
_ABOUT_NAMES = re.compile(r"\b(?:names?|naming|pattern|format)\W*$", re.IGNORECASE)
"""Labels of how files are called, which does not say where they lie."""
_POINTER = re.compile(
    r"\b(?:aligned|consistent|compliant|in (?:line|sync|accordance)) with\b|\baccording to\b",
    re.IGNORECASE,
)
"""Labels of a document that is to be followed."""
_DECLARED = re.compile(
    r"^`(?P<label>[A-Za-z_]\w*)`(?: \w+){0,2} (?:in|from) "
    rf"(?P<paths>`(?:{_PATH})`)(?= (?:provides?|holds?|defines?|contains?|handles?|gives?|wraps?"
    r"|exposes?|is|are)\b)"
)
"""Where a name is declared: `Clock` in `core/time.py` provides the hour."""
_COMMAND = re.compile(
    r"^\W*(?:run|see|read|open|execute|check|use|visit|import|from|cd|python|npm)\b", re.IGNORECASE
)
_GONE = re.compile(
    r"^\W*(?:not (?:used|needed|in use)|unused|deprecated|obsolete|removed|gone|legacy|none)\b",
    re.IGNORECASE,
)
"""Says of a path that nothing is there."""
_POINTS = frozenset({"it", "them", "this", "these", "that", "those", "they", "one"})
"""Labels that only point to what a sentence before names."""
_ROUTE = re.compile(r"^/(?:api|v\d+)\b")
_FIRST_VERB = re.compile(
    r"^(?:always |only |please )?(?:put|place|keep|store|define|locate|save|organi[sz]e|colocate)"
    r" (?:all |every |each |the |any |new |your )*",
)
_LAST_VERB = re.compile(
    r" (?:should |must )?(?:be )?(?:lives?|belongs?|goe?s?|resides?|sits?|stays?|placed|kept|stored"
    r"|located|defined|is|are)(?: only| always)?$"
)
_INPUTS = re.compile(r"\binputs?\b|\b(?:read|consume)s? from\b", re.IGNORECASE)
"""Headings above what others provide: it says where to find it, not where to put it."""
_LONGEST = 80


def places(statement: Statement) -> Params | None:
    """«API code: `/services/**/api.py`», «`backend/core/`: business logic», «models go in `x/`»."""
    text = statement.text[:MAX_CHARACTERS].strip()
    if statement.modality is Modality.NEVER or not ("`" in text or "/" in text):
        return None
    if is_example(statement):
        return None
    told = (_LABELLED, _DESCRIBED, _NOMINAL, _DECLARED)
    match = next((hit for one in told if (hit := one.match(text))), None)
    if match and any(one.search(match["label"]) for one in (_GONE, _ABOUT_NAMES, _POINTER)):
        return None
    if match and not _COMMAND.match(match["label"]) and not _LEADS_ON.match(text, match.end()):
        found = _split(match["paths"])
        read = any(_INPUTS.search(heading) for heading in statement.section)
        label = f"input: {match['label']}" if read else match["label"]
        return None if _ROUTE.match(found[0]) else _told([(label, found)])
    bare = _BARE.match(text)
    if bare:
        path = bare["folder"] or bare["file"]
        return {"places": {path: path}}
    if "`" not in text or _COMMAND.match(text) or not demands(statement, rf"{_PUT}|\b(?:are|is)\b"):
        return None
    return _told(_placed(statement, text))


def _placed(statement: Statement, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a sentence puts where: «parsers in `parsers.py`, readers in `readers.py`»."""
    at, begun = 0, False
    for match in _PLACED.finditer(text):
        what = _DASH.split(text[at : match.start()])[-1]
        plain_what = what.casefold()
        if not begun:
            verb = re.search(_PUT, plain_what) or _IS.search(plain_what)
            fact = statement.modality is not Modality.INFO or _FACT.search(plain_what)
            if not verb or not fact or _SUPPOSED.match(what):
                continue
        elif len(what) > _LONGEST or re.search(r"[.;:] ", what):
            return
        begun, at = True, match.end()
        paths = _split(match["paths"])
        if not _ROUTE.match(paths[0]):
            yield what, paths


def _split(paths: str) -> tuple[str, ...]:
    quoted = tuple(re.findall(r"`([^`]+)`", paths))
    return quoted or (paths,)


def _told(
    found: Iterator[tuple[str, tuple[str, ...]]] | list[tuple[str, tuple[str, ...]]],
) -> Params | None:
    """Places by what lies there: one path, or several."""
    told: dict[str, str | tuple[str, ...]] = {}
    for label, paths in found:
        what = re.sub(r"^(?:,|and\b|or\b|\s)+", "", label.strip(" *`.:").casefold())
        what = _LAST_VERB.sub("", _FIRST_VERB.sub("", what))[:_LONGEST].strip(" *`.:,")
        if what and what not in _POINTS:
            told.setdefault(what, paths[0] if len(paths) == 1 else paths)
    return {"places": told} if told else None
