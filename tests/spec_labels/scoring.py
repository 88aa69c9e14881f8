"""Scores the spec compiler against lines of specs that people labelled.

A label names a line, the kind of demand it makes and the parameters it carries. `kinds.yaml`
says which recognisers or decisions mean a kind; `overrides.yaml` says where we read a line
differently than its label, and why.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from agentgen.commands.recognizers import all_recognizers
from agentgen.ir.policy import Policy, Status
from agentgen.ir.recognition import Recognizer
from agentgen.spec.compile import compile_specs
from agentgen.spec.understanding import understanding

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
ROLES = SHARED / "roles"
NOTHING = "not recognised"
_STATIC = ("S", "P+S")
_STRENGTH = ("enforced", "measured", "generated", "heuristic", "process", "advisory", "unsupported")
_DESCRIBING = {
    "glob",
    "dir",
    "file",
    "path",
    "paths",
    "pattern",
    "regex",
    "names",
    "fields",
    "classes",
}
_IN_QUOTE = re.compile(
    r"(?:/?[\w*.{}<>:-]+/)+[\w*.{}<>:-]*|[\w{}]*\{\w+\}\w*|\b[A-Z]+(?:_[A-Z0-9]+)+\b|\b[a-z]+(?:_[a-z]+)+\b"
)


@dataclass(frozen=True)
class Label:
    """One labelled demand of one line."""

    id: str
    seed: str
    file: str
    line: int
    kind: str
    modality: str
    enforce: str
    quote: str
    params: tuple[str, ...]

    @property
    def stated(self) -> bool:
        """True for demands; False for what is only shown in an example."""
        return self.modality != "ex"

    @property
    def static(self) -> bool:
        """True when a machine can see in the code whether it holds."""
        return self.stated and self.enforce.startswith(_STATIC)


@dataclass
class Score:
    """The outcome of one label: what was expected and what was found on its line."""

    label: Label
    expected: frozenset[str]
    found: dict[str, list[Any]]
    wanted: tuple[str, ...]
    covered: bool
    status: str = NOTHING

    @property
    def kind_right(self) -> bool:
        """True when a recogniser of the label's kind is among those that were found."""
        return bool(self.expected & self.found.keys())

    @property
    def missing(self) -> list[str]:
        """Parameters of the label that no recogniser of its kind carries."""
        values = [v for name in self.expected & self.found.keys() for v in self.found[name]]
        return [w for w in self.wanted if not _carried(w, values)]

    @property
    def right(self) -> bool:
        """True when kind and parameters are those of the label."""
        return self.kind_right and not self.missing


@dataclass
class Benchmark:
    """All labels of all seeds, scored."""

    scores: list[Score] = field(default_factory=list)
    extras: list[tuple[str, int, str, str]] = field(default_factory=list)
    pairs: int = 0

    @cached_property
    def static(self) -> list[Score]:
        """The scores of demands that a machine can see."""
        return [s for s in self.scores if s.label.static]

    @property
    def visible(self) -> list[Score]:
        """The scores of demands that code alone shows to hold or not (S and S~)."""
        return [s for s in self.scores if s.label.stated and s.label.enforce in ("S", "S~")]

    @property
    def recall(self) -> float:
        """Share of the static demands whose kind and parameters were recognised."""
        return sum(s.right for s in self.static) / len(self.static)

    @property
    def wrong(self) -> float:
        """Share of all recognitions on labelled lines that no label and no override explains."""
        return len(self.extras) / self.pairs


