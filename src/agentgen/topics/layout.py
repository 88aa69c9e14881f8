"""Where specs want things to lie."""

import re

from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import demands, is_example, plain
from agentgen.topics.base import Params, Topic, demanded

_PATH = (
    r"(?:\.{0,2}/)?(?:[\w*.@{}<>\[\]-]+/)+(?:[\w*.{}<>\[\]-]+)?|[\w*-]+\.(?:py|tsx?|ya?ml"
    r"|toml|md|json|feature|sql)"
)
_QUOTED = re.compile(rf"`({_PATH})`")
_LABELLED = re.compile(
    rf"^\W*(?P<label>[A-Za-z][\w &/+().-]{{1,50}}?)\W*(?::|→|->|–|—|=|\|)\s*`(?P<path>{_PATH})`"
)
_DESCRIBED = re.compile(
    rf"^\W*(?P<path>`(?:{_PATH})`|(?:[a-z_{{<\[][\w.{{}}<>\[\]-]*/)+(?:[\w*-]+\.\w+)?)\s*(?::|→|->|–|—|#|\s-\s"
    rf"|\()\s*(?P<label>[A-Za-z].{{2,}})"
)
_BARE = re.compile(r"^`?(?P<path>(?:[\w.{}<>\[\]-]+/)+(?:[\w-]+\.\w{1,5})?)`?$")
_PLACED = re.compile(
    rf"\b(?:in|under|inside|into|below|within|at|to)\s+(?:(?:the|an?|its|their)\s+)?(?:[\w-]+'s\s+)?"
    rf"`({_PATH})`"
)
_NOMINAL = re.compile(
    rf"^(?!.*[.!?]\s)(?P<label>[A-Z][\w -]{{2,40}}?) (?:in|under|below) `(?P<path>{_PATH})`\.?$"
)
_MIRROR = re.compile(r"\bmirror", re.IGNORECASE)
_MIRRORED = re.compile(rf"`({_PATH})`\s*(?:→|->|=>|:)\s*`({_PATH})`")
_PUT = (
    r"\b(?:go(?:es)?|lives?|belongs?|put|plac\w+|keep|kept|store[ds]?|locat\w+|resides?|sits?"
    r"|stays?"
    r"|add|creat\w+|extend\w*|register\w*|configur\w+|declar\w+|implement\w*|define[ds]?"
    r"|organi[sz]\w+|write|written|colocate\w*|save[ds]?|should be"
    r"|must be|are|is)\b"
)
_COMMAND = re.compile(
    r"^\W*(?:run|see|read|open|execute|check|use|visit|import|from|cd|python" r"|npm)\b", re.I
)


def _paths(statement: Statement) -> Params | None:
    """«API code: `/services/**/api.py`», «`backend/core/`: business logic», «models go in `x/`»."""
    if is_example(statement) or statement.modality is Modality.NEVER:
        return None
    text = statement.text.strip()
    match = _LABELLED.match(text) or _DESCRIBED.match(text)
    if match and not (_COMMAND.match(match["label"]) or _MIRROR.search(match["label"])):
        path = match["path"].strip("`")
        if path.startswith("/api"):
            return None
        return {"places": {match["label"].strip(" *`.").lower()[:80]: path}}
    bare = _BARE.match(text)
    if bare:
        return {"places": {bare["path"]: bare["path"]}}
    nominal = _NOMINAL.match(text)
    if nominal:
        return {"places": {nominal["label"].strip().lower(): nominal["path"]}}
    placed = _PLACED.search(text)
    if placed and not _COMMAND.match(text) and demands(statement, _PUT):
        what = text[: placed.start()].strip(" *`.:").lower()
        return {"places": {what[:80]: placed[1]}}
    return None


_BESIDE = re.compile(r"\b(?:next to|alongside|beside|co-?locat\w*|same (?:dir\w*|folder))\b")
_TEST_FILES = r"\b(?:tests?|test files?|test code|specs?|__tests__)\b"


def _tests(statement: Statement) -> Params | None:
    text = plain(statement)
    labelled = re.match(r"(?:unit |integration )?tests?: ", text) is not None
    if not demands(statement, _TEST_FILES):
        return None
    mirrored = _MIRRORED.search(statement.text) if _MIRROR.search(text) else None
    if mirrored:
        return {"mirror": {mirrored[1]: mirrored[2]}}
    if not labelled and not re.search(rf"{_PUT}|\bfiles?\b", text):
        return None
    dirs = re.findall(
        r"(?<![\w.])/?((?:[\w.*-]+/)*(?:__tests__" r"|tests?)(?:/[\w.*-]+)*/?)(?![\w.])",
        statement.text.casefold(),
    )
    paths = tuple(d for d in dict.fromkeys(dirs) if "/" in d or d == "__tests__")
    beside = _BESIDE.search(text) is not None
    if not paths and not beside:
        return None
    return {"where": (*(("beside the code",) if beside else ()), *paths)}


TOPICS = (
    Topic(
        id="file-structure",
        title="Files are laid out as the technical spec says",
        phrases=demanded(
            r"\b(?:file|folder|directory|project|repository|code) (?:structure|layout"
            r"|organi[sz]ation|hierarchy)\b"
            r"|\b(?:follow|use|ha(?:s|ve)|share)s? (?:this|the following|the same) (?:structure"
            r"|layout)\b"
        ),
        keywords=(
            "structure",
            "layout",
            "file",
            "folder",
            "directory",
            "project",
            "repository",
            "code",
        ),
        prose={
            "Follow the file structure of the technical spec": {},
            "Keep the existing folder structure": {},
            "Stick to the project layout": {},
            "Every package follows this structure": {},
        },
        not_prose=(
            "The file structure is up to you, no need to ask",
            "Project plans are structured",
        ),
    ),
)
