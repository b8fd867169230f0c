"""A Piece without metadata.json."""
