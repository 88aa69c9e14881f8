"""Every agent has a test that names it."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.codebase.model import PythonFile, ScriptFile
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded, either, labelled
from agentgen.ir.policy import Status
from agentgen.ir.readers import union, words
from agentgen.ir.tests_prose import LABEL
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule
from agentgen.rules.testing.suite import python_files, script_tests

phrases = either(
    labelled(r"agents?(?: tests?)?", r"\btests? (?:types?|levels?|pyramid)\b", LABEL),
    demanded(
        r"\b(?<!user )agent (?:behaviou?r )?tests?\b"
        r"|\btest\b[^.;]{0,12}\bagent (?:behaviou?r"
        r"|decisions)"
    ),
)

_AGENT = re.compile(r"^[A-Z]\w*Agent$")
_ABSTRACT = re.compile(r"^(?:Base|Abstract)[A-Z]")
_ROOTS = re.compile(r"(?:^|\.)(?:ABC|Protocol)$")


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look for classes of agents that no test imports or calls."""
    sources: tuple[tuple[str, PythonFile | ScriptFile], ...] = (
        *lookup.product_python(codebase),
        *lookup.product_scripts(codebase),
    )
    agents = [
        (path, item)
        for path, file in sources
        for item in file.classes
        if _AGENT.match(item.name)
        and not _ABSTRACT.search(item.name)
        and not any(_ROOTS.search(b) for b in item.bases)
    ]
    tests: tuple[tuple[str, PythonFile | ScriptFile], ...] = (
        *python_files(codebase),
        *script_tests(codebase),
    )
    known = {name for _, f in tests for i in f.imports for name in i.names}
    known |= {u.name.rsplit(".", 1)[-1] for _, f in tests for u in f.uses}
    found = [Found(p, a.line, f"no test uses `{a.name}`") for p, a in agents if a.name not in known]
    return found, len(agents)


_AGENT_FILE = "class SearchAgent(BaseAgent):\n    def run(self): ...\n"

RULE = Rule(
    id="agent-tests",
    title="Agents are tested by what they decide",
    help="write a test that runs it and checks what it decides",
    what="agents",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "app/agents/search.py": _AGENT_FILE,
                "tests/test_search.py": "from app.agents.search import SearchAgent\n"
                "def test_a():\n    assert SearchAgent().run()\n",
            }
        ),
        Example(
            {
                "a.py": _AGENT_FILE + "class BaseAgent: ...\nclass UserAgentHeader: ...\n",
                "tests/test_a.py": "import a\ndef test_a():\n    assert a.SearchAgent()\n",
            }
        ),
    ),
    invalid=(
        Example({"app/agents/search.py": _AGENT_FILE}),
        Example(
            {
                "app/agents/search.py": _AGENT_FILE,
                "tests/test_a.py": "# SearchAgent\ndef test_a():\n    assert 'SearchAgent'\n",
            }
        ),
    ),
    prose={
        "# Test types\nAgent: behavior, state transitions": {
            "covers": ("behavior", "state transitions")
        },
        "Write agent tests for each tool": {},
        "Test all agent decisions": {},
    },
    not_prose=("Agent: Backend-Coder", "The user agent tests the page"),
    keywords=words("agent"),
    status=Status.HEURISTIC,
    combine=union,
    params={
        "covers": Param(ParamKind.WORDS, "what is covered: behavior, decisions, …"),
        "libraries": Param(ParamKind.WORDS, "libraries to test with"),
    },
)
