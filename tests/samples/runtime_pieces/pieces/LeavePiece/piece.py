from domino.base_piece import BasePiece


class LeavePiece(BasePiece):
    def piece_function(self, input_data):
        raise SystemExit(input_data.code)
