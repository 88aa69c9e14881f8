"""Steps that no phrase covers: one marked stub for all that differ in quoted text and numbers."""

import keyword
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from agentgen.emit.backend.literals import comment, literal, long_literal, sentence
from agentgen.emit.backend.scenario_vocabulary import Vocabulary
from agentgen.ir.story import Scenario, Step, Stories
from agentgen.names import shortened, snake, unique

_HOLE = re.compile(r'"[^"]*"|(?<![\w.])\d+(?![\w.])|<[^<>]+>')
_SPECIAL = re.compile(r"[\\.^$*+?{}\[\]|()]")
_TAKEN = ("given", "when", "then", "parsers", "World", "world")
_ARGUMENTS = ("world", "request", "datatable", "docstring", "str")
_LABEL = 50


@dataclass(frozen=True, slots=True)
class StepStub:
    """One step function to be written: names and Python source."""

    keyword: str
    name: str
    pattern: str
    arguments: tuple[str, ...]
    doc: str
    label: str
    regex: str

    def matches(self, keyword: str, text: str) -> bool:
        """True when the step is this one."""
        return keyword == self.keyword and re.fullmatch(self.regex, text) is not None


def executed(scenario: Scenario) -> list[tuple[Step, tuple[str, ...]]]:
    """Each step as written, with its texts as they are run: one a row of an outline."""
    return [
        (step, tuple(dict.fromkeys(_filled(step.text, row) for row in scenario.examples or ({},))))
        for step in scenario.steps
    ]


def _filled(text: str, row: object) -> str:
    values = row if isinstance(row, dict) else {}
    return re.sub(r"<([^<>]+)>", lambda m: str(values.get(m[1].strip(), m[0])), text)


def step_stubs(stories: Stories, vocabulary: Vocabulary) -> list[StepStub]:
    """The stubs of all features, in the order of their steps."""
    steps = [pair for f in stories.features for s in f.scenarios for pair in executed(s)]
    covered = {
        (step.keyword, text)
        for step, texts in steps
        for text in texts
        if vocabulary.covers(step.keyword, text)
    }
    found: list[StepStub] = []
    names = list(_TAKEN)
    for step, texts in steps:
        for text in texts:
            known = any(stub.matches(step.keyword, text) for stub in found)
            if known or (step.keyword, text) in covered:
                continue
            stub = _stub(step, text, names, [t for k, t in covered if k == step.keyword])
            names.append(stub.name)
            found.append(stub)
    return found


def _stub(step: Step, text: str, names: Sequence[str], covered: Sequence[str]) -> StepStub:
    """A stub for a step; it must not catch what the vocabulary covers."""
    source = step.text if "<" in step.text else text
    regex, arguments = _pattern(source)
    wrong = any(re.fullmatch(regex, other) for other in covered)
    if wrong or re.fullmatch(regex, text) is None:
        regex, arguments = _escaped(text), ()
    plain = long_literal(text)
    words, told = _HOLE.sub(" ", source), _HOLE.sub("…", source)
    return StepStub(
        keyword=step.keyword,
        name=unique(shortened(snake(words, "step"), 60), names),
        pattern=f"parsers.re({_raw(regex)})" if arguments else plain,
        arguments=arguments,
        doc=sentence(told, "A step of the features", 70),
        label=literal(comment(f"{step.keyword.capitalize()} {source}", _LABEL)),
        regex=regex,
    )


def _pattern(text: str) -> tuple[str, tuple[str, ...]]:
    """A regular expression with a group for each quoted text, number and placeholder."""
    parts: list[str] = []
    names: list[str] = []
    end = 0
    for hole in _HOLE.finditer(text):
        name, inner, quote = _hole(hole[0])
        name = unique(f"{name}_text" if name in _ARGUMENTS else name, names)
        names.append(name)
        parts += [_escaped(text[end : hole.start()]), f"{quote}(?P<{name}>{inner}){quote}"]
        end = hole.end()
    return "".join([*parts, _escaped(text[end:])]), tuple(names)


def _hole(found: str) -> tuple[str, str, str]:
    """Name, expression and quotes of what varies in a step."""
    if found.startswith("<"):
        name = snake(found, "value")
        return (f"{name}_" if keyword.iskeyword(name) else name), ".*", ""
    if found.startswith('"'):
        return "text", '[^"]*', '"'
    return "number", r"\d+", ""


def _raw(regex: str) -> str:
    """A regular expression as raw strings, one a line of the source."""
    parts = textwrap.wrap(
        regex, 60, drop_whitespace=False, break_on_hyphens=False, break_long_words=False
    )
    if not regex.isprintable() or "'" in regex or any(p.endswith("\\") for p in parts):
        return long_literal(regex)
    return "(" + " ".join(f"r'{part}'" if "\\" in part else literal(part) for part in parts) + ")"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
