"""The sites that the benches hold side by side, built from the same guides: ours, plain Material, and bare HTML."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDE = "ho-tich/khai-sinh/"
ON = "26/11/2026"
PLAIN = (
    "site_name: Thứ Bảy\nsite_url: https://thu7.example/\ntheme: {name: material, language: vi}\nplugins: [search]\n"
)
BARE = '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>{body}'


def build(folder: Path) -> dict[str, Path]:
    """The three sites from the same guides."""
    environment = {**os.environ, "THU7_ON": ON}
    command = Path(sys.executable).parent
    ours, plain, bare = folder / "ours", folder / "plain", folder / "bare"
    run = {"check": True, "capture_output": True, "env": environment}
    subprocess.run([command / "mkdocs", "build", "-q", "-f", ROOT / "mkdocs.yml", "-d", ours], **run)
    subprocess.run([command / "thu7", "-C", ROOT, "export", plain / "docs"], **run)
    (plain / "mkdocs.yml").write_text(PLAIN, "utf-8")
    subprocess.run([command / "mkdocs", "build", "-q", "-f", plain / "mkdocs.yml"], **run)
    page = (ours / GUIDE / "index.html").read_text("utf-8")
    found = re.search(r"(?s)<h1.*?</main>", page)
    assert found, "the guide has a heading and a main part"
    body = re.sub(r'(?s)<svg.*?</svg>| (class|id|data-[\w-]+|aria-[\w-]+)="[^"]*"', "", found[0])
    (bare / GUIDE).mkdir(parents=True)
    (bare / GUIDE / "index.html").write_text(BARE.format(title="Đăng ký khai sinh", body=body), "utf-8")
    return {"plain Material": plain / "site", "this site": ours, "bare HTML": bare}
