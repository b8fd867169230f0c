"""The contents of all kinds of results."""

import base64
import json
import struct
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

LOG_LINES = 300
#: Kinds that leave the choice of what is shown to the runtime.
NAMELESS = {"log", "nothing", "slow"}

MARKDOWN = """# A report

Some *text* with a [link](https://example.org), and a table:

| name  | value |
|-------|------:|
| alpha |     1 |
| beta  |    22 |

- [x] done
- [ ] to do

```python
print("code")
```

<script>document.title = "markdown ran"</script>
<img src="x" onerror="document.title = 'markdown ran'">
"""

TEXT = "First line\n  indented <b>not bold</b>\n"

HTML = """<!doctype html><meta charset="utf-8"><title>A page</title>
<style>body { font: 16px sans-serif; padding: 1rem } b { color: teal }</style>
<h1>A page of its own</h1><p>Its script says: <b id="said"></b></p>
<script>document.getElementById("said").textContent = "I ran, all alone";</script>
"""

HOSTILE = """<!doctype html><meta charset="utf-8"><title>waiting</title>
<h1>What a hostile page gets</h1><pre id="found"></pre>
<script>
const found = {};
const attempt = async (name, act) => {
  try { found[name] = "GOT " + String(await act()).slice(0, 80); }
  catch (error) { found[name] = "refused: " + error.name; }
};
(async () => {
  const api = new URL("/domino/api/v1/me", location.href).href;
  await attempt("origin", () => self.origin);
  await attempt("cookie", () => document.cookie);
  await attempt("storage", () => localStorage.length);
  await attempt("parent", () => parent.document.title);
  await attempt("top", () => top.document.title);
  await attempt("host", () => parent.location.href);
  await attempt("api", () => fetch(api).then((answer) => answer.text()));
  await attempt("api with cookies", () => fetch(api, { credentials: "include" }).then((a) => a.text()));
  const post = { method: "POST", credentials: "include", body: "{}",
    headers: { "Content-Type": "application/json", "X-Requested-With": "x" } };
  await attempt("write", () => fetch(api, post).then((answer) => answer.text()));
  await attempt("popup", () => {
    const opened = open("about:blank");
    if (!opened) throw new DOMException("", "NoPopup");
    return opened;
  });
  if (top !== self) await attempt("leading away", () => { top.location = "about:blank"; return "?"; });
  await attempt("worker", () => navigator.serviceWorker.register("x.js"));
  document.getElementById("found").textContent = JSON.stringify(found, null, 1);
  document.title = "done";
})();
</script>
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">
<rect width="200" height="100" fill="#e0f2f1"/><circle cx="60" cy="50" r="34" fill="#00897b"/>
<text x="105" y="56" font-family="sans-serif" font-size="20">circle</text>
<script>top.document.title = "svg ran"; document.documentElement.setAttribute("data-ran", "1")</script></svg>
"""

#: Smallest files of formats that take more than a few lines to write.
GIF = "R0lGODlhAgACAIAAAP8AAAAA/yH5BAAAAAAALAAAAAACAAIAAAIDRBIFADs="
WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"


@dataclass
class Content:
    """A file; `is_written` False: a Piece that forgot to write it."""

    name: str
    data: bytes
    is_written: bool = True


def contents(kind: str, size: int) -> Content:
    """Return what a kind's file is called and holds."""
    if kind in NAMELESS:
        return Content("", b"")
    if kind == "missing":
        return Content("never-written.png", b"", is_written=False)
    if kind == "empty":
        return Content("empty.csv", b"")
    name, data = _FILES[kind](size)
    return Content(name, data.encode() if isinstance(data, str) else data)


def display(kind: str, made: Content, path: "str | None") -> dict:
    """Return ``self.display_result`` for it."""
    file_type = _TYPES.get(kind, kind)
    if kind.startswith("base64"):
        return {"file_type": file_type, "base64_content": base64.b64encode(made.data).decode()}
    return {"file_type": file_type, "file_path": path}


def _json(size: int) -> str:
    items = [
        {"id": number, "name": f"item {number}", "tags": ["a", "b"], "ok": number % 3 == 0, "none": None}
        for number in range(size or 40)
    ]
    return json.dumps(
        {"title": "A document", "count": len(items), "items": items, "nested": {"a": {"b": [1.5]}}}
    )


