from domino.base_piece import BasePiece
from domino.models import OutputModifierItemType


class DefinePiece(BasePiece):
    def piece_function(self, input_data):
        types = [output.type for output in input_data.outputs]
        return {
            "types": [kind.value for kind in types],
            "first_is_text": types[0] is OutputModifierItemType.string,
        }
