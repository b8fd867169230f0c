import no_such_library_anywhere  # noqa: F401
from domino.base_piece import BasePiece


class UnimportablePiece(BasePiece):
    def piece_function(self, input_data):
        return {}
