"""A contact sheet of the walk through the site in every engine: python engines.py SITE SHEET.png"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

WALK = Path(__file__).resolve().parents[2] / "tests/engines/walk.mjs"
ENGINES = ("chromium-72", "chromium-80", "chromium-88", "chromium", "firefox", "webkit")
WIDTH, HEIGHT, HEAD = 360, 740, 24


def main() -> None:
    site, sheet = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for engine in ENGINES:
            done = subprocess.run(["node", WALK, engine, site, folder], capture_output=True, encoding="utf-8")
            print(done.stdout.strip())
            rows.append((engine, sorted(Path(folder).glob(f"{engine}-[!0-9]*.png"))))
        columns = max(len(pictures) for _, pictures in rows)
        whole = Image.new("RGB", (columns * (WIDTH + 8), len(rows) * (HEIGHT + HEAD)), "#888")
        pen = ImageDraw.Draw(whole)
        for row, (engine, pictures) in enumerate(rows):
            pen.text((4, row * (HEIGHT + HEAD) + 6), engine, fill="#fff")
            for column, path in enumerate(pictures):
                with Image.open(path) as picture:
                    # WebKit's window cannot be as narrow as a phone: it is shown whole, smaller.
                    shown = picture.resize((WIDTH, picture.height * WIDTH // picture.width)).crop((0, 0, WIDTH, HEIGHT))
                    whole.paste(shown, (column * (WIDTH + 8), row * (HEIGHT + HEAD) + HEAD))
        sheet.parent.mkdir(parents=True, exist_ok=True)
        whole.save(sheet)
        print(sheet)


if __name__ == "__main__":
    main()
