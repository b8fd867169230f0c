from domino.base_piece import BasePiece


class FloatsPiece(BasePiece):
    def piece_function(self, input_data):
        nan = float("nan")
        return {"not_a_number": nan, "infinite": -float("inf"), "finite": 0.5, "inside": [{"a": nan}]}
