"""The exceptions a Piece or its tests may meet."""
