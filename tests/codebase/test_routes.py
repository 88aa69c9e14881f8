import pytest

from agentgen.codebase import build_codebase
from agentgen.codebase.coverage import covered_routes, documented_routes, is_operational
from agentgen.codebase.matching import template, unversioned, url_matches

ROUTER = "from fastapi import APIRouter\nrouter = APIRouter(prefix='/{0}')\n"
GET = "@router.get('/{id}')\nasync def one(id: int): ...\n"
APP = "from fastapi import FastAPI\napp = FastAPI()\n"


def routes(**files):
    texts = {
        name.replace("__", "/").replace("INIT", "__init__") + ".py": text
        for name, text in files.items()
    }
    return build_codebase(texts).routes


def shown(found):
    return [str(r) for r in found]


def test_prefixes_add_up_across_files():
    found = routes(
        main=APP + "from api import api\napp.include_router(api, prefix='/api')\n",
        api="from fastapi import APIRouter\nimport users\napi = APIRouter(prefix='/v1')\n"
        "api.include_router(users.router, prefix='/x')\n",
        users=ROUTER.replace("{0}", "users") + GET,
    )
    assert shown(found) == ["GET /api/v1/x/users/{id}"]
    assert found[0].attached
    assert (found[0].handler, found[0].is_async, found[0].place.line) == ("one", True, 3)


def test_prefixes_come_from_constants_settings_and_f_strings():
    found = routes(
        config="V = 'v1'\nclass Settings(BaseSettings):\n    api_prefix: str = Field('/api/v1')\n"
        "settings = Settings()\n",
        main="from fastapi import FastAPI\nfrom config import settings, V\nfrom a import router\n"
        "app = FastAPI()\napp.include_router(router, prefix=settings.api_prefix)\n"
        "app.include_router(router, prefix=f'/other/{V}')\n"
        "app.include_router(router, prefix='/sum/' + V)\n",
        a=ROUTER.replace("{0}", "a") + GET,
    )
    assert shown(found) == [
        "GET /api/v1/a/{id}",
        "GET /other/v1/a/{id}",
        "GET /sum/v1/a/{id}",
    ]


@pytest.mark.parametrize(
    "include",
    [
        "for r in (a.router,):\n    app.include_router(r, prefix='/v1')\n",
        "ROUTERS = [a.router]\nfor r in ROUTERS:\n    app.include_router(r, prefix='/v1')\n",
        "app.mount('/v1', a.router)\n",
        "def create():\n    own = FastAPI()\n    own.include_router(a.router, prefix='/v1')\n",
        "def wire(application):\n    application.include_router(a.router, prefix='/v1')\n",
        "app.include_router(build(), prefix='/v1')\n",
        "app.include_router(a.build(), prefix='/v1')\n",
        "from pkg import shared\napp.include_router(shared, prefix='/v1')\n",
    ],
)
def test_ways_to_include(include):
    text = ROUTER.replace("{0}", "a") + GET
    built = text.replace("\n", "\n    ").replace("from fastapi", "    from fastapi", 1)
    builder = "def build():\n" + built + "return router\n"
    uses_builder = "build()" in include
    found = routes(
        main=APP + "import a\nfrom a import build\n" + include,
        a=builder if uses_builder else text,
        pkg__INIT="from a import router as shared\n",
    )
    assert shown(found) == ["GET /v1/a/{id}"]


def test_every_way_to_declare_a_route():
    found = routes(
        main=APP
        + "@app.api_route('/many', methods=['GET', 'post'])\ndef many(): ...\n"
        + "@app.api_route('/one')\ndef one(): ...\n"
        + "@app.websocket('/ws/{id}')\nasync def ws(): ...\n"
        + "app.add_api_route('/added', many, methods=['PUT'])\n"
        + "@app.get(path='/file/{name:path}', include_in_schema=False)\nasync def f(): ...\n"
        + "@cache.get('key')\ndef no_route(): ...\n"
        + "@app.get\ndef nor_this(): ...\n"
        + "class W:\n    path = '/w'\n    def add(self, path):\n"
        + "        self.app.add_api_route(path, many)\n"
    )
    assert shown(found) == [
        "GET /many",
        "POST /many",
        "GET /one",
        "WEBSOCKET /ws/{id}",
        "PUT /added",
        "GET /file/{name}",
    ]
    assert [r.is_async for r in found] == [False, False, False, True, False, True]
    assert [r.in_schema for r in found][-1] is False


def test_a_router_that_nothing_includes_keeps_its_own_prefix():
    found = routes(a=ROUTER.replace("{0}", "a") + GET, main=APP)
    assert shown(found) == ["GET /a/{id}"]
    assert not found[0].attached


