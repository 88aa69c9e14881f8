"""Makes `tests.documents` importable from the tests of all packages."""
