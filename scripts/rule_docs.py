"""Write `docs/rules.md` from the rules and gates."""

from pathlib import Path

from agentgen.commands.rule import rules
from agentgen.commands.rule_page import page

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(rules()), "utf-8")
    print(f"wrote {PAGE}")


if __name__ == "__main__":
    main()
