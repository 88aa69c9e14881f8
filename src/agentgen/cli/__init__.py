"""Typer applications: options, help, exit codes; nothing else."""
