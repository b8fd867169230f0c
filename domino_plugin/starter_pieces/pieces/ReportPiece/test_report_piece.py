from __future__ import annotations

import base64
from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_text_table_and_picture(tmp_path: Path) -> None:
    table, picture = tmp_path / "table.csv", tmp_path / "dot.png"
    table.write_text("name,n\n<Anna>,1\nBert,2\n", encoding="utf-8")
    picture.write_bytes(PIXEL)
    (tmp_path / "results").mkdir()
    sections = [
        {"heading": "Text", "text": "Some **bold** words. <script>x</script>"},
        {"heading": "Table", "file_path": str(table), "row_limit": 1},
        {"file_path": str(picture), "caption": "A dot"},
    ]
    inputs = {"title": "Dots & more", "date": "2026-01-31", "sections": sections}
    output = piece_dry_run("ReportPiece", inputs, str(REPOSITORY), results_path=str(tmp_path / "results"))
    page = Path(output["html_path"]).read_text(encoding="utf-8")
    for words in (
        "<h1>Dots &amp; more</h1>",
        "2026-01-31",
        "<strong>bold</strong>",
        "&lt;script&gt;",
        "<td>&lt;Anna&gt;</td>",
        '<td class="number">1</td>',
        "1 more row not shown.",
        f'src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}" alt="A dot"',
    ):
        assert words in page
    text = Path(output["markdown_path"]).read_text(encoding="utf-8")
    assert "| \\<Anna\\> | 1 |" in text
    assert (tmp_path / "results" / "picture_3.png").read_bytes() == PIXEL
