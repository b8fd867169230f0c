"""Runs Pieces in their authors' tests."""

from domino.testing.dry_run import piece_dry_run

__all__ = ["piece_dry_run"]
