"""Measured checks: each drives a well-kept tool in the target repository."""
