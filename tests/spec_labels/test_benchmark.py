"""The spec compiler's recall and precision, on labelled lines."""

import pytest

from tests.spec_labels.scoring import ROLES, SHARED, Benchmark, labels_in, read_labels, score

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled specs are not at hand")


@pytest.fixture(scope="module")
def seeds() -> Benchmark:
    return score(read_labels())


@pytest.fixture(scope="module")
def roles() -> Benchmark:
    return score(labels_in("roles"), ROLES)


@pytest.fixture(scope="module")
def unseen() -> Benchmark:
    return score(labels_in("unseen"), ROLES)


@pytest.fixture(scope="module")
def fresh() -> Benchmark:
    return score(labels_in("fresh"), ROLES)


def test_every_stated_line_of_the_seeds_has_a_statement(seeds):
    assert [s.label.id for s in seeds.scores if s.label.stated and not s.covered] == []


def test_static_demands_are_recognised_with_kind_and_parameters(seeds):
    assert seeds.recall >= 0.98


def test_most_demands_that_code_shows_are_acted_on(seeds):
    done = ("enforced", "heuristic", "measured", "generated")
    acted = [s for s in seeds.visible if s.status in done]
    assert len(acted) >= 0.9 * len(seeds.visible)


def test_hardly_a_recognition_is_wrong(seeds):
    assert seeds.wrong <= 0.014


def test_real_specs_that_phrases_were_widened_for(roles):
    assert [s.label.id for s in roles.scores if s.label.stated and not s.covered] == []
    assert roles.recall >= 0.99
    assert roles.wrong <= 0.01


def test_specs_that_were_kept_aside_at_first(unseen):
    assert [s.label.id for s in unseen.scores if s.label.stated and not s.covered] == []
    assert unseen.recall >= 0.9
    assert unseen.wrong <= 0.045


def test_specs_that_were_labelled_last(fresh):
    assert [s.label.id for s in fresh.scores if s.label.stated and not s.covered] == []
    assert fresh.recall >= 0.6