def read_labels(path: Path = SHARED / "rules.csv") -> list[Label]:
    """The labels of a CSV file with the columns of `rules.csv`; `seed` may be missing."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Label(
                row["id"],
                row.get("seed", path.stem),
                row["file"],
                int(row["line"]),
                row["kind"],
                row["modality"],
                row["enforce"],
                row["quote"],
                _values(row["params"]),
            )
            for row in csv.DictReader(file)
        ]


def labels_in(folder: str) -> list[Label]:
    """The labels of all CSV files of a folder beside this module."""
    return [one for path in sorted((HERE / folder).glob("*.csv")) for one in read_labels(path)]


def _values(params: str) -> tuple[str, ...]:
    parts = (p.split("=", 1)[-1] for p in re.split(r"[;,]", params.strip("{}")))
    return tuple(p.strip(" {}<>=^~+") for p in parts if p.strip() not in ("", "-"))


def _wanted(label: Label) -> tuple[str, ...]:
    """The parameters to find; a label that only says what they are has them in its quote."""
    wanted: list[str] = []
    for value in label.params:
        wanted.extend(_IN_QUOTE.findall(label.quote) if value in _DESCRIBING else [value])
    return tuple(wanted)


def _carried(wanted: str, values: Sequence[Any]) -> bool:
    counted = re.fullmatch(r"(?:set of )?(\d+) ?([a-z]+s)?", wanted)
    if counted and any(n == int(counted[1]) for value in values for n in _lengths(value)):
        return True
    return _bare(wanted) in _bare(" ".join(_told(value) for value in values))


def _lengths(value: object) -> Iterator[int]:
    if isinstance(value, Mapping):
        yield len(value)
        for part in value.values():
            yield from _lengths(part)
    elif isinstance(value, tuple | list):
        yield len(value)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def score(labels: list[Label], folder: Path = SHARED / "seeds") -> Benchmark:
    """Compile every labelled spec and compare each label with what was understood."""
    kinds = yaml.safe_load((HERE / "kinds.yaml").read_text(encoding="utf-8"))
    overrides = yaml.safe_load((HERE / "overrides.yaml").read_text(encoding="utf-8"))
    bench = Benchmark()
    recognizers = all_recognizers()
    by_file: dict[str, list[Label]] = {}
    for label in labels:
        by_file.setdefault(label.file, []).append(label)
    for file, of_file in by_file.items():
        policy = compile_specs([(file, (folder / file).read_bytes())], recognizers)
        lines, begun = _by_line(policy, recognizers)
        for label in of_file:
            override = overrides.get(label.id, {})
            expected = frozenset(override.get("kinds", kinds.get(label.kind, ())))
            wanted = tuple(str(v) for v in override.get("params", _wanted(label)))
            found = lines.get(override.get("line", label.line), {})
            status = _status(expected & found.keys(), recognizers)
            scored = Score(label, expected, found, wanted, label.line in lines, status)
            bench.scores.append(scored)
        _count(bench, of_file, begun, overrides)
    return bench


def _status(names: Collection[str], recognizers: Sequence[Recognizer]) -> str:
    """What is done with a demand at best; a decision shapes what is generated."""
    known = {r.id: r.status.value for r in recognizers}
    done = {known.get(name, Status.GENERATED.value) for name in names}
    return next((status for status in _STRENGTH if status in done), NOTHING)


def _count(
    bench: Benchmark,
    labels: list[Label],
    lines: Mapping[int, Mapping[str, list[Any]]],
    overrides: Mapping[str, Any],
) -> None:
    """Count recognitions on labelled lines, and those that nothing explains."""
    for number in {label.line for label in labels}:
        scores = [s for s in bench.scores if s.label in labels and s.label.line == number]
        explained = {name for s in scores for name in s.expected}
        explained |= {n for s in scores for n in overrides.get(s.label.id, {}).get("also", ())}
        for name, values in lines.get(number, {}).items():
            bench.pairs += 1
            if name not in explained:
                bench.extras.append((labels[0].seed, number, name, str(values)))


Found = dict[int, dict[str, list[Any]]]
"""What was recognised, by line and by name."""


def _by_line(policy: Policy, recognizers: Any) -> tuple[Found, Found]:
    """What was recognised in the statements on a line, and in those that begin on it."""
    lines: Found = {}
    begun: Found = {}
    for statement in policy.statements:
        known = understanding(statement, recognizers)
        for number in statement.lines:
            of_line = lines.setdefault(number, {})
            for name, value in (*known.rules, *known.decisions):
                of_line.setdefault(name, []).append(value)
                if number == statement.place.line:
                    begun.setdefault(number, {}).setdefault(name, []).append(value)
    return lines, begun


def _told(value: object) -> str:
    """All keys and values of parameters, as one text."""
    if isinstance(value, Mapping):
        return " ".join(f"{k} {_told(v)}" for k, v in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        return " ".join(_told(v) for v in value)
    return str(value)
