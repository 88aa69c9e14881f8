"""How a check compares with its baseline, in words that all reporters share."""

from collections import Counter

from agentgen.ir.baseline import BaselineUse


def trend_line(use: BaselineUse) -> str:
    """One line: what is accepted, what came and went, and where that leads."""
    parts = [f"{use.accepted} accepted"]
    counts = ((use.gone, "gone"), (use.expired, "expired"), (use.new, "new"))
    parts += [f"{count} {what}" for count, what in counts if count]
    if use.unasked:
        parts.append(f"{use.unasked} not looked for in this run")
    return f"{use.path}: {', '.join(parts)}; {_direction(use)}"


def _direction(use: BaselineUse) -> str:
    before = use.accepted + use.expired + use.gone
    now = use.accepted + use.expired + use.new
    change = f" ({now - before:+d})" if now != before else ""
    return f"{before} then, {now} now{change}"


def accepted_rows(use: BaselineUse) -> list[tuple[str, str, str, str]]:
    """(findings, owner, last day, reason) of what is accepted, equal ones counted together.

    What nobody wrote is said: `no owner`, `no end`, `no reason`.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for entry, count in use.held:
        until = f"until {entry.expires}" if entry.expires else "no end"
        counts[entry.owner or "no owner", until, entry.reason or "no reason"] += count
    return [(str(count), *told) for told, count in sorted(counts.items())]
