"""Facts of one Python file from one parse and one walk."""

import warnings

from agentgen.codebase.model import PythonFile
from agentgen.codebase.modules import module_name
from agentgen.codebase.python_fallback import parse_leniently
from agentgen.codebase.python_walk import PythonWalk
from agentgen.diagnostics import Place
from agentgen.syntax import parse


def parse_python(path: str, text: str) -> tuple[PythonFile, tuple[Place, str] | None]:
    """Return the facts and, when the running Python can't parse the file, where and why.

    Such a file still yields what tree-sitter can tell of it (functions, classes, imports).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parse(text, path)
        walk = PythonWalk(path, text)
        walk.module(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        line = getattr(problem, "lineno", None) or 1
        reason = getattr(problem, "msg", None) or str(problem) or type(problem).__name__
        return parse_leniently(path, text), (Place(path, line), reason)
    return walk.facts(module_name(path)), None
