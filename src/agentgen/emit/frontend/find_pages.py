"""The pages that ask where to go."""

from collections.abc import Iterator
from dataclasses import dataclass

from agentgen.emit.frontend import literals as ts
from agentgen.emit.frontend.frame import Module
from agentgen.emit.frontend.modules import module
from agentgen.emit.frontend.screens import PageParam, Screen


@dataclass(frozen=True, slots=True)
class Finder:
    """A page at `entry` that asks for `params` and leads to `to`; `create` is a further link."""

    component: str
    title: str
    entry: str
    params: tuple[PageParam, ...]
    to: str
    create: str = ""


def finders(screen: Screen) -> Iterator[Finder]:
    """Pages that ask for the parents of a list, for what names an item, or for a new one's parents.

    Items are asked for where no list leads to them.
    """
    title = screen.entity.title_plural
    for page in screen.lists:
        if page.params:
            component = f"{page.component.removesuffix('Page')}FindPage"
            yield Finder(component, page.title, page.entry, page.params, page.route)
    if screen.lists:
        return
    if screen.has_item and screen.item:
        create = f"{screen.entry}/new" if screen.create else ""
        component = f"{screen.name}FindPage"
        yield Finder(component, title, screen.entry, screen.item, screen.item_path, create)
    if screen.create and screen.base:
        entry = f"{screen.entry}/new" if screen.has_item else screen.entry
        noun = screen.entity.title.lower()
        target = f"{screen.route}/new"
        yield Finder(f"{screen.name}NewPage", f"New {noun}", entry, screen.base, target)


def find_page(screen: Screen, finder: Finder) -> Module:
    """The page of a finder."""
    asked = [{"name": param.name, "label": param.label} for param in finder.params]
    label = ts.jsx_attribute(f"New {screen.entity.title.lower()}")
    view = {
        "component": finder.component,
        "comment": ts.comment(f"{finder.title}: asks where to go."),
        "title": ts.jsx_attribute(finder.title),
        "description": ts.jsx_attribute(_question(finder)),
        "params": ts.value(asked, 6, 10),
        "to": ts.jsx_attribute("/" + finder.to.strip("/")),
        "create": (
            {"to": ts.jsx_attribute(finder.create), "label": label} if finder.create else None
        ),
    }
    text = module("pages/FindPage.tsx.jinja", view)
    path = f"pages/{finder.component}.tsx"
    return Module(path, text, finder.component, finder.entry.strip("/"))


def _question(finder: Finder) -> str:
    if finder.to.endswith("/new"):
        return "Say where it belongs."
    return "Say which one you are looking for."
