"""What a repository says of itself: every file read and parsed once, facts shared by all rules."""

from agentgen.codebase.build import build_codebase
from agentgen.codebase.load import load_codebase
from agentgen.codebase.model import Codebase

__all__ = ["Codebase", "build_codebase", "load_codebase"]
