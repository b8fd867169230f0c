from domino.base_piece import BasePiece


class SomethingElse(BasePiece):
    def piece_function(self, input_data):
        return {}
