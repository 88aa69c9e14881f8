"""The HTML report of a check in a real browser."""

import pytest

from agentgen.ir.sheet import Sheet, Standing
from agentgen.report.formats import Format, render
from tests.browser.visitor import unavailable
from tests.generated.environment import NODE
from tests.reporting import full_report, judged

AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def report_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "report.html"
    file.write_text(render(full_report(), Format.HTML), "utf-8")
    return file


@pytest.fixture
def visit(chromium, report_file):
    """Opens the report; what the browser complains of is collected."""
    contexts = []

    def open_report(width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(report_file.as_uri())
        return page

    yield open_report
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(visit, width, scheme):
    if not AXE.is_file():
        unavailable("axe-core is missing: run `make test`")
    page = visit(width, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", RULES)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 20


def test_the_page_keeps_within_a_phone_and_its_policy(visit):
    page = visit(375)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert page.complaints == []


def test_hostile_text_does_nothing(chromium, tmp_path):
    attack = "<img src=x onerror=alert(1)></style></script><script>alert(2)</script>"
    spec = Sheet(attack, (attack,), (judged(1, attack, Standing.FAILED, (0,)),))
    file = tmp_path / "hostile.html"
    report = full_report(root=attack, sheets=(spec,), notes=(attack,))
    file.write_text(render(report, Format.HTML), "utf-8")
    page, happened = chromium.new_page(), []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: happened.append(message.text))
    page.on("request", lambda request: happened.append(request.url))
    page.goto(file.as_uri())
    assert page.locator("img").count() == 0
    assert page.get_by_text(attack).count() >= 3
    assert happened == [file.as_uri()]
    page.close()


def visible(page):
    return page.locator(".line:visible").count()


def test_lines_are_filtered_by_standing_and_the_choice_stays_in_the_address(visit):
    page = visit()
    assert visible(page) == 8
    page.get_by_label("all other lines").uncheck()
    page.get_by_label("passed").uncheck()
    page.get_by_label("unverified").uncheck()
    assert visible(page) == 4
    assert page.get_by_role("status").inner_text() == "4 of 8 lines are shown."
    page.reload()
    assert visible(page) == 4
    page.goto(page.url + "#s1-5")
    assert page.locator("#s1-5").is_visible()


def test_the_filter_works_without_scripts(visit):
    page = visit(java_script_enabled=False)
    assert visible(page) == 8
    page.get_by_label("failed").uncheck()
    assert visible(page) == 7


def test_everything_is_reached_by_keyboard(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the specs"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "specs"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    opened = page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is not opened
