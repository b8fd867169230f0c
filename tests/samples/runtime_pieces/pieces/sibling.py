from domino.base_piece import BasePiece


class ShoutingPiece(BasePiece):
    """The work of several Pieces, as about one public repository in fifteen has it."""

    def piece_function(self, input_data):
        from common import GREETING

        return {"text": self.shout(input_data.text), "greeting": GREETING}

    def shout(self, text):
        return text.upper()
