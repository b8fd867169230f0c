from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run
from PIL import Image

REPOSITORY = Path(__file__).parents[2]


def test_filters_turn_and_size(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.new("RGB", (40, 20), (255, 0, 0)).save(picture)
    inputs = {
        "file_path": str(picture),
        "filters": ["invert", "black and white"],
        "rotate": 90,
        "fit_into": {"width": 10, "height": 20},
    }
    output = piece_dry_run("ImageFilterPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    with Image.open(output["file_path"]) as changed:
        # Inverted red is cyan, whose grey is 179.
        assert (changed.size, changed.getpixel((5, 5))) == ((10, 20), (179, 179, 179))
    assert output["mean_brightness"] == 179
