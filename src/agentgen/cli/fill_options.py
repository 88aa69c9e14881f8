"""The options of `agentgen fill`."""

from pathlib import Path
from typing import Annotated

import typer

Repository = Annotated[Path, typer.Argument(help="Repository with stubs.")]
Stubs = Annotated[
    list[str] | None,
    typer.Option("--stub", help="Operation or function to fill; may be repeated."),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Fill at most so many stubs.")]
Models = Annotated[
    list[str] | None,
    typer.Option(
        help="Model; also AGENTGEN_MODEL or agentgen.yaml. Repeat it to name those to ask"
        " when the first does not succeed."
    ),
]
Interpreter = Annotated[
    Path | None, typer.Option(help="Interpreter when the repository has no .venv.")
]
Attempts = Annotated[int, typer.Option(min=1, help="Attempts for each stub and model.")]
Jobs = Annotated[int, typer.Option(min=1, max=64, help="Stubs at the same time.")]
PromptTokens = Annotated[int, typer.Option(min=1, help="Size of a prompt.")]
Requests = Annotated[int | None, typer.Option(min=0, help="Requests in all.")]
Tokens = Annotated[int | None, typer.Option(min=0, help="Tokens in all.")]
Cost = Annotated[
    float | None, typer.Option(min=0, help="Money in all; needs prices in agentgen.yaml.")
]
Minutes = Annotated[
    float | None, typer.Option(min=0, help="Minutes after which nothing more is asked.")
]
CheckSeconds = Annotated[float, typer.Option(min=1, help="Limit of each check, in seconds.")]
RequestSeconds = Annotated[float, typer.Option(min=1, help="Limit of each request, in seconds.")]
Commit = Annotated[bool, typer.Option("--commit/--no-commit", help="One git commit for each stub.")]
Branch = Annotated[str, typer.Option(help="Make this branch, and commit on it.")]
Review = Annotated[bool, typer.Option("--review", help="Show each verified patch, and ask.")]
Network = Annotated[
    bool, typer.Option("--allow-network", help="Let the code that is tried use the network.")
]
Cached = Annotated[bool, typer.Option("--cache/--no-cache", help="Use answers given before again.")]
ShowPrompt = Annotated[
    bool, typer.Option("--show-prompt", help="Print what would be sent, and stop.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="List what would be asked, and stop.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
