from __future__ import annotations

from pathlib import Path

from domino.base_piece import BasePiece

from .markdown import markdown_text
from .models import InputModel, OutputModel
from .page import html_page
from .parts import part_of


class ReportPiece(BasePiece):
    """Makes a report of texts, tables and pictures."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        parts = [part_of(section, f"sections[{index}]") for index, section in enumerate(input_data.sections)]
        results = Path(self.results_path).absolute()
        page, text = results / "report.html", results / "report.md"
        page.write_text(html_page(input_data, parts), encoding="utf-8")
        text.write_text(markdown_text(input_data, parts, results), encoding="utf-8")
        self.logger.info(
            "Wrote a report of %d sections: %d tables, %d pictures (%d bytes)",
            len(parts),
            sum(part.table is not None for part in parts),
            sum(part.picture is not None for part in parts),
            page.stat().st_size,
        )
        shown, kind = (page, "html") if input_data.show == "html" else (text, "md")
        self.display_result = {"file_type": kind, "file_path": str(shown)}
        return OutputModel(html_path=str(page), markdown_path=str(text), section_count=len(parts))
