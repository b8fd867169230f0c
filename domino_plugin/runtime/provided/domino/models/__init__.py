"""Models that Pieces use in their own."""

from domino.models.output_modifier import OutputModifierItemType, OutputModifierModel

__all__ = ["OutputModifierItemType", "OutputModifierModel"]
