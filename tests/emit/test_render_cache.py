"""Compiled templates are kept between runs, and a place that can't be used stops nothing."""

import pytest

from agentgen.emit import render


@pytest.fixture
def fresh(monkeypatch):
    def make(folder):
        monkeypatch.setenv("AGENTGEN_CACHE_DIR", str(folder))
        render.environment.cache_clear()
        return render.environment().get_template("repository/gitignore")

    yield make
    render.environment.cache_clear()


def test_templates_are_compiled_once(fresh, tmp_path, monkeypatch):
    text = fresh(tmp_path).render()
    assert list((tmp_path / "templates").iterdir())
    monkeypatch.setattr(
        "jinja2.environment.Environment._generate", lambda *_, **__: pytest.fail("compiled again")
    )
    assert fresh(tmp_path).render() == text


def test_a_place_that_cannot_be_written_stops_nothing(fresh, tmp_path):
    (tmp_path / "file").write_text("no directory")
    assert fresh(tmp_path / "file").render()


def test_what_is_broken_is_compiled_again(fresh, tmp_path):
    text = fresh(tmp_path).render()
    for file in (tmp_path / "templates").iterdir():
        file.write_bytes(file.read_bytes()[:-9])
    assert fresh(tmp_path).render() == text
