from domino.base_piece import BasePiece

from .models import InputModel, OutputModel  # noqa: TID252


class EchoPiece(BasePiece):
    def piece_function(self, input_data: InputModel):
        return OutputModel(**dict(input_data))
