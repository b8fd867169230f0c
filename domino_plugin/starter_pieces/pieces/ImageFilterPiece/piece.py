from __future__ import annotations

import tempfile
from pathlib import Path

from domino.base_piece import BasePiece
from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError
from starter_files import TableError
from starter_sources import locate

from .filters import apply
from .models import InputModel, OutputFormat, OutputModel

SAMPLES = Path(__file__).parent / "data"


class ImageFilterPiece(BasePiece):
    """Changes a picture."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        with tempfile.TemporaryDirectory() as folder:
            source = locate(input_data.file_path, Path(folder), SAMPLES, kind="picture")
            picture = _open(source)
        self.logger.info("%s: %d x %d pixels", source.name, *picture.size)
        for wanted in input_data.filters:
            picture = apply(picture, wanted, input_data.strength)
            self.logger.info("Applied: %s", wanted.value)
        if input_data.rotate % 360:
            picture = picture.rotate(input_data.rotate, expand=True)
        if input_data.fit_into:
            picture.thumbnail((input_data.fit_into.width, input_data.fit_into.height))

        kind = input_data.output_format
        path = Path(self.results_path).absolute() / f"{source.stem or 'picture'}_changed.{kind.value}"
        if kind is OutputFormat.jpeg:
            _on_white(picture).save(path, "JPEG", quality=input_data.quality, optimize=True)
        else:
            picture.save(path, "PNG", optimize=True)
        self.display_result = {"file_type": kind.value, "file_path": str(path)}
        return OutputModel(
            file_path=str(path),
            width=picture.width,
            height=picture.height,
            size_bytes=path.stat().st_size,
            mean_brightness=round(ImageStat.Stat(_on_white(picture).convert("L")).mean[0], 2),
        )


def _open(source: Path) -> Image.Image:
    """Return the picture, upright: cameras note how they were held."""
    try:
        with Image.open(source) as opened:
            upright = ImageOps.exif_transpose(opened)
            transparent = "A" in upright.getbands() or "transparency" in upright.info
            return upright.convert("RGBA" if transparent else "RGB")
    except UnidentifiedImageError:
        raise TableError(f"file_path: {source.name} is no picture that can be read.") from None
    except Image.DecompressionBombError as error:
        raise TableError(f"file_path: {source.name} has too many pixels: {error}.") from None
    except (OSError, ValueError, SyntaxError) as error:
        raise TableError(f"file_path: {source.name} can't be read: {error}.") from None


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands():
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
