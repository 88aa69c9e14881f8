"""Paths that a spec names and the repository does not have."""

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from agentgen.diagnostics import Diagnostic, Level, Place
from agentgen.ir.policy import Modality, Statement
from agentgen.spec.fences import find_fences

DEAD_PATH = "spec-path"
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(<?([^()\s<>]+)>?(?:\s+\"[^\"\n]*\")?\)")
_CONCRETE = re.compile(r"/?(?:\.{1,2}/)*[\w@.+-]+(?:/[\w@.+-]+)*/?")
_KNOWN = (
    "md mdc mdx rst txt py pyi toml yaml yml json ini cfg ts tsx js jsx mjs cjs css html sql sh "
    "feature lock env xml graphql proto tf jinja ipynb"
)
_EXTENSIONS = frozenset(_KNOWN.split())
_TO_BE_MADE = re.compile(
    r"\b(?:creat\w+|generat\w+|add(?:s|ed|ing)?|new|writ\w+|produc\w+|output\w*|deliver\w*|sav\w+"
    r"|stor\w+|emit\w*|commit\w*|ignor\w+|gitignore|delet\w+|remov\w+|renam\w+|mov\w+|never|not"
    r"|e\.g|example|instance|such as|like|named?|called|if (?:present|it exists)|optional\w*"
    r"|will|would|should live|lives?|goes|go in|belongs?|put|place[ds]?)\b",
    re.IGNORECASE,
)
_LONGEST = 300
"""Characters of a path; what is longer is none."""
_OUTPUTS = re.compile(r"\b(?:outputs?|artefacts?|artifacts?|deliverables?|examples?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Repository:
    """What exists.

    Attributes:
        files: all files, relative to the root.
        exists: asks the disk, for what version control ignores.
    """

    files: Collection[str]
    exists: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Named:
    """A path that a spec names; `is_link` for the target of a Markdown link."""

    path: str
    place: Place
    is_link: bool = False


def named_paths(name: str, lines: Sequence[str], statements: Sequence[Statement]) -> list[Named]:
    """Concrete paths in links and, in statements that do not speak of making them, code spans."""
    return [*_links(name, lines), *_spans(statements)]


def dead_paths(named: Sequence[Named], spec: str, repository: Repository) -> list[Diagnostic]:
    """A warning for each path that is neither beside the spec nor below the root.

    A path in a code span counts only when its first directory exists, so that names of packages,
    branches and media types, which look like paths, are left alone.

    Args:
        spec: path of the spec, relative to the root.
    """
    tree = _Tree.of(repository)
    found = [one for one in named if _is_dead(one, spec, tree)]
    return [_finding(one, repository) for one in found]


@dataclass(frozen=True, slots=True)
class _Tree:
    everything: frozenset[str]
    endings: frozenset[str]
    exists: Callable[[str], bool]

    @classmethod
    def of(cls, repository: Repository) -> "_Tree":
        folders = {f for file in repository.files for f in _parents(file)}
        everything = frozenset(repository.files) | folders
        endings = {"/".join(p.split("/")[n:]) for p in everything for n in range(p.count("/") + 1)}
        return cls(everything, frozenset(endings), repository.exists)

    def has(self, path: str) -> bool:
        return path in self.everything or self.exists(path)


def _parents(path: str) -> Iterator[str]:
    while path := dirname(path):
        yield path


def _links(name: str, lines: Sequence[str]) -> Iterator[Named]:
    fenced = {n for f in find_fences(lines) for n in range(f.first, f.last + 1)}
    for number, line in enumerate(lines, 1):
        if number in fenced:
            continue
        for match in _LINK.finditer(_CODE.sub(lambda m: " " * len(m[0]), line)):
            path = unquote(match[1].partition("#")[0])
            if ":" not in path and _is_concrete(path):
                yield Named(path, Place(name, number, match.start(1) + 1), is_link=True)


def _spans(statements: Sequence[Statement]) -> Iterator[Named]:
    for statement in statements:
        if statement.modality in (Modality.EXAMPLE, Modality.NEVER) or statement.directive:
            continue
        outputs = any(_OUTPUTS.search(title) for title in statement.section)
        if outputs or _TO_BE_MADE.search(_CODE.sub(" ", statement.text)):
            continue
        for match in _CODE.finditer(statement.text):
            path = match[1].strip()
            if "/" in path.strip("/") and _is_concrete(path):
                yield Named(path, statement.place)


def _is_concrete(path: str) -> bool:
    """True for a path without patterns and placeholders."""
    return len(path) <= _LONGEST and _CONCRETE.fullmatch(path) is not None


def _is_dead(named: Named, spec: str, tree: _Tree) -> bool:
    path = named.path.rstrip("/")
    below_root = normpath(path.lstrip("/"))
    beside = normpath(join(dirname(spec), path.lstrip("/")))
    if beside.startswith("..") or any(tree.has(p) for p in (below_root, beside)):
        return False
    if named.is_link:
        return True
    if below_root in tree.endings:
        return False
    first = below_root.split("/")[0]
    known = first in tree.endings
    ends = basename(below_root).rpartition(".")[2] in _EXTENSIONS
    return known and (ends or named.path.endswith("/") or below_root.count("/") > 1)


def _finding(named: Named, repository: Repository) -> Diagnostic:
    near = _nearest(named.path.strip("/"), repository.files)
    way_out = f"did you mean `{near}`?" if near else "correct it, or create the file"
    kind = "link to" if named.is_link else "path"
    return Diagnostic(
        rule=DEAD_PATH,
        level=Level.WARNING if named.is_link else Level.NOTE,
        place=named.place,
        message=f"the {kind} `{named.path}` leads nowhere: {way_out}",
        help="name what the repository has",
    )


def _nearest(path: str, files: Collection[str]) -> str:
    same = sorted(file for file in files if basename(file) == basename(path))
    if same:
        return same[0]
    folder = [file for file in files if dirname(file) == dirname(path)]
    return next(iter(difflib.get_close_matches(path, folder[:1000], n=1, cutoff=0.7)), "")
