"""The example that a model is shown: the nearest function of the same layer."""

import pytest
from fill_world import FILES

from agentgen.fill.context import Knowledge, build_prompt
from agentgen.fill.neighbour import neighbour
from agentgen.fill.stubs import find_stubs

HOLE = """class ShopService:
    def list_shops(self) -> list[int]:
        # agentgen:stub operation="ListShops"
        raise NotImplementedError
"""
OTHER = """class {name}Service:
    def {first}(self) -> list[int]:
        \"\"\"Do the first.\"\"\"
        found = self._store.find()
        return [one.id for one in found]

    def {second}(self) -> int:
        one = 1
        two = 2
        return one + two

    def _private_list_shops(self) -> int:
        one = 1
        two = 2
        return one + two

    def short(self) -> int:
        return 1
"""


def example(**files):
    texts = {"app/shops/service.py": HOLE}
    texts |= {path.replace("__", "/") + ".py": text for path, text in files.items()}
    (stub,) = find_stubs(texts).stubs
    return neighbour(stub, texts)


def test_a_function_with_the_same_verb_is_nearest():
    found = example(
        app__users__service=OTHER.format(name="User", first="get_user", second="list_users"),
        app__pets__service=OTHER.format(name="Pet", first="get_pet", second="save_pet"),
    )
    assert found.path == "app/users/service.py"
    assert found.text == "\n".join([
        "def list_users(self) -> int:", "    one = 1", "    two = 2", "    return one + two"
    ])  # fmt: skip


def test_among_equals_the_longer_name_in_common_is_nearest():
    found = example(
        app__a__service=OTHER.format(name="A", first="list_a", second="get_a"),
        app__b__service=OTHER.format(name="B", first="list_shops_of_b", second="get_b"),
    )
    assert found.text.startswith("def list_shops_of_b")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"app__users__repository": OTHER.format(name="U", first="list_users", second="get_user")},
        {"app__users__service": "def broken(:"},
        {"app__users__service": HOLE.replace("agentgen:stub", "later").replace("Shop", "User")},
        {"app__users__service": "def list_users() -> int:\n    return 1\n"},
    ],
)
def test_there_may_be_no_example(files):
    assert example(**files) is None


def test_the_prompt_shows_the_example():
    texts = {
        **FILES,
        "other/prices.py": OTHER.format(name="Other", first="get_sum", second="list_all"),
    }
    stub = find_stubs(texts).stubs[-1]
    told = build_prompt(stub, texts, Knowledge(), 100_000).messages[1].content
    assert 'title="How other/prices.py does alike"' in told
    assert "def get_sum(self)" in told


def test_a_file_that_is_too_large_is_shown_by_its_signatures():
    long = "\n".join(f"        value = {n}" for n in range(2000))
    more = f"\n    def other(self) -> int:\n{long}\n        return value\n"
    texts = {**FILES, "shop/prices.py": FILES["shop/prices.py"] + more}
    stub = find_stubs(texts).stubs[-1]
    prompt = build_prompt(stub, texts, Knowledge(), 3000)
    told = prompt.messages[1].content
    assert prompt.tokens <= 3000
    assert prompt.left_out[0] == "bodies in the file"
    assert "def other(self) -> int:" in told
    assert "value = 7" not in told
    assert 'agentgen:stub operation="GetTotal"' in told
