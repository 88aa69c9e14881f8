import pytest

from agentgen.diagnostics import Place
from agentgen.ir.numbers import digits, percentages, upper_limit
from agentgen.ir.policy import Modality, Statement
from agentgen.ir.prose import clauses, demands, forbids, mentions, plain_text, sentences, side

THING = r"\bprints?\b"
USE = r"\bdocstrings?\b"


def statement(text, modality=Modality.MUST, section=(), path="AGENTS.md"):
    return Statement("s", text, Place(path), section, modality)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("forty", "40"),
        ("forty-five lines", "45 lines"),
        ("one hundred", "100"),
        ("a thousand", "1000"),
        ("two hundred", "200"),
        ("3 hundred", "300"),
        ("1,000 and 12,345,678", "1000 and 12345678"),
        ("twelve", "12"),
        ("one thing", "one thing"),
        ("often tenth", "often tenth"),
        ("1,5", "1,5"),
    ],
)
def test_number_words_become_digits(words, number):
    assert digits(words) == number


def test_markup_and_typographic_forms_are_normalised():
    assert plain_text("- [x] **Use**\u00a0`X` \u2013 it\u2019s  fine") == "use x - it's fine"
    assert plain_text("3. Return \u2264 30") == "return \u2264 30"
    assert plain_text("SELECT * FROM __init__") == "select * from init"


def test_clauses_and_sentences():
    assert clauses("use a \u2014 never b. then c; d, but e") == (
        "use a", "never b", "then c", "d", "e",
    )  # fmt: skip
    assert sentences("a - 30 lines. b; c") == ("a - 30 lines", "b", "c")


@pytest.mark.parametrize(
    "text",
    [
        "Never print",
        "No print statements",
        "Do not use print",
        "Print is forbidden",
        "Print must not be used",
        "Use logging instead of print",
        "Avoid print unless justified",
        "Use the logger, but never print",
        "Prints are not allowed",
    ],
)
def test_prohibitions(text):
    assert forbids(statement(text), THING)


@pytest.mark.parametrize(
    "text",
    [
        "Print the report",
        "Printing is fun",
        "Print is fine in scripts",
        "You don't have to print",
        "Print is not forbidden",
        "Never log. Print",
        "There is no rule about print",
    ],
)
def test_no_prohibitions(text):
    assert not forbids(statement(text), THING)


def test_the_heading_can_forbid():
    assert forbids(statement("Use print", Modality.NEVER), THING)
    assert not forbids(statement("Skip the logger. No", Modality.NEVER), THING)
    assert not forbids(statement("Never print", Modality.EXAMPLE), THING)


@pytest.mark.parametrize(
    ("text", "modality", "wanted"),
    [
        ("Add docstrings", Modality.MUST, True),
        ("Docstrings required", Modality.INFO, True),
        ("Never merge without docstrings", Modality.NEVER, True),
        ("Don't forget docstrings", Modality.MUST, True),
        ("Merge code without docstrings", Modality.NEVER, True),
        ("Add docstrings", Modality.NEVER, False),
        ("Add docstrings", Modality.EXAMPLE, False),
        ("No docstrings", Modality.MUST, False),
        ("Docstrings are optional", Modality.MUST, False),
        ("Docstrings are not required", Modality.MUST, False),
        ("Types rather than docstrings", Modality.MUST, False),
    ],
)
def test_demands(text, modality, wanted):
    assert demands(statement(text, modality), USE) is wanted


def test_mentions_looks_at_headings_too():
    assert mentions(statement("80%+ overall", section=("Tests", "Coverage Goals")), "coverage")
    assert not mentions(statement("80%+ overall", section=("Tests",)), "coverage")


@pytest.mark.parametrize(
    ("text", "section", "path", "wanted"),
    [
        ("Functions under 50 lines", (), "AGENTS.md", ""),
        ("Python functions under 50 lines", (), "AGENTS.md", "backend"),
        ("React functions under 50 lines", (), "backend.md", "frontend"),
        ("Functions under 50 lines", ("Backend rules",), "AGENTS.md", "backend"),
        ("Functions under 50 lines", (), "CONTEXT_FRONTEND.md", "frontend"),
        ("Functions under 50 lines", ("Full-stack engineer",), "backend.md", ""),
        ("Python and React functions", (), "AGENTS.md", ""),
    ],
)
def test_one_side_of_the_stack(text, section, path, wanted):
    assert side(statement(text, section=section, path=path)) == wanted


@pytest.mark.parametrize(
    ("clause", "limit"),
    [
        ("functions under 50 lines", 49),
        ("functions: <= 50 lines", 50),
        ("functions must be < 50 lines", 49),
        ("functions must not exceed 50 lines", 50),
        ("functions over 50 lines must be split", 50),
        ("functions over 50 lines are common", None),
        ("functions have 50 lines", None),
        ("functions are not limited to 50 lines", None),
        ("functions of at least 50 lines", None),
        ("50-line limit for functions", 50),
        ("50 lines max per function", 50),
        ("files under 300 lines, functions under 50", 49),
        ("functions under 50 characters", None),
        ("classes under 50 lines", None),
        ("functions take 3 arguments and files under 50 lines", None),
    ],
)
def test_upper_limits(clause, limit):
    other = r"\b(?:files?|classes)\b"
    assert upper_limit(clause, r"\bfunctions?\b", r"lines?", other) == limit


def test_percentages_come_with_their_words():
    assert percentages("\u2265 95 % of routes and 80.5%+ of lines") == (
        (95.0, "\u2265 ", " of routes and "),
        (80.5, " of routes and ", " of lines"),
    )


def test_a_prohibition_that_follows_says_nothing_about_the_clause_before():
    text = "Handlers are plain functions \u2014 they don't print"
    never = statement(text, Modality.NEVER)
    assert demands(never, r"\bplain functions\b")
    assert not forbids(never, r"\bplain functions\b")
    assert forbids(never, THING)
