"""What specs demand of systems built on language models: context, memory, cost, teamwork."""

import re

from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import is_example, plain
from agentgen.topics.base import Params, Topic, demanded, either
from agentgen.topics.phrasing import flag, headed, labelled, named, number, together, words

_STORES = r"vector (?:store|database|db)|redis|pgvector|qdrant|pinecone|chroma|database"
_PATTERNS = (
    r"supervisor|pipeline|hub[- ]and[- ]spoke|peer[- ]to[- ]peer|hierarchical|router|swarm"
    r"|blackboard"
)
_TRAITS = (
    r"autonomy|reactivity|proactivity|social ability|statefulness|adaptability|goal-directedness"
)
_MEMORY = re.compile(
    r"(short[- ]term|long[- ]term|working|episodic|semantic)(?: memory)?\s*(?::|>|=)"
)


def _memory(statement: Statement) -> Params | None:
    """«Short-term: last 10 messages» below «Memory types»."""
    text = plain(statement)
    kind = _MEMORY.match(text)
    if is_example(statement) or statement.modality is Modality.NEVER or kind is None:
        return None
    if "memory" not in kind[0] and not headed(statement, r"\bmemory\b", 2):
        return None
    read = together(number("messages", r"\b(\d{1,4}) messages\b"), named("stores", _STORES))
    return {"kind": kind[1].replace(" ", "-"), **read(text)}


TOPICS = (
    Topic(
        id="agent-memory",
        title="Agents remember what the spec says",
        phrases=_memory,
        keywords=words("short long working episodic semantic"),
        prose={
            "# Memory types\nShort-term: recent conversation (last 10 messages)": {
                "kind": "short-term",
                "messages": 10,
            },
            "Long-term memory: facts in a vector store": {
                "kind": "long-term",
                "stores": ("vector store",),
            },
            "# Agent memory\nWorking: task context, goals": {"kind": "working"},
        },
        not_prose=("Short-term: fix the bug", "Working: yes", "Long-term: rewrite it"),
    ),
    Topic(
        id="llm-costs",
        title="The cost of models is watched and kept low",
        phrases=demanded(
            r"\b(?:monitor|track|limit|reduce|watch|control)\b[^.;]{0,20}\b(?:llm|api|token|model)"
            r"(?: \w+)? (?:costs?|spend\w*|usage)\b|\bcost[- ]awareness\b"
            r"|\bcheaper models?\b|\bsmaller models?\b",
            flag("by", r"\b(?:cheaper|smaller) models?\b", "cheaper models"),
        ),
        keywords=words("cost spend usage cheaper smaller"),
        prose={
            "Monitor LLM API costs": {},
            "Use cheaper models for simple tasks": {"by": "cheaper models"},
            "Track token usage": {},
        },
        not_prose=("Track costs of travel", "Avoid cheaper models"),
    ),
    Topic(
        id="agent-orchestration",
        title="Agents work together as the spec says",
        phrases=either(
            labelled(_PATTERNS, r"\borchestration\b|\bagent\w*\b", named("patterns", _PATTERNS)),
            demanded(r"\b(?:single|multi)-agent\b", named("patterns", r"single-agent|multi-agent")),
        ),
        keywords=words(
            "supervisor pipeline hub peer hierarchical router swarm blackboard single multi"
        ),
        prose={
            "# Orchestration patterns\nSupervisor: one agent coordinates others": {
                "patterns": ("supervisor",)
            },
            "# Agent orchestration\nHub-and-Spoke: central orchestrator": {
                "patterns": ("hub-and-spoke",)
            },
            "Begin with single-agent systems": {"patterns": ("single-agent",)},
        },
        not_prose=("Supervisor: Jane Doe", "Pipeline: build, test, deploy"),
    ),
    Topic(
        id="agent-traits",
        title="Agents have these traits",
        phrases=either(
            labelled(_TRAITS, r"\bagent\w*\b|\bprinciples\b", named("traits", _TRAITS)),
            demanded(
                r"\beach agent\b[^.;]{0,30}\b(?:purpose|scope|role)\b|\bclear boundaries\b"
                r"[^.;]{0,40}\bagent"
            ),
        ),
        status=Status.ADVISORY,
        keywords=words(
            "autonomy reactivity proactivity social statefulness adaptability goal each clear"
        ),
        prose={
            "# Agent design principles\nAutonomy: decides within its scope": {
                "traits": ("autonomy",)
            },
            "# Agents\nStatefulness: keep context": {"traits": ("statefulness",)},
            "Each agent should have a well-defined purpose": {},
        },
        not_prose=("Autonomy: the battery lasts a day", "Agents may share a scope"),
    ),
)
