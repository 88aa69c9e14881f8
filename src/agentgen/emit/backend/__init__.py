"""The backend: FastAPI, SQLAlchemy or SQLModel, Alembic, Pydantic."""

from agentgen.emit.backend.emit import emit_backend
from agentgen.emit.backend.layout import places_of
from agentgen.emit.backend.migration import FIRST
from agentgen.emit.backend.revision import Revision, revision
from agentgen.emit.backend.tables import tables_of, with_eased

__all__ = [
    "FIRST",
    "Revision",
    "emit_backend",
    "places_of",
    "revision",
    "tables_of",
    "with_eased",
]
