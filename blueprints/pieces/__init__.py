"""Installation of Piece repositories: sources, versions, Pieces, secrets."""
