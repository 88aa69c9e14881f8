"""How much of what is seeded into strange products is found, and how much that is right.

`python -m tests.rules.independent.bench` prints every miss and every finding that is wrong.
"""

import sys
from collections import Counter
from dataclasses import dataclass

from tests.rules.independent import (
    parcels_bodies,
    parcels_calls,
    parcels_code,
    parcels_queries,
    parcels_routes,
    parcels_web,
    seeds_python,
    seeds_routes,
    seeds_web,
)
from tests.rules.independent.house import HOUSE, SPEC
from tests.rules.independent.lookalikes import LOOKALIKES
from tests.rules.independent.parcels_house import PARCELS, PARCELS_SPEC
from tests.rules.independent.parcels_lookalike_parts import PARCELS_PARTS
from tests.rules.independent.parcels_lookalikes import PARCELS_LOOKALIKES
from tests.rules.independent.seed import Seed

from agentgen.codebase import build_codebase
from agentgen.commands.check_settings import merged_settings
from agentgen.commands.compiled import compile_cached
from agentgen.commands.recognizers import all_recognizers
from agentgen.diagnostics import Diagnostic
from agentgen.ir.policy import RuleSetting
from agentgen.rules.audit import audit
from agentgen.rules.registry import RULES


@dataclass(frozen=True, eq=False)
class Product:
    """A product: its clean files, lookalikes among them, its spec, and what is put into it."""

    clean: dict[str, str]
    spec: str
    seeds: tuple[Seed, ...]


PRODUCTS = {
    "desk": Product(
        {**HOUSE, **LOOKALIKES},
        SPEC,
        (*seeds_python.SEEDS, *seeds_routes.SEEDS, *seeds_web.SEEDS),
    ),
    "parcels": Product(
        {**PARCELS, **PARCELS_LOOKALIKES, **PARCELS_PARTS},
        PARCELS_SPEC,
        (
            *parcels_code.SEEDS,
            *parcels_queries.SEEDS,
            *parcels_calls.SEEDS,
            *parcels_routes.SEEDS,
            *parcels_bodies.SEEDS,
            *parcels_web.SEEDS,
        ),
    ),
}


@dataclass(frozen=True)
class Result:
    """Seeds found and missed by their rule; findings that nothing justifies."""

    found: tuple[Seed, ...]
    missed: tuple[Seed, ...]
    right: int
    wrong: tuple[tuple[str, Diagnostic], ...]

    @property
    def recall(self) -> float:
        """Share of the seeds that their rule found."""
        return len(self.found) / (len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        """Share of the findings that are right."""
        return self.right / (self.right + len(self.wrong))


def settings(spec: str) -> tuple[RuleSetting, ...]:
    """What a product's spec switches on."""
    recognizers = all_recognizers()
    policy = compile_cached([("AGENTS.md", spec.encode())], recognizers, {})
    return tuple(merged_settings(policy.rules, recognizers))


def measure(product: Product) -> Result:
    """Look at the clean product with its lookalikes, then at it with each seed put in."""
    asked = settings(product.spec)
    before = _findings(product.clean, asked)
    found, missed, right = [], [], 0
    wrong = [("lookalikes", finding) for finding in before]
    known = Counter(map(_key, before))
    for seed in product.seeds:
        new = _findings({**product.clean, **seed.files}, asked)
        fresh = list((Counter(map(_key, new)) - known).elements())
        hits = [k for k in fresh if k[0] == seed.rule and k[1] in seed.files]
        (found if hits else missed).append(seed)
        right += len(hits)
        wrong += [
            (f"{seed.rule} {seed.name}", f)
            for f in new
            if _key(f) in fresh and f.rule not in {seed.rule, *seed.also}
        ]
    return Result(tuple(found), tuple(missed), right, tuple(wrong))


def _findings(texts: dict[str, str], asked: tuple[RuleSetting, ...]) -> list[Diagnostic]:
    return [f for o in audit(build_codebase(texts), asked, RULES) for f in o.findings]


def _key(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.rule, finding.place.path, finding.message


def main() -> None:
    """Print the figures of each product, and what is behind them."""
    for name, product in PRODUCTS.items():
        result = measure(product)
        for seed in result.missed:
            sys.stdout.write(f"missed  {seed.rule} {seed.name}\n")
        for where, finding in result.wrong:
            sys.stdout.write(f"wrong   {where}: {finding.rule} {finding.place} {finding.message}\n")
        seeded = len(result.found) + len(result.missed)
        sys.stdout.write(f"{name}: recall {result.recall:.1%} of {seeded} seeds, ")
        sys.stdout.write(
            f"precision {result.precision:.1%} of {result.right + len(result.wrong)}\n"
        )


if __name__ == "__main__":
    main()
