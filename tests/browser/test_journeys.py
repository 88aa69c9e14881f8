"""What people do on generated pages, done in a real browser against the real server."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agentgen.commands.inputs import read_inputs
from agentgen.commands.new import NewRequest, new
from agentgen.emit.frontend.emitter import page_base
from agentgen.emit.frontend.endpoints import path_sample
from agentgen.emit.frontend.record_pages import heading_wire
from agentgen.emit.frontend.screens import Screen
from agentgen.ir.blueprint import AuthKind, Blueprint
from agentgen.plan.build import build_blueprint
from agentgen.process import run
from tests.browser.visitor import Form, Visitor, whole_screen
from tests.generated.environment import SHARED, backend_bin, node_modules
from tests.generated.server import Server, token_of

DATA = Path(__file__).parents[1] / "data"
CONTRACTS = (DATA / "library.yaml", SHARED / "openapi" / "petstore-3.0.json")
PHONE = {"width": 390, "height": 844}

pytestmark = [pytest.mark.generated, pytest.mark.xdist_group("browser")]


@dataclass(frozen=True)
class Product:
    """A generated repository that is being served."""

    blueprint: Blueprint
    server: Server
    token: str

    @property
    def base(self) -> str:
        """Address of the first page, without its slash."""
        return f"http://127.0.0.1:{self.server.port}"


def build(root: Path) -> None:
    """Build the page with the shared packages."""
    frontend, modules = root / "frontend", node_modules()
    (frontend / "node_modules").symlink_to(modules, target_is_directory=True)
    env = {**os.environ, "PATH": f"{modules / '.bin'}{os.pathsep}{os.environ['PATH']}"}
    done = run(["vite", "build", "--logLevel", "warn"], cwd=frontend, env=env)
    assert done.ok, done.output


@pytest.fixture(scope="module", params=CONTRACTS, ids=lambda path: path.stem)
def product(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    if not request.param.exists():
        pytest.skip(f"the document {request.param.name} is missing")
    backend_bin()
    wanted = NewRequest(
        "product", tmp_path_factory.mktemp("made"), ("coding-agent",), request.param
    )
    inputs = read_inputs(wanted.sources)
    blueprint = build_blueprint("product", inputs.api, inputs.policy, inputs.stories, {})
    root = new(wanted).target
    build(root)
    signed = blueprint.auth.kind is not AuthKind.NONE
    with Server(root) as server:
        yield Product(blueprint, server, token_of(root) if signed else "")


@pytest.fixture
def visitor(product: Product, chromium: Any) -> Iterator[Visitor]:
    context = chromium.new_context()
    visitor = Visitor(context.new_page(), product.base)
    visitor.go(f"/#access_token={product.token}" if product.token else "/")
    visitor.heading(product.blueprint.title)
    yield visitor
    context.close()
    assert visitor.problems == []


@pytest.fixture
def screen(product: Product) -> Screen:
    return whole_screen(product.blueprint)


def path_of(product: Product, screen: Screen) -> str:
    """Address of a screen's list or of the page that stands for it."""
    return f"{page_root(product.blueprint)}/{screen.route}"


def page_root(blueprint: Blueprint) -> str:
    """Path that all pages begin with, without its slash."""
    return page_base(blueprint).rstrip("/")


