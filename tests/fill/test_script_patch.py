"""Answers in TypeScript: what is taken, and what is refused with a reason for the model."""

import pytest

from agentgen.fill.model import Rejection
from agentgen.fill.patch import make_patch
from agentgen.fill.script.briefing import modules_shown, outline
from agentgen.fill.stubs import find_stubs

CART = """"use client";
import { useState } from "react";
import { type Item, priceOf } from "./prices";

const LIMIT = 10;

/** The sum of a cart. */
export function total(items: Item[], rate: number): number {
  // agentgen:stub operation="GetTotal"
  throw new Error("GetTotal: to be written");
}

export class Cart {
  constructor(private readonly items: Item[]) {}

  async save(name: string): Promise<void> {
    // agentgen:stub operation="SaveCart"
    throw new Error("SaveCart: to be written");
  }
}

export const useCart = () => {
  const [items] = useState<Item[]>([]);
  const clear = (): void => {
    // agentgen:stub operation="ClearCart"
    throw new Error("ClearCart: to be written");
  };
  return { items, clear, LIMIT };
};
"""
TEST = """import { expect, it } from "vitest";
import { total } from "./cart";

it.fails("GetTotal: adds prices and tax", () => {
  expect(total([], 0)).toBe(0);
});
"""
PRICES = """export interface Item { name: string; cents: number }

export function priceOf(item: Item): number {
  return item.cents / 100;
}
"""
TEXTS = {"web/cart.ts": CART, "web/cart.test.ts": TEST, "web/prices.ts": PRICES}
TOTAL = """export function total(items: Item[], rate: number): number {
  const sum = items.reduce((before, item) => before + priceOf(item), 0);
  return sum * (1 + rate);
}"""


def stub(operation="GetTotal", texts=TEXTS):
    return next(s for s in find_stubs(texts).stubs if s.operation == operation)


def fenced(code, tag="typescript"):
    return f"Here it is.\n\n```{tag}\n{code}\n```\n"


def patched(code, operation="GetTotal", texts=TEXTS, tag="ts"):
    return make_patch(fenced(code, tag), stub(operation, texts), texts)


def test_the_hole_is_filled_and_nothing_else_changes():
    patch = patched(TOTAL)
    hole = CART[CART.index("  // agentgen:stub") : CART.index("}\n\nexport class")]
    body = TOTAL.split("\n", 1)[1].removesuffix("}")
    assert patch.texts["web/cart.ts"] == CART.replace(hole, body)
    assert patch.texts["web/cart.test.ts"] == TEST.replace("it.fails(", "it(")


def test_imports_and_helpers_are_added_in_their_places():
    code = (
        'import { round, unused } from "./round";\nimport { priceOf } from "./prices";\n\n'
        "type Sum = { sum: number };\n\n"
        "function added(items: Item[]): Sum {\n  return { sum: items.length };\n}\n\n"
        "const tax = (rate: number): number => round(1 + rate);\n\n"
        "function total(items: Item[], rate: number): number {\n"
        "  return added(items).sum * tax(rate);\n}"
    )
    patch = patched(code)
    text = patch.texts["web/cart.ts"]
    assert 'from "./prices";\nimport { round } from "./round";\n' in text
    assert text.index("type Sum") < text.index("function added") < text.index("/** The sum of")
    assert text.index("const LIMIT") < text.index("type Sum")
    assert patch.helpers == ("Sum", "added", "tax")
    assert "unused" not in text


def test_a_method_is_given_in_its_class_and_keeps_the_indentation():
    code = (
        "class Cart {\n    async save(name: string): Promise<void> {\n"
        "        await store(`${name}\n  as it is`);\n    }\n}"
    )
    texts = patched(f'import {{ store }} from "./store";\n{code}', "SaveCart").texts
    filled = "Promise<void> {\n      await store(`${name}\n  as it is`);\n  }\n}\n"
    assert filled in texts["web/cart.ts"]


