"""The command line: ``domino``."""
