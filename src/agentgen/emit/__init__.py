"""Blueprint and templates to SourceTree."""
