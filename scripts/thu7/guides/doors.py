"""Which door is mine? The seven offices among which people go to the wrong one, and which guide leads to which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thu7.guides.model import Guide
from thu7.text import vietnamese


@dataclass(frozen=True)
class Door:
    """Cửa: an office where things are done."""

    slug: str
    name: str
    words: tuple[str, ...]
    """Folded, as they stand in ``nơi nhận``."""


DOORS = (
    Door(
        "phuong",
        "Ủy ban nhân dân phường, Trung tâm Phục vụ hành chính công",
        ("uy ban nhan dan phuong", "ubnd phuong", "hanh chinh cong phuong"),
    ),
    Door("cong-an-phuong", "Công an phường", ("cong an phuong",)),
    Door("xuat-nhap-canh", "Phòng Quản lý xuất nhập cảnh", ("xuat nhap canh",)),
    Door("dat-dai", "Văn phòng đăng ký đất đai", ("dang ky dat dai",)),
    Door("thue", "Cơ quan thuế", ("co quan thue", "thue co so")),
    Door("cong-chung", "Tổ chức hành nghề công chứng", ("cong chung",)),
    Door("viec-lam", "Trung tâm dịch vụ việc làm", ("dich vu viec lam",)),
)
ELSEWHERE = Door("noi-khac", "Nơi khác", ())
"""What none of the seven does, and says where it is done."""
_PARTS = re.compile(r"[;.]\s+|,\s+(?=không\b)", re.I)
_NOT = re.compile(r"(?:chu )?khong (?:lam|phai|nhan|nop|den|o|can)\b")


def doors_of(guide: Guide) -> tuple[Door, ...]:
    """The doors that a guide's ``nơi nhận`` names; what it says is *not* the place does not count."""
    said = [part for part in map(vietnamese.fold, _PARTS.split(guide.office)) if not _NOT.match(part)]
    found = tuple(door for door in DOORS if any(word in part for part in said for word in door.words))
    return found or ((ELSEWHERE,) if guide.office else ())


def behind_each(guides: Iterable[Guide]) -> Mapping[Door, list[Guide]]:
    """For each door the guides that lead to it, by title; doors without any are left out."""
    listed: dict[Door, list[Guide]] = {door: [] for door in (*DOORS, ELSEWHERE)}
    for guide in sorted(guides, key=lambda guide: vietnamese.collation(guide.title)):
        for door in doors_of(guide):
            listed[door].append(guide)
    return {door: own for door, own in listed.items() if own}


def elsewhere(guide: Guide) -> str:
    """A guide that none of the doors does, with the place that it names first."""
    place = re.split(r"[;,]|(?<!TP)\. ", guide.office)[0]
    return f"{guide.title} ({place})"