def test_a_function_inside_of_another_is_filled_there():
    text = patched("const clear = (): void => {\n  items.length = 0;\n};", "ClearCart").texts[
        "web/cart.ts"
    ]
    assert "  const clear = (): void => {\n    items.length = 0;\n  };\n  return {" in text


def test_carriage_returns_are_kept():
    texts = {**TEXTS, "web/cart.ts": CART.replace("\n", "\r\n")}
    text = patched(TOTAL, texts=texts).texts["web/cart.ts"]
    assert text.count("\n") == text.count("\r\n")
    assert "return sum * (1 + rate);\r\n" in text


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("function total(items: Item[], rate: number): number { return 1 +; }", "does not parse"),
        ("function total(items: Item[]): number { return 1; }", "signature"),
        ("const other = (): number => 1;", "is not in the answer"),
        (f"{TOTAL}\n{TOTAL}", "more than once"),
        (f"const RATE = 3;\n{TOTAL}", "`const RATE = 3;` is outside the function"),
        (f"export function more(): void {{ return; }}\n{TOTAL}", "is outside the function"),
        (f"function useCart(): void {{ return; }}\n{TOTAL}", "`useCart` is not to be changed"),
        ("export const useCart = () => {\n  return 1;\n};", "is outside the function"),
        (TOTAL.replace("priceOf(item)", "eval('1')"), "`eval` is not allowed"),
        (TOTAL.replace("const sum", "process.exit(0);\n  const sum"), "`process` is not allowed"),
        (f'import fs from "node:fs";\n{TOTAL}', "`node:fs` is not allowed"),
        (f'import {{ expect }} from "vitest";\n{TOTAL}', "`vitest` is not allowed"),
        (f'import "./side";\n{TOTAL}', "binds no name"),
        (f'import {{ useState }} from "preact";\n{TOTAL.replace("sum *", "useState *")}', "hide"),
        (TOTAL.replace("  const", "  // @ts-ignore\n  const"), "@ts-ignore"),
        (TOTAL.replace("  const", "  // eslint-disable-next-line\n  const"), "eslint-disable"),
        (TOTAL.replace("  const", "  // ... rest of the code\n  const"), "placeholder"),
        (TOTAL.replace("  const", "  // TODO tax\n  const"), "placeholder"),
        (
            "function total(items: Item[], rate: number): number { throw new Error('no'); }",
            "all the function does is to throw",
        ),
        ("function total(items: Item[], rate: number): number { }", "no code"),
        (CART, "marker is still there"),
        (f"{TOTAL}\nit('passes', () => {{}});", "is outside the function"),
    ],
)
def test_what_is_refused(code, reason):
    with pytest.raises(Rejection, match=reason.replace("(", r"\(")):
        patched(code)


def test_code_around_a_nested_function_is_not_to_be_changed():
    whole = CART[CART.index("export const useCart") :].replace(
        '    // agentgen:stub operation="ClearCart"\n', ""
    )
    filled = whole.replace('throw new Error("ClearCart: to be written");', "items.length = 0;")
    assert "items.length = 0;" in patched(filled, "ClearCart").texts["web/cart.ts"]
    with pytest.raises(Rejection, match="code around `clear`"):
        patched(filled.replace("LIMIT }", "LIMIT: 11 }"), "ClearCart")


def test_there_must_be_exactly_one_block():
    with pytest.raises(Rejection, match="no block of TypeScript"):
        make_patch("I would add prices.", stub(), TEXTS)
    with pytest.raises(Rejection, match="2 block"):
        make_patch(fenced(TOTAL) + fenced(TOTAL), stub(), TEXTS)


def test_modules_that_the_file_imports_are_shown():
    shown = dict(modules_shown(stub(), TEXTS))
    assert shown == {"Module web/prices.ts": PRICES}
    assert "return item.cents" not in outline("web/prices.ts", PRICES)
    assert "export function priceOf(item: Item): number { … }" in outline("web/prices.ts", PRICES)
