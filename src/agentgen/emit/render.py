"""Templates to text: one strict Jinja environment, verbatim copies beside it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from agentgen.cache import cache_folder
from agentgen.resources import resource_root
from agentgen.tree import SourceTree

SUFFIX = ".jinja"


@cache
def environment() -> Environment:
    """The one Jinja environment: undefined names are errors, nothing is escaped for HTML.

    Values reach templates already encoded for the target language (see `literals`).
    """
    made = Environment(
        loader=FileSystemLoader(resource_root("templates")),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the output is source code; literals are encoded before
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_kept(),
    )
    made.tests["using"] = _is_using
    return made


class _Kept(FileSystemBytecodeCache):
    """Templates compiled by earlier runs; a place that can't be written costs time, no more."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _kept() -> _Kept | None:
    folder = cache_folder("templates")
    if folder is None:
        return None
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _Kept(str(folder))


def _is_using(source: str, name: str) -> bool:
    """True when Python source reads an attribute of the variable `name`."""
    return re.search(rf"\b{name}\.", source) is not None


def render(template: str, view: Mapping[str, Any]) -> str:
    """Render one template (path below `templates/`, with its suffix) with a view."""
    return environment().get_template(template).render(view)


def verbatim(folder: str) -> Iterator[tuple[str, str]]:
    """Yield (path below `folder`, text) of the files there that are no templates, sorted."""
    root = resource_root("templates") / folder
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != SUFFIX):
        yield path.relative_to(root).as_posix(), path.read_text("utf-8")


def copy_verbatim(
    tree: SourceTree, folder: str, place: Callable[[str], str | None] | None = None
) -> None:
    """Add the verbatim files of `folder` to `tree`; `place` renames, or drops with None."""
    for path, text in verbatim(folder):
        target = place(path) if place else path
        if target is not None:
            tree.add(target, text, executable=_is_executable(folder, path))


def _is_executable(folder: str, path: str) -> bool:
    file: Path = resource_root("templates") / folder / path
    return bool(file.stat().st_mode & 0o100)
