"""The fenced block of code in a model's words."""

import re

from agentgen.fill.model import Rejection

_BLOCK = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ \t]*(?P<tag>[\w+-]*)[^\n]*\n(?P<code>.*?)^(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
"""What reasoning models say to themselves first, where the endpoint does not set it apart."""


def fenced_block(text: str, language: str, tags: tuple[str, ...]) -> str:
    """The code of the one block of that language; blocks without a tag count when none has it.

    Raises:
        Rejection: when there is none, or more than one, or the stub's marker is still in it.
    """
    blocks = list(_BLOCK.finditer(_THOUGHTS.sub("", text.replace("\r\n", "\n"))))
    own = [m for m in blocks if m["tag"].lower() in tags] or [m for m in blocks if not m["tag"]]
    if len(own) != 1:
        count = "no" if not own else str(len(own))
        raise Rejection(
            f"there is {count} block of {language}; give exactly one ```{tags[0]} block"
        )
    if "agentgen:stub" in own[0]["code"]:
        raise Rejection("the stub marker is still there; leave it out")
    return own[0]["code"]
