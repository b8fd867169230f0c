"""Runs of workflows: start, watch, read their logs and results, stop, delete."""
