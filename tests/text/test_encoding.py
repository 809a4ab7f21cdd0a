"""Files whose bytes are not what an editor should have saved."""

import datetime as dt

import pytest
from projects import tree
from thu7 import project

ON = dt.date(2026, 11, 24)
SATURDAY = "schedule/an-nhon/2026-11-28.yml"
TEXT = "phân công:\n  trưởng ca: [lan]\n  vneid: [minh]\n"


def found(data: bytes, path: str = SATURDAY) -> list[str]:
    return [f"{p.place} {p.code}" for p in project.read({**tree(), path: data}, ON).problems]


@pytest.mark.parametrize(
    "data,expected",
    [
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.replace("\n", "\r\n").encode(), []),
        (TEXT.replace("\n", "\r").encode(), []),
        (TEXT.encode("utf-16"), [f"{SATURDAY}:1 not-utf8"]),
        (b"# " + "phường".encode() + b"\n\xff\n", [f"{SATURDAY}:2 not-utf8"]),
        (TEXT.encode() + b"#" * 1_048_577, [f"{SATURDAY} too-large"]),
        (b"\x00\x01\x02", [f"{SATURDAY}:1:1 yaml"]),
        (TEXT.encode() + b"\x07", [f"{SATURDAY}:4:1 yaml"]),
        (b"x: " + b"[" * 300_000, [f"{SATURDAY} yaml"]),
        (b"- " * 300_000, [f"{SATURDAY} yaml"]),
        (b"x: [la:]\ny: &a [lan]\nz: *a\n", [f"{SATURDAY}:2:4 yaml-reference", f"{SATURDAY}:3:4 yaml-reference"]),
    ],
    ids=[
        *("bom", "crlf", "cr", "utf-16", "other bytes", "over 1 MB", "binary", "control character"),
        *("many levels", "many levels of dashes", "references after what only the plain loader reads"),
    ],
)
def test_bytes_of_a_saturday(data: bytes, expected: list[str]) -> None:
    assert found(data) == expected


@pytest.mark.parametrize("path", ["guides/ho-tich/khai-sinh.md", "schedule/an-nhon/roster.yml", "docs/index.md"])
def test_a_file_in_another_encoding_is_one_problem_of_its_own(path: str) -> None:
    assert [line for line in found("# Thử\n".encode("utf-16"), path) if line.startswith(path)] == [f"{path}:1 not-utf8"]


def test_pictures_may_be_of_any_bytes_and_size() -> None:
    assert found(b"\xff" * 2_000_000, "guides/ho-tich/anh.png") == []
