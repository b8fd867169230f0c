import logging

from domino.base_piece import BasePiece


class TalkPiece(BasePiece):
    def piece_function(self, input_data):
        self.logger.debug("not seen")
        self.logger.info("info ü")
        self.logger.warning("warning")
        logging.getLogger("library").info("from a library")
        print("printed")
        print("\udc80 can't be encoded")
        return {}
