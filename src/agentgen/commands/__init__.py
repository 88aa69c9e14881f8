"""One file a command: an ordered list of stages; the only place that wires parts."""
