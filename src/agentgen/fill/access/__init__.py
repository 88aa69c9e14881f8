"""Access to language models: endpoint, faults, stream, cache, prices and budget."""
