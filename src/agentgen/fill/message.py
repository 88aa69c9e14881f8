"""What the commit of a filled stub says."""

from agentgen.fill.attempts import Result
from agentgen.fill.model import StepResult


def commit_message(result: Result) -> str:
    """The stub, and in trailers how the code came about and what it was put through."""
    stub = result.stub
    steps = result.verification.steps if result.verification else ()
    verified = [step.name for step in steps if step.result is StepResult.PASSED]
    skipped = [step.name for step in steps if step.result is StepResult.SKIPPED]
    cost = "unknown" if result.cost is None else f"{result.cost:.4f}"
    lines = [
        f"Implement {stub.label}",
        "",
        f"Fill the stub `{stub.qualname}` in {stub.path}.",
        "",
        f"Model: {' '.join(result.model.split())}",
        f"Attempts: {result.attempts}",
        f"Tokens: {result.tokens}",
        f"Cost: {cost}",
        f"Verified: {', '.join(verified)}",
    ]
    if skipped:
        lines.append(f"Not-Verified: {', '.join(skipped)}")
    if result.verification and result.verification.sandbox:
        lines.append(f"Sandbox: {result.verification.sandbox.split(':')[0]}")
    return "\n".join(lines) + "\n"
