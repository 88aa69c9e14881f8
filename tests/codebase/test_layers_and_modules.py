import pytest

from agentgen.codebase.layers import Layer, belongs, layer_of
from agentgen.codebase.modules import ModuleIndex, absolute_module, module_name


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("app/features/users/router.py", Layer.ROUTER),
        ("app/features/users/dependencies.py", Layer.DEPENDENCIES),
        ("app/features/users/service.py", Layer.SERVICE),
        ("app/features/users/repository.py", Layer.REPOSITORY),
        ("app/features/users/models.py", Layer.MODELS),
        ("app/features/users/schemas.py", Layer.SCHEMAS),
        ("app/features/users/errors.py", None),
        ("services/users/api.py", Layer.ROUTER),
        ("services/users/service.py", Layer.SERVICE),
        ("services/users/prompts.py", None),
        ("backend/api/routes/users.py", Layer.ROUTER),
        ("backend/api/deps.py", Layer.DEPENDENCIES),
        ("backend/core/services/users.py", Layer.SERVICE),
        ("backend/core/services/api.py", Layer.SERVICE),
        ("backend/core/models/user.py", Layer.MODELS),
        ("backend/database/repositories/users.py", Layer.REPOSITORY),
        ("app/crud.py", Layer.REPOSITORY),
        ("app/user_service.py", Layer.SERVICE),
        ("app/controllers/users.py", Layer.ROUTER),
        ("app/main.py", None),
        ("tests/services/users.py", None),
        ("backend/database/migrations/versions/1_models.py", None),
        ("app/utils/text.py", None),
    ],
)
def test_layers_by_path(path, layer):
    assert layer_of(path) is layer


def test_module_names():
    assert module_name("a/b/__init__.py") == "a.b"
    assert module_name("a/b.pyi") == "a.b"
    assert absolute_module("a/b/c.py", "d", 2) == "a.d"
    assert absolute_module("a.py", "", 3) == ""
    assert absolute_module("a/b.py", "x.y", 0) == "x.y"


def test_the_nearest_file_wins_and_library_names_are_no_files():
    index = ModuleIndex.of(["one/app/db.py", "two/app/db.py", "two/app/json.py"])
    assert index.resolve("app.db", "two/app/main.py") == "two/app/db.py"
    assert index.resolve("app.db", "one/app/main.py") == "one/app/db.py"
    assert index.resolve("json", "one/app/main.py") is None
    assert index.resolve("json", "two/app/main.py") == "two/app/json.py"
    assert index.resolve("nothing", "two/app/main.py") is None
    assert index.split("app.db.engine.url", "one/x.py") == ("one/app/db.py", "engine.url")
    assert index.split("sys.path", "one/x.py") is None


@pytest.mark.parametrize(
    ("path", "parts", "expected"),
    [
        ("app/services/users.py", ("services",), True),
        ("app/routers/users.py", ("services", "routers"), True),
        ("app/providers/mail.py", ("providers",), True),
        ("app/mail_provider.py", ("providers",), True),
        ("app/mail.py", ("providers",), False),
        ("app/routers/users.py", ("services",), False),
        ("src/components/Menu.tsx", ("components",), True),
    ],
)
def test_a_file_belongs_to_the_parts_that_prose_names(path, parts, expected):
    assert belongs(path, parts) is expected
