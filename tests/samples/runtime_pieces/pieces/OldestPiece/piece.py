from domino.base_piece import BasePiece


class OldestPiece(BasePiece):
    def piece_function(self, input_model):
        return input_model