def _csv(size: int) -> str:
    rows = [
        f'{number},"name, {number % 97}",{(number * 7919) % 10007 / 100:.2f},'
        f"2026-01-{number % 28 + 1:02d},{'true' if number % 2 else 'false'}"
        for number in range(size or 12)
    ]
    return "\n".join(["id,name,amount,day,paid", *rows]) + "\n"


def _plotly(size: int) -> str:
    del size
    bars = {"type": "bar", "x": ["a", "b", "c"], "y": [3, 1, 2], "name": "bars"}
    return json.dumps({"data": [bars], "layout": {"title": {"text": "A chart"}}})


def _heatmap(size: int) -> str:
    del size
    return json.dumps({"data": [{"type": "heatmap", "z": [[1, 2, 3], [4, 5, 6], [9, 8, 7]]}], "layout": {}})


def _pixels(width: int, height: int) -> "list[list[tuple[int, int, int]]]":
    return [[(x * 255 // width, y * 255 // height, 128) for x in range(width)] for y in range(height)]


def _png(size: int) -> bytes:
    width, height = size or 480, (size or 480) * 2 // 3
    rows = b"".join(b"\0" + b"".join(bytes(pixel) for pixel in row) for row in _pixels(width, height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _bmp(size: int) -> bytes:
    del size
    width, height = 64, 48
    body = b"".join(bytes(reversed(pixel)) for row in reversed(_pixels(width, height)) for pixel in row)
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(body), 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54) + head + body


def _pdf(size: int) -> bytes:
    count = size or 3
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(count):
        text = f"BT /F1 36 Tf 72 700 Td (This is page {page + 1}) Tj ET 0.1 0.6 0.5 rg 72 400 300 200 re f"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * page} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    file, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{item}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    return file + end.encode()


def _sample(name: str) -> bytes:
    """Return a file that the tests put here, from ../../../parquet."""
    return Path(__file__).with_name(name).read_bytes()


#: What to tell as the file's type where it isn't the kind's name.
_TYPES = {
    "heatmap": "plotly_json",
    "hostile": "html",
    "base64": "txt",
    "base64_image": "image",
    "missing": "png",
    "empty": "csv",
    "upper": "PNG",
    "values": "parquet",
    "pages": "parquet",
    "broken": "parquet",
    "changing": "png",
}
_FILES = {
    "txt": lambda size: (
        "notes.txt",
        "First line\n  indented <b>not bold</b>\n" + "more text\n" * (size or 5),
    ),
    "json": lambda size: ("document.json", _json(size)),
    "md": lambda size: ("report.md", MARKDOWN),
    "html": lambda size: ("page.html", HTML),
    "hostile": lambda size: ("hostile.html", HOSTILE),
    "svg": lambda size: ("drawing.svg", SVG),
    "png": lambda size: ("gradient.png", _png(size)),
    "upper": lambda size: ("Gradient.PNG", _png(60)),
    "bmp": lambda size: ("gradient.bmp", _bmp(size)),
    "gif": lambda size: ("dots.gif", base64.b64decode(GIF)),
    "webp": lambda size: ("dot.webp", base64.b64decode(WEBP)),
    "tiff": lambda size: ("scan.tiff", b"II*\0\x08\0\0\0\0\0\0\0\0\0"),
    "pdf": lambda size: ("pages.pdf", _pdf(size)),
    "plotly_json": lambda size: ("chart.json", _plotly(size)),
    "heatmap": lambda size: ("heatmap.json", _heatmap(size)),
    "csv": lambda size: ("table.csv", _csv(size)),
    "parquet": lambda size: ("data.parquet", _sample("zstd.parquet")),
    "values": lambda size: ("values.parquet", _sample("values.parquet")),
    "pages": lambda size: ("pages.parquet", _sample("pages_index.parquet")),
    # Another one whenever a second has gone by.
    "changing": lambda size: ("gradient.png", _png(100 + int(time.time()) % 400)),
    "broken": lambda size: ("broken.parquet", b"PAR1\0\0\0\0PAR1"),
    "base64": lambda size: ("", "Given as it is, without a file: caf\u00e9"),
    "base64_image": lambda size: ("", _png(90)),
}
