"""The backend: FastAPI, SQLAlchemy or SQLModel, Alembic, Pydantic."""

from agentgen.emit.backend.emit import emit_backend

__all__ = ["emit_backend"]
