"""A frontend's stub, filled over HTTP, with its own tsc, ESLint and Vitest."""

import json
from pathlib import Path

import pytest
from fill_world import git, snapshot
from tests.generated.environment import node_modules
from typer import Typer
from typer.testing import CliRunner

from agentgen.cli.fill import register
from agentgen.commands.fill import FillRequest, fill
from agentgen.errors import AgentgenError, ExitCode

FILES = {
    ".gitignore": "node_modules\n",
    "web/package.json": json.dumps({"name": "cart", "private": True, "type": "module"}),
    "web/tsconfig.json": json.dumps(
        {
            "compilerOptions": {
                "strict": True, "module": "esnext", "moduleResolution": "bundler",
                "target": "es2022", "skipLibCheck": True, "noEmit": True, "jsx": "react-jsx",
            },
            "include": ["src"],
        }
    ),
    "web/eslint.config.js": (
        'import tseslint from "typescript-eslint";\n\n'
        "export default tseslint.config(...tseslint.configs.recommended);\n"
    ),
    "web/src/prices.ts": (
        "export interface Item {\n  name: string;\n  cents: number;\n}\n\n"
        "export function priceOf(item: Item): number {\n  return item.cents / 100;\n}\n"
    ),
    "web/src/cart.tsx": (
        'import type { Item } from "./prices";\n\n'
        "export function total(items: Item[]): number {\n"
        '  // agentgen:stub operation="GetTotal"\n'
        '  throw new Error("GetTotal: to be written");\n}\n\n'
        "export function Total({ items }: { items: Item[] }) {\n"
        "  return <p>{total(items)}</p>;\n}\n"
    ),
    "web/src/cart.test.ts": (
        'import { expect, it } from "vitest";\nimport { total } from "./cart";\n\n'
        'const items = [{ name: "pen", cents: 150 }, { name: "cup", cents: 550 }];\n\n'
        'it.fails("GetTotal: adds the prices", () => {\n'
        "  expect(total(items)).toBe(7);\n});\n\n"
        'it("knows what it was given", () => {\n  expect(items).toHaveLength(2);\n});\n'
    ),
}  # fmt: skip
RIGHT = """```tsx
import { priceOf, type Item } from "./prices";

export function total(items: Item[]): number {
  return items.reduce((sum, item) => sum + priceOf(item), 0);
}
```"""
SUM = "items.reduce((sum, item) => sum + priceOf(item), 0)"
WRONG = {
    "tsc": "`${sum}`",
    "eslint": "(items as any).length + priceOf(items[0])",
    "acceptance test": "items.length + priceOf(items[0])",
}


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    packages = node_modules()
    root = tmp_path / "repository"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "web/node_modules").symlink_to(packages)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begin")
    return root


@pytest.mark.generated
def test_a_stub_in_typescript_is_filled_after_wrong_answers(frontend, server):
    wrong = [RIGHT.replace(SUM, expression) for expression in WRONG.values()]
    wrong[0] = RIGHT.replace(f"return {SUM}", "const sum = priceOf(items[0]);\n  return `${sum}`")
    server.say(*wrong, RIGHT)
    before = snapshot(frontend)

    report = fill(FillRequest(frontend, models=("scripted",), attempts=4))

    (one,) = report.filled
    assert (one.result.reason, one.result.attempts) == ("", 4)
    told = [asked["messages"][-1]["content"] for asked in server.requests]
    for step, words in zip(WRONG, told[1:], strict=True):
        assert f"{step} failed" in words
    assert "export function priceOf" in told[0]
    assert "GetTotal: adds the prices" in told[0]
    steps = {step.name: step.result.value for step in one.result.verification.steps}
    assert steps == dict.fromkeys(
        ("parse", "tsc", "eslint", "acceptance test", "related tests"), "passed"
    )
    after = snapshot(frontend)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {"web/src/cart.tsx", "web/src/cart.test.ts"}
    assert SUM.encode() in after["web/src/cart.tsx"]
    assert b'it("GetTotal: adds the prices"' in after["web/src/cart.test.ts"]
    assert git(frontend, "status", "--porcelain") == ""
    assert report.exit_code is ExitCode.OK


def test_without_packages_the_run_ends_before_anything_is_asked(frontend, server):
    (frontend / "web/node_modules").unlink()
    with pytest.raises(AgentgenError, match="packages are not installed"):
        fill(FillRequest(frontend, models=("scripted",)))
    assert server.requests == []


def test_the_prompt_can_be_seen(frontend):
    app = Typer()
    register(app)
    shown = CliRunner().invoke(app, ["fill", str(frontend), "--show-prompt", "--model", "m"])
    assert "```typescript block" in shown.output
    assert "raises NotImplementedError" not in shown.output
