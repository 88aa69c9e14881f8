"""What is wrong with a spec itself: findings of `agentgen spec lint`."""
