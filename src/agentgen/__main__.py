"""Allow `python -m agentgen`."""

from agentgen.cli.main import main

if __name__ == "__main__":
    main()
