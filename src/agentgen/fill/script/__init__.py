"""Stubs in TypeScript: found, patched and verified."""