def test_circles_and_unknown_targets_end():
    found = routes(
        main=APP
        + "from b import router\nfrom nowhere import x\nfrom main import y\n"
        + "app.include_router(router)\napp.include_router(x)\napp.include_router(y)\n"
        + "app.include_router(z())\n",
        b=ROUTER.replace("{0}", "b") + "from c import c\nrouter.include_router(c)\n" + GET,
        c="from fastapi import APIRouter\nfrom b import router\nc = APIRouter()\n"
        "c.include_router(router)\n",
    )
    assert shown(found) == ["GET /b/{id}"]


@pytest.mark.parametrize(
    ("url", "route", "matches"),
    [
        ("/users/1", "/users/{id}", True),
        ("/users/1/", "/users/{id}", True),
        ("/users", "/users/{id}", False),
        ("/users/1", "/api/v1/users/{id}", True),
        ("/v1/users/1", "/api/v1/users/{id}", False),
        ("/users/{}", "/users/{id}", True),
        ("/users/{}/x", "/users/me/x", False),
        ("{}/users/1", "/api/v1/users/{id}", True),
        ("{}/{}", "/api/users/{id}", False),
        ("/files/a.csv", "/files/{name}.csv", True),
        ("/files/a.txt", "/files/{name}.csv", False),
        ("/a-{}/b", "/a-x/b", True),
        ("/", "/", True),
    ],
)
def test_urls_match_routes(url, route, matches):
    assert url_matches(url, route) is matches


def test_templates_and_versions():
    assert template("/a/{x}/{y}/") == "/a/{}/{}"
    assert template("/") == "/"
    assert unversioned("/api/v1/a") == "/a"
    assert unversioned("/api/v1") == "/"
    assert unversioned("/shop/v2/a") == "/a"
    assert unversioned("/apis/a") == "/apis/a"


def test_health_and_docs_are_operational():
    paths = ("/health/ready", "/api/v1/healthz", "/openapi.json", "/metrics", "/")
    assert all(is_operational(p) for p in paths)
    assert not is_operational("/healthcare")


def test_coverage_prefers_the_literal_route():
    codebase = build_codebase(
        {
            "a.py": APP
            + "@app.get('/jobs/report')\ndef r(): ...\n@app.get('/jobs/{id}')\ndef j(): ...\n"
            + "@app.get('/health')\ndef h(): ...\n",
            "tests/test_a.py": "def test(c):\n    c.get('http://test/jobs/report?x=1')\n"
            "    c.request(method, '/nowhere')\n    c.get(url=None)\n    c.get()\n",
        }
    )
    assert shown(documented_routes(codebase)) == ["GET /jobs/report", "GET /jobs/{id}"]
    assert shown(covered_routes(codebase)) == ["GET /jobs/report"]


@pytest.mark.parametrize(
    "test",
    [
        "def test(c):\n    c.put('/x')\n",
        "async def test(c):\n    await c.put(url='/x')\n",
        "def test(c):\n    url = '/x'\n    c.put(url)\n",
        "def test(c):\n    put_json(c, '/x', {})\n",
        "@pytest.mark.parametrize('url', ['/x', '/y'])\ndef test(c, url):\n    c.put(url)\n",
        "@pytest.mark.parametrize('url, n', [('/x', 1)])\ndef test(c, url, n):\n    c.put(url)\n",
        "@mark.parametrize(('n', 'u'), [pytest.param(1, '/x')])\ndef test(c, u):\n    c.put(u)\n",
        "ROWS = [['PUT', '/x']]\n",
    ],
)
def test_ways_to_request(test):
    codebase = build_codebase(
        {"a.py": APP + "@app.put('/x')\ndef x(): ...\n", "tests/test_a.py": test}
    )
    assert shown(covered_routes(codebase)) == ["PUT /x"]


@pytest.mark.parametrize(
    "test",
    [
        "def test(c):\n    c.put(x)\n",
        "def test(c):\n    c.post('/x')\n",
        "def test(c):\n    show('/x')\n",
        "ROWS = [('PUT',), (1, '/x'), ('LOOK', '/x')]\n",
        "@pytest.mark.parametrize('url')\ndef test(c, url):\n    c.put(url)\n",
    ],
)
def test_what_is_no_request(test):
    codebase = build_codebase(
        {"a.py": APP + "@app.put('/x')\ndef x(): ...\n", "tests/test_a.py": test}
    )
    assert covered_routes(codebase) == frozenset()


def test_a_request_of_unknown_method_counts_for_any():
    codebase = build_codebase(
        {
            "a.py": APP + "@app.put('/x')\ndef x(): ...\n",
            "tests/test_a.py": "def test(c, m):\n    c.request(m, '/x')\n",
        }
    )
    assert shown(covered_routes(codebase)) == ["PUT /x"]
