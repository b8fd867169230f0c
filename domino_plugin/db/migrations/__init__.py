"""Alembic's scripts for our tables."""
