"""A repository with many stubs, for runs with several jobs, for kills and for figures."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fill_world import PYPROJECT, git

_SERVICE = '''"""Sums, part {part}."""


class SumService{part}:
    """What can be summed."""
{methods}'''
_METHOD = '''
    def sum_{number}(self, first: int, second: int) -> int:
        """Add {number} to the sum of two numbers."""
        # agentgen:stub operation="Sum{number}"
        raise NotImplementedError("Sum{number}: to be written")
'''
_TESTS = '''"""Sums, part {part}."""

import pytest

from shop.part_{part} import SumService{part}
{tests}'''
_TEST = """

@pytest.mark.xfail(strict=True, reason="Sum{number}: to be written")
def test_sum_{number}_answers() -> None:
    assert SumService{part}().sum_{number}(1, 2) == {number} + 3
"""
_PLAIN = '''"""Constants, part {part}."""

VALUE_{part} = {part}


def value_{part}() -> int:
    """Return the constant of this part."""
    return VALUE_{part}
'''


def answer(number: int) -> str:
    """A right answer for one of the stubs."""
    return (
        f"```python\ndef sum_{number}(self, first: int, second: int) -> int:\n"
        f'    """Add {number} to the sum of two numbers."""\n'
        f"    return first + second + {number}\n```\n"
    )


def number_asked(request: dict[str, Any]) -> int:
    """Which stub a request is about."""
    task = request["messages"][1]["content"].split("`")[1]
    return int(task.rpartition("_")[2])


def make_many(root: Path, parts: int, each: int, plain: int = 0) -> Path:
    """Write and commit a repository of `parts` files with `each` stubs, and `plain` others."""
    files = {
        "pyproject.toml": PYPROJECT,
        "AGENTS.md": "# Rules\n\n- Maximum function length: 30 lines\n- Never use `print()`.\n",
        ".gitignore": "__pycache__/\n.agentgen/\n",
        "shop/__init__.py": '"""Sums."""\n',
        **dict(_parts(parts, each)),
        **{f"shop/plain_{n}.py": _PLAIN.format(part=n) for n in range(plain)},
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    return root


def _parts(parts: int, each: int) -> Iterator[tuple[str, str]]:
    for part in range(parts):
        numbers = range(part * each, (part + 1) * each)
        methods = "".join(_METHOD.format(number=n) for n in numbers)
        tests = "".join(_TEST.format(number=n, part=part) for n in numbers)
        yield f"shop/part_{part}.py", _SERVICE.format(part=part, methods=methods)
        yield f"tests/test_part_{part}.py", _TESTS.format(part=part, tests=tests)
