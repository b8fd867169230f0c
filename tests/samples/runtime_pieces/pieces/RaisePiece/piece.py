from domino.base_piece import BasePiece


class RaisePiece(BasePiece):
    def piece_function(self, input_data):
        try:
            self.work()
        except KeyError as error:
            raise RuntimeError("boom ü\nsecond line") from error

    def work(self):
        return {}["missing"]
