"""The spec compiler: Markdown to Policy."""
