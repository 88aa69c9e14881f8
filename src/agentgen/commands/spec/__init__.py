"""`agentgen spec`: what role specs say, what that is understood to mean, and what is wrong."""
