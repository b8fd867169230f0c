"""Piece repositories: where they come from, what they hold, and which of them a workspace has."""
