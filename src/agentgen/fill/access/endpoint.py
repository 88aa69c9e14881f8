"""Where and how models are reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from agentgen.errors import AgentgenError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint that speaks chat completions.

    Attributes:
        base_url: empty for the SDK's default.
        seconds: time limit of one request, and of the silence within it.
        max_bytes: size of an answer beyond which it is not read on.
        tool: ask for the code as the argument of a tool call, not as text.
    """

    api_key: str = field(repr=False)
    base_url: str = ""
    seconds: float = 300
    max_bytes: int = 4 * 1024**2
    tool: bool = False

    @property
    def place(self) -> str:
        """What error messages name."""
        return self.base_url or "OPENAI_BASE_URL"

    @classmethod
    def of(
        cls,
        environment: Mapping[str, str],
        seconds: float = 300,
        base_url: str = "",
        *,
        tool: bool = False,
    ) -> "Endpoint":
        """Read `OPENAI_API_KEY` and `OPENAI_BASE_URL`; the latter wins over `base_url`.

        Raises:
            AgentgenError: when the key is missing.
        """
        key = environment.get("OPENAI_API_KEY", "").strip()
        if not key:
            raise AgentgenError(
                "there is no API key",
                where="OPENAI_API_KEY",
                way_out="set OPENAI_API_KEY (and OPENAI_BASE_URL for another endpoint)",
            )
        url = environment.get("OPENAI_BASE_URL", "").strip() or base_url
        return cls(key, url, seconds, tool=tool)
