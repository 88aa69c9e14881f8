"""A real browser for the tests in this folder."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.visitor import unavailable

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium, driven by Playwright; the machine's own where there is one."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        unavailable("Playwright is missing: install the `dev` group")
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=found, args=_FLAGS.split())
        except Error as problem:
            unavailable(f"Chromium does not start: {problem.message.splitlines()[0]}")
        yield browser
        browser.close()
