"""Puts this directory on the path, so that tests of all packages can build `documents`."""
