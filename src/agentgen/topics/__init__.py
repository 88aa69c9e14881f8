"""What role specs speak of that no rule, gate or decision covers: recognised, not verified."""
