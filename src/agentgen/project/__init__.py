"""Write, configure and version a generated repository."""
