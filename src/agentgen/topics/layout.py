"""Where specs want things to lie."""

from agentgen.topics.base import Topic, demanded

TOPICS = (
    Topic(
        id="file-structure",
        title="Files are laid out as the technical spec says",
        phrases=demanded(
            r"\b(?:file|folder|directory|project|repository|code) (?:structure|layout"
            r"|organi[sz]ation|hierarchy)\b"
            r"|\b(?:follow|use|ha(?:s|ve)|share)s? (?:this|the following|the same) (?:structure"
            r"|layout)\b"
        ),
        keywords=(
            "structure",
            "layout",
            "file",
            "folder",
            "directory",
            "project",
            "repository",
            "code",
        ),
        prose={
            "Follow the file structure of the technical spec": {},
            "Keep the existing folder structure": {},
            "Stick to the project layout": {},
            "Every package follows this structure": {},
        },
        not_prose=(
            "The file structure is up to you, no need to ask",
            "Project plans are structured",
        ),
    ),
)
