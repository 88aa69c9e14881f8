"""Findings a team has accepted for now: known by the code they are about, not by line numbers."""
