"""What lies around backend and frontend: commands, container, CI, README, configuration."""

from agentgen.emit.repository.emit import RepositoryInputs, contract_name, emit_repository

__all__ = ["RepositoryInputs", "contract_name", "emit_repository"]
