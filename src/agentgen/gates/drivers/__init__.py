"""Programs that run within the target's environment; nothing here is imported by agentgen."""
