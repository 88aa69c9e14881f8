"""Makes `tests.documents` importable from the tests of all packages; keeps caches apart."""

import pytest


@pytest.fixture(autouse=True)
def no_cache(monkeypatch):
    """No test reads what another one, or the user, has compiled."""
    monkeypatch.setenv("AGENTGEN_CACHE_DIR", "")