def test_a_record_lives_from_form_to_dialog(
    visitor: Visitor, product: Product, screen: Screen
) -> None:
    noun = screen.entity.title.lower()
    assert screen.create
    assert screen.change
    assert screen.read
    assert screen.read.response
    made, changed = Form.of(screen, screen.create), Form.of(screen, screen.change)
    wire = heading_wire(screen.site, screen.entity, screen.read.response.record)
    name = made.label_of(wire)

    # An empty form is refused before anything is sent.
    visitor.go(f"{path_of(product, screen)}/new")
    visitor.page.get_by_label(name, exact=True).wait_for()
    visitor.press(f"Create {noun}")
    visitor.reads("This field is required.")

    # A full one makes a record, which stays when the page is read again.
    visitor.fill({**made.values, name: "A first name"})
    visitor.press(f"Create {noun}")
    visitor.hears(f"The {noun} was created.")
    visitor.heading("A first name")
    record = visitor.page.url
    visitor.page.reload()
    visitor.heading("A first name")

    # Changing it changes it.
    visitor.follow("Edit")
    visitor.page.get_by_label(name, exact=True).fill("Another name")
    assert changed.label_of(wire) == name
    visitor.press("Save changes")
    visitor.hears(f"The {noun} was saved.")
    visitor.heading("Another name")

    # Deleting asks first, and is final.
    visitor.press("Delete")
    visitor.press("Cancel")
    visitor.heading("Another name")
    visitor.press("Delete")
    visitor.press("Yes, delete")
    visitor.hears(f"The {noun} was deleted.")
    visitor.page.goto(record)
    visitor.page.get_by_role("alert").wait_for()
    assert "not found" in visitor.page.get_by_role("alert").inner_text().lower()


def test_a_list_shows_what_there_is(visitor: Visitor, product: Product, screen: Screen) -> None:
    if not screen.lists or any(p.required for p in screen.lists[0].plan.operation.parameters):
        pytest.skip("this contract lists nothing without a filter")
    assert screen.create
    form, noun = Form.of(screen, screen.create), screen.entity.title.lower()
    wire = next(c.wire for c in screen.entity.columns if c.name == screen.entity.label)

    visitor.go(path_of(product, screen))
    visitor.reads("Nothing here yet.")
    visitor.follow(f"New {noun}")
    visitor.fill({**form.values, form.label_of(wire): "One of a kind"})
    visitor.press(f"Create {noun}")
    visitor.heading("One of a kind")
    visitor.follow(screen.entity.title_plural)
    visitor.page.get_by_role("table", name=screen.entity.title_plural).wait_for()
    visitor.follow("One of a kind")
    visitor.heading("One of a kind")
    visitor.press("Delete")
    visitor.press("Yes, delete")
    visitor.reads("Nothing here yet.")


def test_unknown_addresses_are_told(visitor: Visitor, product: Product) -> None:
    visitor.go(f"{page_root(product.blueprint)}/no/such/page/anywhere")
    visitor.heading("Page not found")
    visitor.follow("Go to the start page")
    visitor.heading(product.blueprint.title)
    assert "no/such/page" not in visitor.page.url


def test_without_a_token_people_are_asked_to_sign_in(product: Product, chromium: Any) -> None:
    if not product.token:
        pytest.skip("this contract is open to everyone")
    screen = whole_screen(product.blueprint)
    visitor = Visitor(chromium.new_page(), product.base)
    assert screen.read
    nobody = path_sample(screen.site, screen.read.operation.path_parameters[0].schema)
    visitor.go(f"{path_of(product, screen)}/{nobody}")
    visitor.page.get_by_role("alert").get_by_role("link", name="Sign in").click()
    visitor.page.get_by_label("Access token").fill(product.token)
    asked = visitor.page.url
    visitor.press("Sign in")
    visitor.page.wait_for_url(lambda url: url != asked)
    visitor.page.get_by_role("alert").filter(has_text="not found").wait_for()
    visitor.page.get_by_role("button", name="Sign out").wait_for()
    visitor.page.close()
    assert visitor.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_phone(product: Product, chromium: Any, scheme: Any, screen: Screen) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme=scheme)
    visitor = Visitor(context.new_page(), product.base)
    visitor.go(f"/#access_token={product.token}" if product.token else "/")
    visitor.heading(product.blueprint.title)
    for path in ("", path_of(product, screen), f"{path_of(product, screen)}/new"):
        visitor.go(path or "/")
        visitor.page.get_by_role("heading", level=1).wait_for()
        assert not visitor.overflows(), f"{path} is wider than a phone"
    visitor.press("Menu")
    entry = screen.lists[0].title if screen.lists else screen.entity.title_plural
    menu = visitor.page.get_by_role("navigation", name="Main")
    menu.get_by_role("link", name=entry, exact=True).click()
    visitor.page.get_by_role("heading", level=1).wait_for()
    context.close()
    assert visitor.problems == []
