"""A scratch copy of a frontend with a patch in it, and its tools."""

from dataclasses import dataclass

from agentgen.fill.script.environment import NodeEnvironment
from agentgen.fill.workbench import Workbench
from agentgen.process import Completed


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptBench(Workbench):
    """Where a patch of TypeScript is tried; `node` is what its tools run on."""

    node: NodeEnvironment

    def program(self, package: str, file: str, *arguments: str) -> Completed:
        """Run a program of an installed package, confined."""
        script = self.node.script(package, file)
        assert script is not None, "asked for before"
        command = [str(self.node.node), script, *arguments]
        return self.sandbox.run(command, self.project, self.seconds, {"CI": "1"})
