"""Names that schemas can't have, because modules beside them import them."""

import re
from pathlib import Path

import pytest

from agentgen.contract.reserved import RESERVED

TEMPLATES = Path(__file__).parents[2] / "templates" / "backend"
BESIDE = [*(TEMPLATES / "feature").glob("*.jinja"), *(TEMPLATES / "tests").glob("f*.jinja")]
BESIDE += [TEMPLATES / "tests" / f"test_{name}.py.jinja" for name in ("feature", "services")]
_MARKUP = re.compile(r"\{[%{#].*?[%}#]\}")
_IMPORT = re.compile(r"^from .*?import (\([^)]*\)|.*)$", re.MULTILINE)
_MODELS = re.compile(r"models_")


@pytest.mark.parametrize("template", BESIDE, ids=lambda path: path.name)
def test_no_schema_is_called_like_what_a_module_imports(template: Path) -> None:
    text = _MARKUP.sub("", template.read_text("utf-8"))
    names = {n for m in _IMPORT.finditer(text) for n in re.findall(r"\b[A-Z]\w*", m.group(1))}
    classes = {name for name in names if not name.isupper()}
    if _MODELS.match(template.name):
        classes = set()  # records are imported by other names than schemas have
    assert classes <= RESERVED


def test_the_templates_are_there() -> None:
    assert len(BESIDE) >= 9
