import hashlib
import json

import pytest

from agentgen.codebase import build_codebase
from agentgen.codebase.made import untouched
from agentgen.diagnostics import Place
from agentgen.ir.policy import RuleSetting
from agentgen.ir.report import Verdict
from agentgen.rules.audit import audit
from agentgen.rules.registry import RULES

MODELS = (
    "from sqlalchemy.orm import *\nclass Base(DeclarativeBase): ...\nclass A(Base):\n"
    "    __tablename__ = 'a'\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
    "    status: Mapped[str]\n"
)
OWN = MODELS.replace("class A", "class B").replace("'a'", "'b'")
SETTINGS = [
    RuleSetting("enum-columns", {}, Place("AGENTS.md"), "enums"),
    RuleSetting("timestamp-columns", {}, Place("AGENTS.md"), "timestamps"),
]


def lock(**texts):
    files = {p: {"sha256": hashlib.sha256(t.encode()).hexdigest()} for p, t in texts.items()}
    return json.dumps({"files": files})


def outcomes(texts):
    return audit(build_codebase(texts), SETTINGS, RULES)


def test_what_stands_as_made_is_neither_found_nor_counted():
    judged = outcomes({"made.py": MODELS, "agentgen.lock": lock(**{"made.py": MODELS})})
    assert {o.verdict for o in judged} == {Verdict.UNVERIFIED}
    assert [o.reason for o in judged] == [
        "there are no columns of states beside those that agentgen made to examine",
        "there are no tables beside those that agentgen made to examine",
    ]


@pytest.mark.parametrize(
    ("path", "text"), [("own.py", OWN), ("made.py", MODELS + "    kind: Mapped[Kind]\n")]
)
def test_what_people_wrote_or_changed_is_examined(path, text):
    made = {"made.py": MODELS, path: text}
    judged = outcomes({**made, "agentgen.lock": lock(**{"made.py": MODELS})})
    assert {f.place.path for o in judged for f in o.findings} == {path}
    assert {o.verdict for o in judged} == {Verdict.FAILED}


@pytest.mark.parametrize("text", ["", "[]", '{"files": 1}', '{"files": {"made.py": {}}}'])
def test_a_lock_that_cannot_be_read_hides_nothing(text):
    assert untouched({"made.py": MODELS, "agentgen.lock": text}) == frozenset()
    assert all(o.findings for o in outcomes({"made.py": MODELS, "agentgen.lock": text}))
