"""Every topic proves itself by the sentences beside it."""

import re

import pytest

from agentgen.commands.recognizers import all_recognizers
from agentgen.diagnostics import Place
from agentgen.ir.policy import Modality, Statement, Status
from agentgen.ir.prose import plain, plain_text
from agentgen.topics.registry import TOPICS


def statement(text: str, modality: Modality = Modality.MUST) -> Statement:
    """A statement; a first line `# …` is the heading that it stands below."""
    title, _, rest = text.removeprefix("# ").partition("\n")
    section = (title,) if rest else ()
    return Statement("s1", rest or text, Place("AGENTS.md", 3), section, modality)


def cases(attribute):
    return [
        pytest.param(topic, case, id=f"{topic.id}-{number}")
        for topic in TOPICS
        for number, case in enumerate(getattr(topic, attribute))
    ]


@pytest.mark.parametrize(("topic", "sentence"), cases("prose"))
def test_prose_is_recognised_with_its_parameters(topic, sentence):
    assert topic.recognise(statement(sentence)) == topic.prose[sentence]


@pytest.mark.parametrize(("topic", "sentence"), cases("not_prose"))
def test_other_prose_is_not_recognised(topic, sentence):
    assert topic.recognise(statement(sentence)) is None


@pytest.mark.parametrize(("topic", "sentence"), cases("prose"))
def test_sample_output_is_no_policy(topic, sentence):
    assert topic.recognise(statement(sentence, Modality.EXAMPLE)) is None


@pytest.mark.parametrize(("topic", "sentence"), cases("prose"))
def test_keywords_let_every_sentence_through(topic, sentence):
    if not topic.keywords:
        return
    told = statement(sentence)
    words = re.findall(r"[a-z0-9_]+", " ".join([plain(told), *map(plain_text, told.section)]))
    assert any(word.startswith(topic.keywords) for word in words)


def test_every_topic_has_examples_and_claims_no_more_than_it_does():
    for topic in TOPICS:
        assert len(topic.prose) >= 3, topic.id
        assert len(topic.not_prose) >= 2, topic.id
        assert topic.status in (Status.UNSUPPORTED, Status.PROCESS, Status.ADVISORY)


def test_ids_are_unique_among_all_recognisers():
    ids = [recognizer.id for recognizer in all_recognizers()]
    assert len(set(ids)) == len(ids)
