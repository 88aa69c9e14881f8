"""`agentgen spec export`: compiled specs as JSON, and as the files of coding agents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from agentgen.commands.recognizers import all_recognizers
from agentgen.commands.spec.json import SCHEMA, report_text
from agentgen.commands.spec.report import explain_specs
from agentgen.errors import AgentgenError
from agentgen.ir.recognition import Recognizer
from agentgen.project.files import write_files
from agentgen.spec.export.agents import CONVENTIONS, MARK, Agent, Target, head_of, scoped_files
from agentgen.spec.export.portable import portable_text

_JSON_NAME = "policy.json"
_WINDSURF_MOST = 12_000
"""Characters of a rule file that Windsurf reads."""


@dataclass(frozen=True, slots=True)
class Export:
    """The files made, by path; what they were made from, and what their reader should know."""

    files: Mapping[str, str]
    sources: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def export(
    names: Sequence[str], target: Target, recognizers: Sequence[Recognizer] | None = None
) -> Export:
    """Compile specs and write them for another reader, to values; no file is touched.

    Raises:
        AgentgenError: as for `explain_specs`, and when specs contradict each other.
    """
    known = all_recognizers() if recognizers is None else recognizers
    report = explain_specs(names, known)
    sources = tuple(spec.file for spec in report.loaded if spec.file)
    if target is Target.JSON:
        return Export({_JSON_NAME: report_text(report)}, sources)
    agent = Agent(target.value)
    name = CONVENTIONS[agent].main
    head = head_of(agent, report.policy.specs)
    main = portable_text(report.texts, report.policy, name, known, head)
    files = {name: main, **scoped_files(agent, report.policy)}
    return Export(files, sources, tuple(_notes(agent, files)))


def _notes(agent: Agent, files: Mapping[str, str]) -> list[str]:
    if agent is not Agent.WINDSURF:
        return []
    return [
        f"{path} has {len(text):,} characters; Windsurf reads {_WINDSURF_MOST:,}"
        for path, text in files.items()
        if len(text) > _WINDSURF_MOST
    ]


def save(made: Export, output: Path, *, force: bool = False) -> list[str]:
    """Write an export below a directory, or its only file to a file; returns the paths.

    Raises:
        AgentgenError: when a file exists that agentgen did not make, or one of the specs lies
            there; nothing is written then.
    """
    root, files = _placed(made, output)
    sources = {source.resolve() for source in made.sources}
    for path in files:
        if (root / path).resolve() in sources:
            raise AgentgenError(
                "the export would replace its own source",
                where=str(root / path),
                way_out="name another directory with -o",
            )
    write_files(root, files, lambda text: force or is_ours(text))
    return [(root / path).as_posix() for path in files]


def _placed(made: Export, output: Path) -> tuple[Path, Mapping[str, str]]:
    is_file = output.suffix in (".md", ".mdc", ".json") and not output.is_dir()
    if not is_file:
        return output, made.files
    if len(made.files) > 1:
        raise AgentgenError(
            f"the export has {len(made.files)} files", where=str(output), way_out="name a directory"
        )
    (text,) = made.files.values()
    return output.parent, {output.name: text}


def is_ours(text: str) -> bool:
    """True for a file that an export made."""
    head = text[:1000]
    return f"<!-- {MARK}" in head or f'"schema": "{SCHEMA}"' in head
