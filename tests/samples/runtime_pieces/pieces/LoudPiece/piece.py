from sibling import ShoutingPiece


class LoudPiece(ShoutingPiece):
    def shout(self, text):
        return super().shout(text) + "!"
