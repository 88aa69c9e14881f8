"""`agentgen.lock`: what a repository was made from, its tables, each file's digest as made."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from agentgen.ir.tables import Table
from agentgen.project.schema import as_json
from agentgen.tree import SourceTree

LOCK = "agentgen.lock"


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def lock_text(
    version: str, inputs: Mapping[str, str], tree: SourceTree, tables: Sequence[Table] = ()
) -> str:
    """The lock's JSON.

    Args:
        version: version of agentgen.
        inputs: name -> text of contract, features and specs.
        tree: the repository as written, without the lock.
        tables: what its migrations lead to.
    """
    files = {
        path: {"owner": str(tree.files[path].owner), "sha256": digest(tree[path])} for path in tree
    }
    content = {
        "agentgen": version,
        "inputs": {name: digest(text) for name, text in sorted(inputs.items())},
        "tables": as_json(tables),
        "files": files,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
