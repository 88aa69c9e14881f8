"""The files in which coding agents look for rules.

Sources: https://agents.md, https://code.claude.com/docs/en/memory,
https://cursor.com/docs/context/rules, https://docs.windsurf.com/windsurf/cascade/memories,
https://docs.github.com/copilot/customizing-copilot/adding-custom-instructions-for-github-copilot
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agentgen.ir.policy import Policy, RuleSetting
from agentgen.names import words
from agentgen.spec.directives.write import rule_directive

MARK = "Made by `agentgen spec export`"
"""What a file begins with that may be made again; behind its front matter, if it has any."""


class Agent(StrEnum):
    """A reader, and the convention it follows."""

    AGENTS = "agents"
    CLAUDE = "claude"
    CURSOR = "cursor"
    COPILOT = "copilot"
    WINDSURF = "windsurf"


class Target(StrEnum):
    """What to export to."""

    JSON = "json"
    AGENTS = Agent.AGENTS
    CLAUDE = Agent.CLAUDE
    CURSOR = Agent.CURSOR
    COPILOT = Agent.COPILOT
    WINDSURF = Agent.WINDSURF


@dataclass(frozen=True, slots=True)
class Convention:
    """Where an agent looks.

    Attributes:
        main: path of the file that always holds.
        front: front matter of that file, from a description.
        scoped: path of a file that holds for some paths, with `{name}`; empty where there is none.
        scoped_front: its front matter, from a description and patterns of paths.
    """

    main: str
    front: Callable[[str], str] = lambda _: ""
    scoped: str = ""
    scoped_front: Callable[[str, Sequence[str]], str] = lambda _, __: ""


def _matter(**values: str) -> str:
    rows = "".join(f"{key}: {value}\n" for key, value in values.items())
    return f"---\n{rows}---\n\n"


CONVENTIONS: Mapping[Agent, Convention] = {
    Agent.AGENTS: Convention("AGENTS.md"),
    Agent.CLAUDE: Convention("CLAUDE.md"),
    Agent.CURSOR: Convention(
        ".cursor/rules/agentgen.mdc",
        lambda text: _matter(description=text, globs="", alwaysApply="true"),
        ".cursor/rules/agentgen-{name}.mdc",
        lambda text, paths: _matter(description=text, globs=",".join(paths), alwaysApply="false"),
    ),
    Agent.COPILOT: Convention(
        ".github/copilot-instructions.md",
        lambda _: "",
        ".github/instructions/agentgen-{name}.instructions.md",
        lambda text, paths: _matter(description=text, applyTo=json.dumps(",".join(paths))),
    ),
    Agent.WINDSURF: Convention(
        ".windsurf/rules/agentgen.md",
        lambda text: _matter(trigger="always_on", description=text),
        ".windsurf/rules/agentgen-{name}.md",
        lambda text, paths: _matter(trigger="glob", globs=",".join(paths), description=text),
    ),
}


def head_of(agent: Agent, specs: Sequence[str]) -> str:
    """What the file that always holds begins with: front matter, and where it comes from."""
    description = json.dumps("Rules of this repository")
    return CONVENTIONS[agent].front(description) + _mark(specs)


def scoped_files(agent: Agent, policy: Policy) -> dict[str, str]:
    """A file for each set of paths that rules are limited to; none where the agent has no such."""
    convention = CONVENTIONS[agent]
    files: dict[str, str] = {}
    for paths, settings in _by_paths(policy).items() if convention.scoped else ():
        path = convention.scoped.format(name=_slug(paths))
        head = convention.scoped_front(json.dumps("Rules for these paths"), paths)
        files[path] = head + _mark(policy.specs) + _scoped(paths, settings)
    return files


def _mark(specs: Sequence[str]) -> str:
    return f"<!-- {MARK} from {_inline(', '.join(specs))}: change that, not this. -->\n\n"


def _by_paths(policy: Policy) -> dict[tuple[str, ...], list[RuleSetting]]:
    found: dict[tuple[str, ...], list[RuleSetting]] = {}
    for setting in policy.rules:
        if setting.paths:
            found.setdefault(setting.paths, []).append(setting)
    return found


def _scoped(paths: Sequence[str], settings: Sequence[RuleSetting]) -> str:
    """Each setting as a directive, below the words that ask for it."""
    rows: list[str] = []
    for setting in settings:
        directive = rule_directive(setting.rule, setting.params, setting.paths, setting.level)
        rows += [f"# {_inline(' '.join(setting.text.split()))}", directive]
    lines = [f"# {_inline(', '.join(paths))}", "", "```agentgen", *rows, "```"]
    return "\n".join(lines) + "\n"


def _inline(text: str) -> str:
    """Text that ends no comment and begins none."""
    return text.replace("<!--", "").replace("-->", "").replace("`", "'")


def _slug(paths: Sequence[str]) -> str:
    """A file name from patterns; a digest tells apart those with the same words."""
    joined = ",".join(paths)
    digest = hashlib.blake2b(joined.encode(), digest_size=3).hexdigest()
    return "-".join([*words(joined)[:5], digest])
