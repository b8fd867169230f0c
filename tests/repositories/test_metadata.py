"""Style, resources, files and tags in all their spellings."""

from __future__ import annotations

import pytest

from domino_plugin.repositories.metadata import (
    normalise_dependency,
    normalise_image,
    normalise_label,
    normalise_resources,
    normalise_style,
    normalise_tags,
    normalise_url,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, {}),
        ({}, {}),
        ({"requests": None, "limits": {"cpu": 500}}, {"limits": {"cpu": 500}}),
        (
            {"cpu": 100, "memory": "128Mi"},
            {part: {"cpu": 100, "memory": 128} for part in ("requests", "limits")},
        ),
        ({"cpu": {"min": 100, "max": 200}}, {"requests": {"cpu": 100}, "limits": {"cpu": 200}}),
        ({"requests": {"cpu": "0.25", "memory": "1Gi"}}, {"requests": {"cpu": 250, "memory": 1024}}),
        ({"requests": {"cpu": "2", "memory": "1G"}}, {"requests": {"cpu": 2000, "memory": 954}}),
        ({"requests": {"cpu": "100.0m", "memory": "128.0Mi"}}, {"requests": {"cpu": 100, "memory": 128}}),
        ({"requests": {"cpu": 0.5}}, {"requests": {"cpu": 500}}),
        ({"use_gpu": True}, {"use_gpu": True}),
    ],
)
def test_resources(raw, expected):
    remarks = []
    assert normalise_resources(raw, remarks.append) == expected
    assert remarks == []
    assert normalise_resources(expected, remarks.append) == expected


@pytest.mark.parametrize(
    "raw", ["much", [], {"requests": {"cpu": "much"}}, {"cpu": True}, {"limits": {"memory": -1}}]
)
def test_unusable_resources_are_told(raw):
    remarks = []
    assert normalise_resources(raw, remarks.append) == {}
    assert remarks


@pytest.mark.parametrize(
    ("written", "icon"),
    [
        ("fa-solid:clock", "fa-solid:clock"),
        ("material-symbols:image-outline", "material-symbols:image-outline"),
        ("fas fa-database", "fa-solid:database"),
        ("fa-solid fa-globe-pointer", "fa-solid:globe-pointer"),
        ("fab fa-python", "fa-brands:python"),
        ("fa-clock", "fa-solid:clock"),
        ("", None),
        (None, None),
        ("<script>", None),
        ("https://example.org/x.svg", None),
    ],
)
def test_icons(written, icon):
    assert normalise_style({"icon_class_name": written})["icon"] == icon


def test_only_colours_are_taken_from_styles():
    style = normalise_style(
        {
            "node_style": {"backgroundColor": "url(http://evil)"},
            "iconStyle": {"color": "rgb(1, 2, 3)", "cursor": "x"},
        }
    )
    assert style == {
        "node_type": "default",
        "icon": None,
        "icon_color": "rgb(1, 2, 3)",
        "background_color": None,
    }


@pytest.mark.parametrize("raw", [None, [], "x", 3, {"node_style": None, "node_type": "strange"}])
def test_unusable_styles_give_the_default(raw):
    assert normalise_style(raw) == {
        "node_type": "default",
        "icon": None,
        "icon_color": None,
        "background_color": None,
    }


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, (None, None)),
        ({"requirements_file": None, "dockerfile": ""}, (None, None)),
        ({"requirements_file": "a.txt", "dockerfile": "D"}, ("a.txt", "D")),
        ({"requirements": "a.txt"}, ("a.txt", None)),
        ({"requirements_file": "./dependencies/a.txt"}, ("a.txt", None)),
        ({"requirements_file": "dependencies/a.txt"}, ("a.txt", None)),
        ({"requirements_file": "../a.txt"}, (None, None)),
        ({"dockerfile": "/etc/passwd"}, (None, None)),
        ({"dockerfile": ["x"]}, (None, None)),
        ("requirements.txt", (None, None)),
    ],
)
def test_dependencies(raw, expected):
    assert normalise_dependency(raw, lambda _: None) == expected


def test_labels_tags_images_urls():
    assert normalise_label({"style": {"node_label": " Über\x00 "}}, "XPiece") == "Über"
    assert normalise_label({"style": {"node_label": "Piece"}, "title": "T"}, "XPiece") == "T"
    assert normalise_label({"style": []}, "XPiece") == "XPiece"
    assert len(normalise_label({"label": "x" * 999}, "XPiece")) == 255
    assert normalise_tags(["a", "", 3, None, "a", " b "]) == ("a", "b")
    assert normalise_tags({"a": 1}) == ()
    assert normalise_image("ghcr.io/o/n:0.1-group0") == "ghcr.io/o/n:0.1-group0"
    assert normalise_image("-v /:/host") is None
    assert normalise_url("javascript:alert(1)") is None
    assert normalise_url("https://github.com/o/n") == "https://github.com/o/n"
