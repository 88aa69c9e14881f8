"""agentgen: from what a team has written down to a repository that keeps it."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("agentgen")
