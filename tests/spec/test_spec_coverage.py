"""Nothing that a spec says is lost: every line is part of a statement, at its true place."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentgen.ir.policy import Modality
from agentgen.resources import resource_root
from agentgen.spec.blocks import Shape, read_blocks
from agentgen.spec.encoding import decode
from agentgen.spec.reading import Source, read_spec
from agentgen.spec.statements import read_statements
from agentgen.spec.typography import normalise

_SEPARATOR = re.compile(r"^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*$")
_TAGS = re.compile(r"(?:\s*</?[A-Za-z][^<>]*>\s*)+")


def specs(folder: Path) -> list[Source]:
    return [read_spec(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]


def lost_lines(source: Source) -> Iterator[tuple[int, str]]:
    """Lines with words that are in no statement, heading, front matter or table head."""
    told = {n for s in read_statements(source) for n in s.lines}
    for block in read_blocks(source):
        if block.shape is Shape.TITLE:
            told |= set(range(block.span[0], block.span[1] + 1))
    following = [*source.lines[1:], ""]
    for number, (line, after) in enumerate(zip(source.lines, following, strict=True), 1):
        heads_table = "|" in line and _SEPARATOR.match(after)
        has_words = re.search(r"\w", line) and not _TAGS.fullmatch(line)
        if has_words and number not in told and not heads_table:
            yield number, line


def test_every_labelled_demand_of_the_seeds_is_covered(shared: Path) -> None:
    covered = {
        source.path: {n for s in read_statements(source) for n in s.lines}
        for source in specs(shared / "seeds")
    }
    rows = [row for row in labels(shared) if row["modality"] != "ex"]
    assert len(rows) == 524
    assert [row["id"] for row in rows if int(row["line"]) not in covered[row["file"]]] == []


def test_modality_agrees_with_the_labels(shared: Path) -> None:
    """Labels tell demands from advice by feel: of «Cache results» one says must, one should."""
    heard: dict[tuple[str, int], set[Modality]] = defaultdict(set)
    for source in specs(shared / "seeds"):
        for statement in read_statements(source):
            for number in statement.lines:
                heard[source.path, number].add(statement.modality)
    exact = binding = 0
    rows = labels(shared)
    for row in rows:
        here = heard[row["file"], int(row["line"])]
        found = {m.value for m in here}
        wanted = {"ex": {"example"}, "check": {"must", "never"}}.get(
            row["modality"], {row["modality"]}
        )
        exact += bool(wanted & found)
        binding += bool(found - {"info", "example"}) == (row["modality"] != "ex")
    assert exact / len(rows) >= 0.83
    assert binding / len(rows) >= 0.92


def labels(shared: Path) -> list[dict[str, str]]:
    with (shared / "rules.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", ["seeds", "roles"])
def test_no_line_of_a_real_spec_is_lost(shared: Path, folder: str) -> None:
    found = [(s.path, line) for s in specs(shared / folder) for line in lost_lines(s)]
    assert found == []


def test_no_line_of_a_built_in_role_is_lost() -> None:
    for source in specs(resource_root("specs") / "roles"):
        assert [*lost_lines(source)] == []


@pytest.mark.parametrize("folder", ["seeds", "roles"])
def test_statements_point_at_their_first_word_in_the_original(shared: Path, folder: str) -> None:
    """The first word of a statement stands at its place; a cell's or a path's last part is named
    by what stands before it.
    """
    wrong = []
    for path in sorted((shared / folder).iterdir()):
        text, _ = decode(path.name, path.read_bytes())
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for statement in read_statements(read_spec(path.name, path.read_bytes())):
            line = lines[statement.place.line - 1]
            here, *_ = normalise(line[statement.place.column - 1 :])
            word, first = re.search(r"\w+", here), re.search(r"\w+", statement.text)
            if not (word and first and statement.text.isascii()):
                continue
            named = ": " in statement.text or "/" in statement.text
            right = word.group() == first.group() or (named and word.group() in statement.text)
            if not right:
                wrong.append((str(statement.place), statement.place.column, statement.text, here))
    assert wrong == []
