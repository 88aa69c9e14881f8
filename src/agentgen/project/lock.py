"""`agentgen.lock`: what a repository was made from, and each file's digest as made."""

import hashlib
import json
from collections.abc import Mapping

from agentgen.tree import SourceTree

LOCK = "agentgen.lock"


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def lock_text(version: str, inputs: Mapping[str, str], tree: SourceTree) -> str:
    """The lock's JSON.

    Args:
        version: version of agentgen.
        inputs: name -> text of contract, features and specs.
        tree: the repository as written, without the lock.
    """
    files = {
        path: {"owner": str(tree.files[path].owner), "sha256": digest(tree[path])} for path in tree
    }
    content = {
        "agentgen": version,
        "inputs": {name: digest(text) for name, text in sorted(inputs.items())},
        "files": files,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
