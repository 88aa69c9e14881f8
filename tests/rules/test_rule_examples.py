"""Every rule and gate proves itself by the examples beside it."""

import re

import pytest

from agentgen.codebase import build_codebase
from agentgen.diagnostics import Place
from agentgen.gates.registry import GATES
from agentgen.ir.policy import Modality, RuleSetting, Statement, Status
from agentgen.ir.prose import plain, plain_text
from agentgen.rules.registry import RULES

CHECKS = [*RULES]
RECOGNIZERS = [*CHECKS, *GATES]


def statement(text: str, modality: Modality = Modality.MUST) -> Statement:
    """A statement; a first line `# …` is the heading that it stands below."""
    title, _, rest = text.removeprefix("# ").partition("\n")
    section = (title,) if rest else ()
    return Statement("s1", rest or text, Place("AGENTS.md", 3), section, modality)


def check(rule, example):
    setting = RuleSetting(rule.id, example.params, Place("AGENTS.md", 3), "the sentence")
    return rule.check(build_codebase(example.files), setting)


def cases(attribute):
    return [
        pytest.param(rule, case, id=f"{rule.id}-{number}")
        for rule in (CHECKS if attribute in ("valid", "invalid") else RECOGNIZERS)
        for number, case in enumerate(getattr(rule, attribute))
    ]


@pytest.mark.parametrize(("rule", "example"), cases("valid"))
def test_valid_code_passes_and_is_examined(rule, example):
    result = check(rule, example)
    assert result.findings == ()
    assert result.examined > 0


@pytest.mark.parametrize(("rule", "example"), cases("invalid"))
def test_invalid_code_is_found_with_the_spec_line(rule, example):
    result = check(rule, example)
    assert len(result.findings) == example.findings
    for finding in result.findings:
        assert finding.rule == rule.id
        assert finding.place.path in {*example.files, example.params.get("contract")}
        assert finding.spec == Place("AGENTS.md", 3)
        assert finding.spec_text == "the sentence"
        assert f"agentgen: ignore[{rule.id}] reason" in finding.help


@pytest.mark.parametrize(("rule", "sentence"), cases("prose"))
def test_prose_is_recognised_with_its_parameters(rule, sentence):
    assert rule.recognise(statement(sentence)) == rule.prose[sentence]


@pytest.mark.parametrize(("rule", "sentence"), cases("not_prose"))
def test_other_prose_is_not_recognised(rule, sentence):
    assert rule.recognise(statement(sentence)) is None


@pytest.mark.parametrize(("rule", "sentence"), cases("prose"))
def test_sample_output_is_no_policy(rule, sentence):
    assert rule.recognise(statement(sentence, Modality.EXAMPLE)) is None


@pytest.mark.parametrize(("rule", "sentence"), cases("prose"))
def test_keywords_let_every_sentence_through(rule, sentence):
    if rule.keywords:
        said = statement(sentence)
        texts = (plain(said), *map(plain_text, said.section))
        found = [word for text in texts for word in re.findall(r"[a-z0-9_]+", text)]
        assert any(word.startswith(rule.keywords) for word in found)


@pytest.mark.parametrize(("rule", "example"), [*cases("valid"), *cases("invalid")])
def test_parameters_of_examples_are_declared(rule, example):
    for key, value in example.params.items():
        if key not in ("contract", "limits"):  # set by the configuration, and by merging
            assert rule.params[key].accepts(value)


def test_ids_are_unique_and_every_rule_has_examples():
    ids = [r.id for r in RECOGNIZERS]
    assert len(set(ids)) == len(ids)
    for rule in RULES:
        assert rule.valid, rule.id
        assert rule.invalid, rule.id
        assert rule.prose, rule.id
        assert rule.not_prose, rule.id
        assert rule.status in (Status.ENFORCED, Status.HEURISTIC)


@pytest.mark.parametrize(
    ("rule_id", "one", "other", "merged"),
    [
        ("function-length", {"max": 30}, {"max": 49}, {"max": 30}),
        (
            "function-length",
            {"max": 30, "scope": "backend"},
            {"max": 40},
            {"max": 30, "limits": ({"max": 30, "scope": "backend"}, {"max": 40})},
        ),
        (
            "file-length",
            {"max": 30, "scope": "backend"},
            {"max": 20, "scope": "backend"},
            {"max": 20, "scope": "backend"},
        ),
        ("class-length", {"max": 30}, {"max": 49}, {"max": 30}),
        ("docstrings", {"scope": "public"}, {}, {}),
        (
            "docstrings",
            {"scope": "public", "kinds": ("function",)},
            {"kinds": ("module",)},
            {"scope": "public", "kinds": ("function", "module")},
        ),
        (
            "docstrings",
            {"scope": "public", "kinds": ("module",)},
            {"scope": "public", "kinds": ("function", "module")},
            {"scope": "public", "kinds": ("module", "function")},
        ),
        ("typed-signatures", {"scope": "public"}, {"scope": "public"}, {"scope": "public"}),
        ("tests", {"lines": 80.0}, {"lines": 90.0, "branches": 70.0}, None),
        ("route-coverage", {"min": 95.0}, {"min": 80.0}, {"min": 95.0}),
    ],
)
def test_the_stricter_of_two_settings_wins(rule_id, one, other, merged):
    rule = next(r for r in RECOGNIZERS if r.id == rule_id)
    wanted = merged if merged is not None else {"lines": 90.0, "branches": 70.0}
    assert rule.stricter(one, other) == wanted
    assert set(rule.stricter(other, one)) == set(wanted)
