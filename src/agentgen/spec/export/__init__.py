"""Specs for other readers: the files that coding agents look for."""
