"""The command that makes one list of wards for several sites below one address."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.site import common_wards, wards_page
from thu7.site.common_wards import Site
from thu7.system import disk
from thu7.text import problems
from thu7.text.problems import Notes, Place

_EXAMPLE = "như: thu7 index web/quan-1 web/quan-3 -o web"


@click.command(options_metavar=OPTIONS)
@click.argument("sites", metavar="SITE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục ứng với địa chỉ chung; các trang đứng trong nó.",
)
@click.option("--name", default="Lịch thứ Bảy", show_default=True, metavar="TÊN", help="Tên hiện ở đầu trang chung.")
def index(sites: tuple[str, ...], target: Path, name: str) -> None:
    """Gộp danh sách phường của nhiều trang thành một trang chung.

    SITE là thư mục của một trang đã dựng. Trang nằm trong DIR thì địa chỉ là đường dẫn tới nó; nằm nơi khác thì là tên thư
    mục, hoặc viết rõ: quan-1=duong/dan/site
    """
    notes, read = Notes(), dict[str, Site]()
    for said in sites:
        folder, path = _placed(said, target)
        where = Place(str(path))
        if not common_wards.PLACE.fullmatch(folder) or folder.split("/")[0] in common_wards.RESERVED:
            message = f"“{folder}” không làm địa chỉ được."
            hint = "Đặt tên thư mục bằng chữ không dấu, số, gạch nối; không là lich hay assets. Hoặc viết: quan-1=duong/dan/site"
            notes.error(where, "bad-place", message, hint)
        elif folder in read:
            hint = "Đổi tên một thư mục, hoặc viết rõ địa chỉ: quan-1=duong/dan/site"
            notes.error(where, "double-key", f"Hai trang cùng địa chỉ “{folder}”.", hint)
        elif site := _read(folder, path, notes):
            read[folder] = site
    _refuse_what_is_not_ours(target, notes)
    if notes.problems:
        click.echo(problems.as_text(notes.problems))
        raise click.ClickException("Chưa ghi gì.")
    made = {target / place: content for place, content in common_wards.files(list(read.values()), name).items()}
    disk.write_all(made)
    _remove_what_is_old(target, made.keys())
    click.echo(f"Đã gộp {sum(len(site.wards) for site in read.values())} phường của {len(read)} trang vào {target}.")


def _placed(said: str, target: Path) -> tuple[str, Path]:
    """Where a site stands below the common address, and its folder on this machine."""
    folder, sign, path = said.partition("=")
    if sign and common_wards.PLACE.fullmatch(folder.strip("/")):
        return folder.strip("/"), Path(path)
    own, common = Path(said).resolve(), target.resolve()
    inside = own.is_relative_to(common) and own != common
    return (own.relative_to(common).as_posix() if inside else own.name), Path(said)


def _read(folder: str, path: Path, notes: Notes) -> Site | None:
    listed, page = path / wards_page.LIST, path / "lich/index.html"
    if not listed.is_file():
        hint = f"Chỉ thư mục mà thu7 build đã dựng, {_EXAMPLE}"
        notes.error(Place(str(path)), "no-wards", f"Ở đây chưa có {wards_page.LIST}.", hint)
        return None
    text = page.read_text("utf-8", errors="replace") if page.is_file() else ""
    site = common_wards.read(folder, listed.as_posix(), listed.read_bytes(), text, notes)
    if site is None:
        return None
    lost = [ward for ward in site.wards if not (path / "lich" / ward.place / "index.html").is_file()]
    for ward in lost:
        message = f"Danh sách kể “{ward.name}” mà trang không có lich/{ward.place}/."
        notes.error(Place(listed.as_posix()), "no-page", message, "Dựng lại trang đó bằng: thu7 build")
    return None if lost else site


def _refuse_what_is_not_ours(target: Path, notes: Notes) -> None:
    for place in ("index.html", "lich/index.html", "404.html"):
        if (target / place).is_file() and common_wards.MARK not in (target / place).read_text("utf-8", "replace"):
            message = f"Không ghi vào “{target}”: {place} ở đó không do thu7 index làm ra."
            notes.error(Place(str(target / place)), "usage", message, f"Chọn thư mục chứa các trang, {_EXAMPLE}")
            return
    if (target / "mkdocs.yml").exists():
        message = f"Không ghi vào “{target}”: đó là một dự án."
        notes.error(Place(str(target)), "usage", message, f"Chọn thư mục chứa các trang, {_EXAMPLE}")


def _remove_what_is_old(target: Path, made: Collection[Path]) -> None:
    """Letters' pages, style and script of the run before, which nothing leads to any more."""
    for old in target.glob("lich/chu-*/index.html"):
        if old not in made and common_wards.MARK in old.read_text("utf-8", "replace"):
            old.unlink()
            if not any(old.parent.iterdir()):
                old.parent.rmdir()
    for pattern in ("thu7.*.css", "wards.*.js"):
        for old in target.glob(f"assets/{pattern}"):
            if old not in made:
                old.unlink()


COMMANDS = (index,)
