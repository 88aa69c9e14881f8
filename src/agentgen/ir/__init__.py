"""Intermediate representation: frozen values that the parts of the compiler exchange."""
