"""All modules of a screen."""

from collections.abc import Iterator

from agentgen.emit.frontend.find_pages import find_page, finders
from agentgen.emit.frontend.form_pages import create_page, edit_page, form
from agentgen.emit.frontend.frame import Frame, Module
from agentgen.emit.frontend.list_pages import list_model, list_page
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.record_pages import detail_model, detail_page
from agentgen.emit.frontend.screen_tests import screen_test_views
from agentgen.emit.frontend.screens import Screen


def screen_modules(screen: Screen, related: list[Screen]) -> Iterator[Module]:
    """All modules of a screen; `related` are the screens that hang below its items."""
    frame = Frame(screen)
    for page in screen.lists:
        yield list_model(frame, page)
        yield list_page(frame, page)
    if screen.read:
        yield detail_model(frame)
    if screen.read or ((screen.change or screen.delete) and not screen.lists):
        yield detail_page(frame, related)
    if screen.create:
        yield form(frame, screen.create, "create")
        yield create_page(frame)
    if screen.change:
        yield form(frame, screen.change, "edit")
        yield edit_page(frame)
    for finder in finders(screen):
        yield find_page(screen, finder)
    for name, view in screen_test_views(screen):
        yield Module(f"pages/{name}.test.tsx", module("pages/screen.test.tsx.jinja", view))
