from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, Field


class Filter(str, Enum):
    """What is done to the picture."""

    grayscale = "black and white"
    sepia = "sepia"
    invert = "invert"
    blur = "blur"
    sharpen = "sharpen"
    edges = "edges"
    emboss = "emboss"
    posterize = "posterize"
    contrast = "more contrast"
    brighten = "brighten"
    darken = "darken"
    mirror = "mirror"


class OutputFormat(str, Enum):
    """What kind of file is made."""

    png = "png"
    jpeg = "jpeg"


class Size(BaseModel):
    """The box a picture has to fit into."""

    width: int = Field(default=800, ge=1, le=20_000, title="Width", description="Largest width in pixels.")
    height: int = Field(default=600, ge=1, le=20_000, title="Height", description="Largest height in pixels.")


class InputModel(BaseModel):
    """The picture and what is done to it."""

    file_path: str = Field(
        default="sample:cat",
        title="Picture",
        description="Path or web address (http, https) of a picture (PNG, JPEG, GIF, BMP, TIFF, WebP); "
        "sample:cat is a photograph that comes with this Piece.",
        json_schema_extra={"format": "file-path"},
    )
    filters: list[Filter] = Field(
        default=[Filter.grayscale],
        max_length=20,
        title="Filters",
        description="What is done, one after the other.",
        json_schema_extra={"from_upstream": "never"},
    )
    strength: float = Field(
        default=1.0,
        ge=0.1,
        le=10,
        title="Strength",
        description="How strong blur, sharpen, contrast, brighten and darken are; 1 is normal.",
        json_schema_extra={"from_upstream": "never"},
    )
    rotate: int = Field(
        default=0,
        ge=-360,
        le=360,
        multiple_of=90,
        title="Rotate",
        description="Degrees to turn it to the left, in quarters: 90, 180, 270 or, to the right, -90.",
        json_schema_extra={"from_upstream": "never"},
    )
    fit_into: Size | None = Field(
        default=None,
        title="Fit into",
        description="Makes a larger picture smaller, its proportions kept; empty keeps its size.",
        json_schema_extra={"from_upstream": "never"},
    )
    output_format: OutputFormat = Field(
        default=OutputFormat.png,
        title="Format",
        description="png keeps every pixel, jpeg makes photographs small.",
        json_schema_extra={"from_upstream": "never"},
    )
    quality: int = Field(
        default=88,
        ge=1,
        le=100,
        title="Quality",
        description="Quality of a jpeg.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The new picture."""

    file_path: str = Field(title="Picture", description="The new picture.")
    width: int = Field(title="Width", description="Its width in pixels.")
    height: int = Field(title="Height", description="Its height in pixels.")
    size_bytes: int = Field(title="Size", description="Size of the file in bytes.")
    mean_brightness: float = Field(title="Brightness", description="Its mean brightness, 0 (black) to 255.")
