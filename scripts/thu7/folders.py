"""The folders of a project: which files stand in them, and which of those may be published."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from thu7.guides import phrasings_file
from thu7.rota import holidays_file, roster_file
from thu7.text import photos
from thu7.text.encoding import decode
from thu7.text.problems import Notes, Place, Problem

GUIDES, SCHEDULE, DOCS = "guides", roster_file.FOLDER, "docs"
HOLIDAYS = holidays_file.HOLIDAYS
TEXTS, NUMBERS = f"{GUIDES}/van-ban.yml", f"{GUIDES}/so-cong-khai.yml"
LEXICON = f"{GUIDES}/tu-vung.yml"
MOVED = f"{GUIDES}/dia-chi-cu.yml"
FACTS = f"{GUIDES}/dung-chung.yml"
LISTS = (TEXTS, NUMBERS, LEXICON, MOVED, FACTS)
"""The files in ``guides/`` that are no pages."""
WRITTEN = (".md", ".yml", ".yaml", ".txt")
_ACTIVE = re.compile(rb"<script|\son[a-z]+\s*=|javascript:|<foreignObject", re.I)
PUBLISHED = (".md", ".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf")
"""The kinds of files that are published from ``guides/`` and ``docs/``. Whatever else stands there was left behind by somebody."""


class Linked(bytes):
    """What a link in the file system leads to, as git keeps it: the name alone, for the file may lie outside of the project."""


class NoFile(bytes):
    """Stands for a folder, or a thing that is neither file nor folder, under a name that a file has."""


def load(root: Path, folders: Sequence[str] = (GUIDES, SCHEDULE, DOCS)) -> dict[str, bytes]:
    """Every file below these folders by its path from the root, with ``/``. Links are not followed."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in (root / folder, *sorted((root / folder).rglob("*"))):
            relative = path.relative_to(root)
            if any(part.startswith(".") for part in relative.parts):
                continue
            if path.is_symlink():
                found[relative.as_posix()] = Linked(os.fsencode(path.readlink()))
            elif path.is_file():
                found[relative.as_posix()] = path.read_bytes()
            elif (not path.is_dir() and path.exists()) or path.name.lower().endswith((*WRITTEN, *PUBLISHED)):
                found[relative.as_posix()] = NoFile()
    return found


def decoded(files: Mapping[str, bytes], notes: Notes) -> dict[str, str]:
    """The texts among the files, by path."""
    return {
        path: text
        for path in files
        if path.endswith(WRITTEN)
        and not isinstance(files[path], Linked | NoFile)
        and (text := decode(path, files[path], notes)) is not None
    }


def is_told(path: str) -> bool:
    """Whether a file in ``guides/`` is read and not published: a list, or how people put a need."""
    return path in LISTS or (path.startswith(f"{GUIDES}/") and path.endswith(phrasings_file.ENDING))


def without_home(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A site needs its first page."""
    if f"{DOCS}/index.md" not in files:
        hint = f"Thêm tệp {DOCS}/index.md với một dòng: # Bạn cần làm gì?"
        yield Problem(Place(f"{DOCS}/index.md"), "no-home", "Chưa có trang đầu của trang web.", hint)


def unwanted(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """What stands where it would be published and is not meant to be: links, files of kinds that no page shows, photos that tell where somebody was."""
    for path, data in files.items():
        if isinstance(data, Linked):
            message = "Đây là một liên kết của máy (symlink, lối tắt), không phải một tệp."
            yield Problem(Place(path), "linked-file", message, "Xóa liên kết; nếu cần thì chép hẳn tệp vào đây.")
        elif isinstance(data, NoFile):
            message = "Ở chỗ của một tệp lại là thư mục, hay thứ không đọc được."
            yield Problem(Place(path), "no-file", message, "Đổi tên hoặc xóa nó, rồi đặt tệp vào đây.")
        elif path.endswith(tuple(map(str.upper, WRITTEN))) or (
            path.lower().endswith(".md") and not path.endswith(".md")
        ):
            message = "Đuôi tên tệp viết hoa, nên tệp không được đọc như một bài."
            yield Problem(
                Place(path),
                "bad-name",
                message,
                f"Đổi tên tệp thành {path.rpartition('.')[0]}{path[path.rindex('.') :].lower()}",
            )
        elif path.lower().endswith(".svg") and _ACTIVE.search(data):
            message = "Hình này chứa mã chạy được (script)."
            yield Problem(
                Place(path), "unsafe-html", message, "Lưu lại hình thành .png, hoặc xuất .svg không có script."
            )
        elif path.startswith((f"{GUIDES}/", f"{DOCS}/")) and not path.lower().endswith(PUBLISHED) and not is_told(path):
            hint = "Ở đây chỉ để bài (.md), ảnh (.png, .jpg, .webp, .svg) và tệp .pdf. Chuyển tệp này ra ngoài guides/ và docs/."
            yield Problem(
                Place(path), "unknown-file", "Tệp này không phải bài, ảnh hay PDF, mà lại nằm ở chỗ sẽ lên mạng.", hint
            )
        elif path.lower().endswith(photos.KINDS) and photos.tells_its_place(data):
            yield photos.problem(path)


def may_be_written(root: Path, folder: Path) -> Problem | None:
    """Why a site, or what is exported, must not be written into a folder: staff's own files stand in it; None where it may."""
    target, project = folder.resolve(), root.resolve()
    own = [project / name for name in (GUIDES, SCHEDULE, DOCS)]
    if project.is_relative_to(target) or any(target.is_relative_to(one) for one in own):
        hint = "Chọn một thư mục riêng, như: site"
        return Problem(Place(str(folder)), "usage", f"Không ghi vào “{folder}”: ở đó có tệp của bạn.", hint)
    return None


def is_site(folder: Path) -> bool:
    """Whether a folder is empty, not there, or holds a site that was built: what may be put another in the place of."""
    return not folder.exists() or (folder.is_dir() and ((folder / "index.html").exists() or not any(folder.iterdir())))
