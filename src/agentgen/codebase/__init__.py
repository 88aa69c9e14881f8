"""What a tree says of itself: parsed once, shared by all rules."""
