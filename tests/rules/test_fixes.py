"""Every fix does what its examples say, once, and leaves a repository that keeps the rule."""

import pytest

from agentgen.codebase import build_codebase
from agentgen.diagnostics import Place
from agentgen.ir.edits import Edit, edited, line_of, line_start
from agentgen.ir.policy import RuleSetting
from agentgen.rules.audit import audit
from agentgen.rules.registry import RULES
from agentgen.rules.suppression import mend_unused

FIXING = [rule for rule in RULES if rule.mend]
CASES = [
    pytest.param(rule, fixed, id=f"{rule.id}-{number}")
    for rule in FIXING
    for number, fixed in enumerate(rule.fixes)
]


def findings(rule, texts, params):
    codebase = build_codebase(texts)
    return codebase, rule.check(codebase, RuleSetting(rule.id, params, Place("AGENTS.md"), ""))


def mended(rule, texts, params):
    codebase, result = findings(rule, texts, params)
    changed = dict(texts)
    for path in texts:
        here = [f for f in result.findings if f.place.path == path]
        edits = [e for f in here for e in rule.mend(codebase, path, f.place.line, f.message)]
        changed[path] = edited(texts[path], edits)
    return changed


@pytest.mark.parametrize(("rule", "fixed"), CASES)
def test_a_fix_gives_what_its_example_says_and_no_more(rule, fixed):
    assert findings(rule, fixed.before, fixed.params)[1].findings
    changed = mended(rule, fixed.before, fixed.params)
    assert changed == {**fixed.before, **fixed.after}
    if fixed.after:
        assert findings(rule, changed, fixed.params)[1].findings == ()
        assert mended(rule, changed, fixed.params) == changed


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.id)
def test_a_rule_with_a_fix_shows_what_it_does_and_what_it_leaves(rule):
    assert any(fixed.after for fixed in rule.fixes)
    assert any(not fixed.after for fixed in rule.fixes)


@pytest.mark.parametrize("rule", FIXING, ids=lambda rule: rule.id)
def test_no_example_of_bad_code_gets_worse_by_a_fix(rule):
    for example in rule.invalid:
        _, before = findings(rule, example.files, example.params)
        changed = mended(rule, example.files, example.params)
        codebase, after = findings(rule, changed, example.params)
        assert len(after.findings) <= len(before.findings)
        assert codebase.unparsed == ()


def suppressed(text):
    codebase = build_codebase({"a.py": text})
    settings = [RuleSetting(n, {}, Place("AGENTS.md"), "") for n in ("no-print", "no-bare-except")]
    return codebase, [
        f for o in audit(codebase, settings, RULES) for f in o.findings if f.rule == "suppression"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 1  # agentgen: ignore[no-print] why not\ny = 2\n", "x = 1\ny = 2\n"),
        ("def f():\n    # agentgen: ignore[no-print] why\n    x()\n", "def f():\n    x()\n"),
        (
            "print(1)  # agentgen: ignore[no-print, no-bare-except] shown to people\n",
            "print(1)  # agentgen: ignore[no-print] shown to people\n",
        ),
    ],
)
def test_a_suppression_without_use_is_told_and_taken_out(before, after):
    codebase, unused = suppressed(before)
    assert [f.level.value for f in unused] == ["warning"]
    (found,) = unused
    edits = mend_unused(codebase, "a.py", found.place.line, found.message)
    assert edited(before, edits) == after
    assert suppressed(after)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "print(1)  # agentgen: ignore[no-print] shown to people\n",
        "x = 1  # agentgen: ignore[no-any] a rule that was not run\n",
        "def f(:\n    x = 1  # agentgen: ignore[no-print] not parsed\n",
    ],
)
def test_a_suppression_that_is_used_or_of_which_nothing_is_known_is_left(text):
    assert suppressed(text)[1] == []


def test_edits_that_overlap_are_not_mixed():
    assert edited("abcdef", [Edit(1, 3, "X"), Edit(2, 4, "Y"), Edit(5, 6), Edit(5, 6)]) == "aXde"
    assert edited("ab", [Edit(2, 2, "c"), Edit(2, 2, "d")]) == "abcd"
    assert (line_start("a\nbc\n", 2), line_of("a\nbc\n", 2), line_of("a", 9)) == (2, "bc", "")
