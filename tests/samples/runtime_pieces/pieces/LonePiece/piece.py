import os

from domino.base_piece import BasePiece


class LonePiece(BasePiece):
    def piece_function(self, input_data):
        return {"text": os.fsdecode(b"caf\xe9")}
