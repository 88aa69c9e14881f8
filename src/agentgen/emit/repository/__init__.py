"""What lies around backend and frontend: commands, container, CI, README, configuration."""

from agentgen.emit.repository.emit import RepositoryInputs, emit_repository

__all__ = ["RepositoryInputs", "emit_repository"]
