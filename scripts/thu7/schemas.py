"""The JSON Schemas of what staff write: editors fetch them and help while a file is typed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from thu7.guides import guide_file, legal_texts_file, life_event_file, topic_file, translation_file
from thu7.rota import holidays_file, results_file, roster_file, saturday_file
from thu7.text import schema
from thu7.text.front_matter import Page
from thu7.text.problems import Notes, Place
from thu7.text.records import Record

FOLDER = "schema"
_DAY = dt.date(2026, 11, 28)


def _page(front: Record) -> Page:
    return Page(front, "Trang", Place(""), "", 1)


READERS: Mapping[str, tuple[str, Callable[[Record, Notes], object]]] = MappingProxyType(
    {
        "roster": (
            "Danh sách trực của một phường (roster.yml)",
            lambda record, notes: roster_file.read_roster("an-nhon", record, notes),
        ),
        "buoi": (
            "Một buổi thứ Bảy (2026-11-28.yml)",
            lambda record, notes: saturday_file.read_saturday("an-nhon", _DAY, record, notes),
        ),
        "ket-qua": (
            "Kết quả của một buổi (2026-11-28.ket-qua.yml)",
            lambda record, notes: results_file.read_results("an-nhon", _DAY, record, notes),
        ),
        "holidays": ("Ngày nghỉ lễ và làm bù (holidays.yml)", holidays_file.read_holidays),
        "van-ban": ("Các văn bản được dẫn (van-ban.yml)", legal_texts_file.read_legal_texts),
        "bai": (
            "Phần đầu của một bài hướng dẫn",
            lambda front, notes: guide_file.read_guide("ho-tich", "bai", _page(front), {}, (), notes),
        ),
        "viec": (
            "Phần đầu của một trang việc trong đời",
            lambda front, notes: life_event_file.read_event("viec", _page(front), (), notes),
        ),
        "chu-de": (
            "Phần đầu của trang chủ đề (index.md)",
            lambda front, notes: topic_file.read_topic("ho-tich", _page(front), (), notes),
        ),
        "bai-en": (
            "Phần đầu của bản tiếng Anh (.en.md)",
            lambda front, notes: translation_file.read_translation(_page(front), (), (), notes),
        ),
    }
)


def files(site_url: str) -> Iterator[tuple[str, str]]:
    """Each schema's name and text.

    Args:
        site_url: the site's address with a slash at its end; empty where it is not known.
    """
    for name, (title, read) in READERS.items():
        address = f"{site_url}{FOLDER}/{name}.json" if site_url else ""
        yield f"{name}.json", f"{json.dumps(schema.schema(read, title, address), ensure_ascii=False, indent=1)}\n"


def line(name: str, site_url: str) -> str:
    """The comment by which editors find a file's schema."""
    return f"# yaml-language-server: $schema={site_url}{FOLDER}/{name}.json\n"
