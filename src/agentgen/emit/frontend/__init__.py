"""The generated frontend: React, TypeScript, TanStack Query."""

from agentgen.emit.frontend.emitter import emit_frontend

__all__ = ["emit_frontend"]
