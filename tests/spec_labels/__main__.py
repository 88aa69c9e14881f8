"""`python -m tests.spec_labels`: recall and precision by seed and by kind, and every miss."""

import sys
from collections import Counter
from collections.abc import Callable

from tests.spec_labels.scoring import ROLES, Benchmark, Score, labels_in, read_labels, score


def main() -> None:
    """Print the benchmark of the seeds, then those of the specs labelled here."""
    _report("the five seeds", score(read_labels()))
    _report("real specs that the phrases were widened for", score(labels_in("roles"), ROLES))
    _report("specs that were kept aside at first", score(labels_in("unseen"), ROLES))
    _report("specs that were labelled last", score(labels_in("fresh"), ROLES))


def _report(title: str, bench: Benchmark) -> None:
    _say(f"\n# {title}")
    _table("spec", bench, lambda s: s.label.seed)
    _table("kind", bench, lambda s: s.label.kind.split(".")[0])
    stated = [s for s in bench.scores if s.label.stated]
    _say(f"\n{sum(s.covered for s in stated)} of {len(stated)} stated lines have a statement")
    kinds = sum(s.kind_right for s in bench.static) / len(bench.static)
    _say(
        f"recall      {bench.recall:.1%} of {len(bench.static)} labels ({kinds:.1%} the kind alone)"
    )
    _say(f"unexplained {bench.wrong:.1%} of {bench.pairs} recognitions")
    _statuses(bench)
    _say("\nmisses")
    for s in bench.static:
        if not s.right:
            why = f"parameters {s.missing}" if s.kind_right else f"not {sorted(s.expected)}"
            _say(f"  {s.label.id} {s.label.kind:18} {why} | {s.label.quote[:70]} | {s.found}")
    _say("\nunexplained")
    for seed, line, name, text in bench.extras:
        _say(f"  {seed}:{line} {name} {text[:60]}")


def _statuses(bench: Benchmark) -> None:
    """What is done with the demands that code alone shows to hold."""
    total, counts = len(bench.visible), Counter(s.status for s in bench.visible)
    acted = sum(counts[s] for s in ("enforced", "heuristic", "measured", "generated"))
    _say(f"acted on    {acted / total:.1%} of {total} demands that code shows")
    for status, count in counts.most_common():
        _say(f"  {status:14} {count:3}  {count / total:.0%}")
    open_kinds = Counter(s.label.kind for s in bench.visible if s.status == "unsupported")
    _say("  unsupported: " + ", ".join(f"{k} {n}" for k, n in open_kinds.most_common()))


def _table(title: str, bench: Benchmark, group: Callable[[Score], str]) -> None:
    total: Counter[str] = Counter(group(s) for s in bench.static)
    right: Counter[str] = Counter(group(s) for s in bench.static if s.right)
    _say(f"\n{title:12} right  of  recall")
    for name in sorted(total):
        _say(f"{name:12} {right[name]:5} {total[name]:3}  {right[name] / total[name]:.0%}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
