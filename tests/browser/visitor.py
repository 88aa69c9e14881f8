"""Somebody who uses a generated page, and finds everything by its role and name."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

import pytest

from agentgen.emit.frontend.fields import FormField
from agentgen.emit.frontend.form_pages import form_fields_of
from agentgen.emit.frontend.form_samples import filled_form
from agentgen.emit.frontend.screens import Screen, screens
from agentgen.emit.frontend.site import Site
from agentgen.ir.blueprint import Blueprint, OperationPlan

PATIENCE_MS = 10_000


def unavailable(reason: str) -> NoReturn:
    """Skip the test for want of a tool; in CI every tool has to be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def whole_screen(blueprint: Blueprint) -> Screen:
    """The first screen on which records are listed, created, read, changed and deleted."""
    return next(
        screen
        for screen in screens(Site(blueprint))
        if all((screen.create, screen.read, screen.change, screen.delete)) and not screen.base
    )


@dataclass
class Visitor:
    """A browser tab on a product, with everything that went wrong in it."""

    page: Any
    base: str
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        told_by_the_page = "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not told_by_the_page:
            self.problems.append(message.text)

    def go(self, path: str) -> None:
        """Open an address of the product."""
        self.page.goto(self.base + path)

    def follow(self, name: str) -> None:
        """Follow the first link of that name in the page's content."""
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def reads(self, text: str) -> None:
        """Wait until the page shows a text."""
        self.page.get_by_role("main").get_by_text(text).first.wait_for()

    def hears(self, text: str) -> None:
        """Wait until the page announces a text."""
        self.page.get_by_role("status").filter(has_text=text).first.wait_for()

    def heading(self, text: str) -> None:
        """Wait until the page has that heading."""
        self.page.get_by_role("heading", level=1, name=text, exact=True).wait_for()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill controls by their labels, as people would."""
        for label, value in values.items():
            control = self.page.get_by_label(label, exact=True)
            if isinstance(value, bool):
                control.set_checked(value)
            elif control.evaluate("element => element.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)

    def overflows(self) -> bool:
        """Whether the page is wider than the window."""
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


@dataclass(frozen=True)
class Form:
    """A form of a screen: its fields by label and what to fill in."""

    fields: tuple[FormField, ...]
    values: Mapping[str, Any]

    @classmethod
    def of(cls, screen: Screen, plan: OperationPlan) -> "Form":
        """The form of an operation, filled with samples of the contract."""
        fields = form_fields_of(screen, plan)
        values, _ = filled_form(screen.site, plan, fields, {})
        return cls(tuple(fields), values)

    def label_of(self, wire: str) -> str:
        """The label under which a property is asked for."""
        return next(f.label for f in self.fields if f.wire == wire)
