"""Agents are confined: what they run has no shell, no `eval`, and an end."""

import re
from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import named, union, words
from agentgen.rules import lookup
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\b(?:agents?|tools?) sandbox\w*|\bsandbox\w*\b[^.;]{0,15}\b(?:agents?|tools?)\b",
    named("limits", r"tools|execution time|memory|domains|network|file access|cpu"),
)

_AGENTS = re.compile(r"(?:^|/)(?:agents?|tools?)(?:/|_|\.py$)|_(?:agent|tool)s?\.py$")
_RUNS = frozenset({"eval", "exec", "os.system", "os.popen"})
_PROCESSES = re.compile(
    r"^(?:subprocess\.(?:run|call|check_output|check_call|Popen)|asyncio\.create_subprocess_shell)$"
)


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Look in files of agents and tools for code that is run, shells, and endless processes."""
    found, examined = list[Found](), 0
    for path, file in lookup.product_python(codebase):
        if not _AGENTS.search(path):
            continue
        examined += 1
        for use in file.uses:
            name = lookup.full_name(file, use.name)
            if (
                name in _RUNS
                or name.endswith("subprocess_shell")
                or use.keywords.get("shell") == "True"
            ):
                found.append(Found(path, use.line, f"`{use.name}` lets an agent do anything"))
            elif (
                _PROCESSES.match(name)
                and "timeout" not in use.keywords
                and not name.endswith("Popen")
            ):
                found.append(Found(path, use.line, f"`{use.name}` has no time limit"))
    return found, examined


RULE = Rule(
    id="agent-sandbox",
    title="Agents are confined",
    help="run it in a process of its own without a shell and with a time limit, or not at all",
    what="files of agents",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example(
            {
                "app/agents/runner.py": "import subprocess\nsubprocess.run(['ls'], timeout=5)\n"
                "model.eval()\n"
            }
        ),
        Example({"app/tools/search.py": "def search(q): ...\n", "app/build.py": "eval('1')\n"}),
    ),
    invalid=(
        Example({"app/agents/coder.py": "def run(code):\n    exec(code)\n"}),
        Example({"app/tools.py": "from subprocess import run\nrun(cmd, shell=True, timeout=5)\n"}),
        Example(
            {"app/agents/base.py": "import subprocess as sp\nsp.check_output(['python', f])\n"}
        ),
    ),
    prose={
        "Agent sandboxing (limit tools, execution time, memory, domains)": {
            "limits": ("tools", "execution time", "memory", "domains")
        },
        "Sandbox all agents": {},
        "Run tools in a sandbox: sandboxed tools have no network": {"limits": ("tools", "network")},
    },
    not_prose=("Play in the sandbox", "No agent sandbox in tests"),
    keywords=words("agent tool sandbox"),
    status=Status.HEURISTIC,
    combine=union,
    params={"limits": Param(ParamKind.WORDS, "tools, execution time, memory, …")},
)
