"""Documents are retrieved by similarity: a vector store is there."""

from collections.abc import Iterable

from agentgen.codebase import Codebase
from agentgen.ir.params import Param, ParamKind
from agentgen.ir.phrases import demanded
from agentgen.ir.policy import Status
from agentgen.ir.readers import flag, union, words
from agentgen.rules import lookup
from agentgen.rules.agents.model_calls import model_calls
from agentgen.rules.base import Example, Found, Params, Rule

phrases = demanded(
    r"\b(?:vector|semantic|embedding) (?:similarity|search|retrieval)\b"
    r"|\b(?:rag|retrieval[- ]augmented)\b (?:pipeline|generation|for)\b"
    r"|\bsimilarity search\b",
    flag("by", r"\bvector\b", "vector similarity"),
)

_STORES = (
    r"pgvector|qdrant-client|chromadb|pinecone|pinecone-client|weaviate-client"
    r"|faiss-cpu|faiss|pymilvus|lancedb|sqlite-vec|redisvl"
)
_NAMES = r"embedding|vector_?(?:store|search)|cosine_distance|similarity_search|nearest_neighbou?rs"


def inspect(codebase: Codebase, _params: Params) -> tuple[Iterable[Found], int]:
    """Where models are called, there is a vector store, or a search by similarity."""
    spots = [(path, use.line) for path, _, use in model_calls(codebase)]
    if lookup.uses_library(codebase, _STORES) or lookup.mentions(codebase, _NAMES):
        return [], len(spots)
    return lookup.absent(spots, "nothing retrieves documents by similarity"), len(spots)


_CALL = "client.messages.create(model=m, max_tokens=9)\n"


RULE = Rule(
    id="retrieval",
    title="Documents are retrieved by similarity",
    help="use a vector store, for example pgvector",
    what="calls of language models",
    phrases=phrases,
    inspect=inspect,
    valid=(
        Example({"a.py": _CALL, "requirements.txt": "pgvector==0.4\n"}),
        Example({"a.py": _CALL + "rows = store.similarity_search(q)\n"}),
    ),
    invalid=(
        Example({"a.py": _CALL}),
        Example({"a.py": _CALL + "# embeddings\nsearch(q)\n", "requirements.txt": "redis==6\n"}),
    ),
    prose={
        "Use vector similarity for relevant document retrieval": {"by": "vector similarity"},
        "Find passages by semantic search": {},
        "Use a RAG pipeline": {},
    },
    not_prose=("Draw vector graphics", "No similarity search in tests"),
    keywords=words("vector semantic embedding rag retrieval similarity"),
    status=Status.HEURISTIC,
    combine=union,
    params={"by": Param(ParamKind.TEXT, "vector similarity")},
)
