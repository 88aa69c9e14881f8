"""Directives: what authors write for agentgen itself, where prose would leave a doubt."""
