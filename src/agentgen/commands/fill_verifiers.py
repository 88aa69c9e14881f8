"""The verifiers of a run: one for each stub, in the environment of its project."""

from agentgen.commands.fill_request import FillRequest
from agentgen.commands.fill_rules import auditor_of
from agentgen.commands.fill_session import VerifierFactory
from agentgen.fill.context import Knowledge
from agentgen.fill.environment import find_environment, project_folder
from agentgen.fill.model import Stub, Texts, Verifier
from agentgen.fill.sandbox import Means
from agentgen.fill.script.environment import find_node, script_folder
from agentgen.fill.script.verify import ScriptVerifier
from agentgen.fill.verify import ScratchVerifier


def verifiers(
    request: FillRequest,
    stubs: tuple[Stub, ...],
    texts: Texts,
    knowledge: Knowledge,
    means: Means,
) -> VerifierFactory:
    """Find the environment of every project with a stub, before anything is asked."""
    root = request.root.resolve()
    auditor = auditor_of(knowledge.policy, root)
    of_python = {project_folder(s.path, texts) for s in stubs if not s.script}
    of_node = {script_folder(s.path, texts) for s in stubs if s.script}
    pythons = {folder: find_environment(root, folder, request.python) for folder in of_python}
    nodes = {folder: find_node(root, folder) for folder in of_node}

    def make(stub: Stub, texts: Texts) -> Verifier:
        if stub.script:
            folder = script_folder(stub.path, texts)
            setting = (root, texts, folder, request.seconds, means, auditor)
            return ScriptVerifier(*setting, node=nodes[folder])
        folder = project_folder(stub.path, texts)
        setting = (root, texts, folder, request.seconds, means, auditor)
        return ScratchVerifier(*setting, environment=pythons[folder])

    return make
