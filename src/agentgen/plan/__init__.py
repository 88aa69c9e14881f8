"""Policy x Api x Stories to Blueprint: pure, explained inference."""
