"""The report as one HTML file: the specs themselves, each line with what became of it.

Everything is inside the file. Its policy (https://www.w3.org/TR/CSP3/) lets the page run its own
script and nothing else, so that text which slipped through could not do anything either.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from agentgen.ir.report import Report
from agentgen.report.html_view import page_of

_FOLDER = Path(__file__).parent / "page"


def render_html(report: Report) -> str:
    """Return the page. Text of specs and code is escaped, and its control characters are shown."""
    style, script = _own("page.css"), _own("page.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(page=page_of(report), policy=policy, style=style, script=script)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.jinja")


def _own(name: str) -> Markup:
    return Markup((_FOLDER / name).read_text("utf-8"))  # noqa: S704 - a file of this package


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
