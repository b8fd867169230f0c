"""What filters do to a picture."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from .models import Filter

#: Levels of each colour that are left by posterizing: 2 to the power of this.
POSTERIZE_BITS = 3
SEPIA = (
    (0.393, 0.769, 0.189, 0),
    (0.349, 0.686, 0.168, 0),
    (0.272, 0.534, 0.131, 0),
)


def apply(picture: Image.Image, wanted: Filter, strength: float) -> Image.Image:
    """Return the picture after a filter; what is transparent stays so."""
    colours = picture.convert("RGB")
    changed = _FILTERS[wanted](colours, strength).convert("RGB")
    if "A" in picture.getbands():
        transparency = picture.getchannel("A")
        changed.putalpha(ImageOps.mirror(transparency) if wanted is Filter.mirror else transparency)
    return changed


def _sepia(picture: Image.Image, _strength: float) -> Image.Image:
    return picture.convert("RGB", tuple(factor for row in SEPIA for factor in row))


_FILTERS: dict[Filter, Callable[[Image.Image, float], Image.Image]] = {
    Filter.grayscale: lambda picture, _: ImageOps.grayscale(picture),
    Filter.sepia: _sepia,
    Filter.invert: lambda picture, _: ImageOps.invert(picture),
    Filter.blur: lambda picture, strength: picture.filter(ImageFilter.GaussianBlur(2 * strength)),
    Filter.sharpen: lambda picture, strength: picture.filter(
        ImageFilter.UnsharpMask(radius=2, percent=int(150 * strength))
    ),
    Filter.edges: lambda picture, _: ImageOps.grayscale(picture).filter(ImageFilter.FIND_EDGES),
    Filter.emboss: lambda picture, _: picture.filter(ImageFilter.EMBOSS),
    Filter.posterize: lambda picture, _: ImageOps.posterize(picture, POSTERIZE_BITS),
    Filter.contrast: lambda picture, strength: ImageEnhance.Contrast(picture).enhance(1 + 0.5 * strength),
    Filter.brighten: lambda picture, strength: ImageEnhance.Brightness(picture).enhance(1 + 0.3 * strength),
    Filter.darken: lambda picture, strength: ImageEnhance.Brightness(picture).enhance(
        1 / (1 + 0.4 * strength)
    ),
    Filter.mirror: lambda picture, _: ImageOps.mirror(picture),
}
