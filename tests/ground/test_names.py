import pytest

from agentgen import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HTTPStatus-code", ["http", "status", "code"]),
        ("petId", ["pet", "id"]),
        ("Crème brûlée", ["creme", "brulee"]),
        ("日本", []),
        ("", []),
        ("a__b  c", ["a", "b", "c"]),
    ],
)
def test_words(text, expected):
    assert names.words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pet Name", "pet_name"), ("class", "class_"), ("self", "self_"), ("1st", "value_1st"),
        ("", "value"), ("日本", "value"), ('"""', "value"), ("None", "none"),
    ],
)  # fmt: skip
def test_snake(text, expected):
    assert names.snake(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pet name", "PetName"), ("OAuth2", "OAuth2"), ("1x", "Model1x"), ("", "Model"),
        ("none", "NoneModel"), ("true", "TrueModel"), ("a.b/c", "ABC"),
    ],
)  # fmt: skip
def test_pascal(text, expected):
    assert names.pascal(text) == expected


def test_attributes_avoid_library_names_and_each_other():
    assert names.attributes(["metadata", "model_config", "copy", "a-b", "a b", "from"]) == {
        "metadata": "metadata_", "model_config": "model_config_", "copy": "copy_",
        "a-b": "a_b", "a b": "a_b_2", "from": "from_",
    }  # fmt: skip


def test_unique_counts_up():
    assert names.unique("Pet", {"Pet", "Pet2"}) == "Pet3"
    assert names.unique("pet", {"pet"}) == "pet_2"
    assert names.unique("pet", ()) == "pet"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("pet", "pets"), ("box", "boxes"), ("city", "cities"), ("day", "days"),
        ("person", "people"),
        ("address", "addresses"), ("news", "news"), ("status", "status"), ("match", "matches"),
        ("pet_toy", "pet_toys"), ("child", "children"), ("series", "series"),
    ],
)  # fmt: skip
def test_singular_and_plural(one, many):
    assert names.plural(one) == many
    assert names.singular(many) == one


def test_plurals_stay_plural():
    assert names.plural("pets") == "pets"
    assert names.singular("class") == "class"
