"""Stubs implemented by a language model: found, described, asked for, confined, verified."""
