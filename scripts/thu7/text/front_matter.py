"""A Markdown file in its parts, front matter, title and body; and front matter written for other programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from thu7.text import vietnamese
from thu7.text.problems import Notes, Place
from thu7.text.records import Record
from thu7.text.yaml_reader import read_yaml


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, its title (the H1), and what stands below."""

    front: Record
    title: str
    title_place: Place
    body: str
    body_line: int
    """The line of the file on which ``body`` begins."""

    def every_text(self) -> Iterator[tuple[str, Place]]:
        """Every text of the page and where it stands: title, values of the front matter, lines of the body."""
        yield self.title, self.title_place
        for scalar in self.front.every_text():
            yield scalar.text, scalar.place
        for number, line in enumerate(self.body.split("\n"), self.body_line):
            yield line, Place(self.title_place.path, number)


_DUMPER: type[yaml.SafeDumper | yaml.CSafeDumper] = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
_FRONT = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)??---[ \t]*(?:\n|$)", re.S)
# Behind an empty line, a space or a mark that is not seen, or as Word changes it: “—”.
_LATE = re.compile(r"(?:[\s\ufeff\u200b]+---|[\s\ufeff\u200b]*[—–]{1,3})[ \t-]*\n[ \t]*[^\W\d][\w ]*:")
_TITLE = re.compile(r"#[ \t]+(?P<title>[^\n]*?)[ \t#]*(?:\n|$)")


def read_page(path: str, text: str, notes: Notes) -> Page | None:
    """The parts of a Markdown page, or None and problems where the front matter cannot be read."""
    front: Record | None = Record({}, Place(path, 1, 1), notes, {})
    rest = text
    line = 1
    match = _FRONT.match(text)
    if match:
        front = read_yaml(path, match["yaml"] or "", notes, first_line=2)
        rest = text[match.end() :]
        line += text[: match.end()].count("\n")
    elif text.startswith("---"):
        notes.error(
            Place(path, 1, 1), "front-matter", "Phần đầu trang chưa đóng.", "Thêm một dòng “---” sau khóa cuối cùng."
        )
        return None
    elif _LATE.match(text):
        message = "Phần đầu trang phải bắt đầu ngay ở dòng 1, bằng ba dấu gạch ngắn."
        notes.error(Place(path, 1, 1), "front-matter", message, "Xóa những gì đứng trước, để dòng 1 chỉ có: ---")
        return None
    blank = len(rest) - len(rest.lstrip("\n \t"))
    line += rest[:blank].count("\n")
    rest = rest[blank:]
    heading = _TITLE.match(rest)
    title = vietnamese.plain(heading["title"]) if heading else ""
    if not title:
        notes.error(
            Place(path, line),
            "no-title",
            "Trang chưa có tên.",
            "Viết ngay dưới phần đầu trang, như: # Đăng ký khai sinh cho con",
        )
    if front is None:
        return None
    body = rest[heading.end() :] if heading else rest
    return Page(front, title, Place(path, line, 1), body, line + (1 if heading else 0))


def without_front_matter(text: str) -> str:
    """What stands below a page's front matter."""
    found = _FRONT.match(text)
    return text[found.end() :] if found else text


def in_front_matter(text: str, change: Callable[[str], str]) -> str:
    """The file with its front matter changed, everything else as it stands.

    Raises:
        ValueError: the page has none.
    """
    found = _FRONT.match(text.replace("\r\n", "\n"))
    if not found or not found["yaml"]:
        raise ValueError("no front matter")
    newline = "\r\n" if "\r\n" in text else "\n"
    start = text.index(newline) + len(newline)
    end = start + len(found["yaml"].replace("\n", newline))
    return text[:start] + change(text[start:end]) + text[end:]


def front_matter(values: Mapping[str, object]) -> str:
    """Front matter that MkDocs and other generators read."""
    return f"---\n{yaml.dump(dict(values), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)}---"
