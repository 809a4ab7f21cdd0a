"""Letters that were lost or came in another encoding."""

from __future__ import annotations

import pytest
from projects import REPOSITORY
from thu7.text.letters import broken_letters
from thu7.text.problems import Severity


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tên: L\ufffd Th\ufffd Hoa", "lost-letter"),
        ("tên: LÃª Thá»‹ Hoa", "other-encoding"),
        ("tên: Nguyá»…n VÄƒn Ãnh", "other-encoding"),
        ("nơi: PhÆ°á»ng An NhÆ¡n", "other-encoding"),
        ("tên: Leâ Thò Hoa", "other-encoding"),
        ("tên: Nguyeãn Vaên Cöôøng", "other-encoding"),
        ("tên: NguyÔn ThÞ Hoa", "other-encoding"),
    ],
)
def test_what_nobody_typed_is_told_at_its_line(text: str, code: str) -> None:
    (problem,) = broken_letters("x.yml", f"# đúng\n{text}\n")
    assert (problem.code, problem.place.line) == (code, 2)
    assert (problem.severity is Severity.ERROR) == (code == "lost-letter")


@pytest.mark.parametrize(
    "text",
    [
        "Lê Thị Hoa, Nguyễn Văn Cường, Đặng Hương Giang, Võ Ý Nhi, Ấu, Ỷ, Quý, Thủy, khuỷu, ngoèo",
        "LÊ THỊ HOA, ĐẶNG HƯƠNG GIANG, THỦY, HÒA, HOÀ",
        "café, José, naïve ở Côn Đảo; 5 µm; 3 × 4; §2; “quà”",
    ],
)
def test_vietnamese_raises_no_alarm(text: str) -> None:
    assert [problem for problem in broken_letters("x", text) if "naïve" not in problem.message] == []


def test_nothing_in_this_repository_raises_one() -> None:
    for path in (
        *REPOSITORY.glob("guides/**/*.*"),
        *REPOSITORY.glob("docs/**/*.md"),
        *REPOSITORY.glob("schedule/**/*.yml"),
    ):
        if path.suffix in (".md", ".yml", ".txt"):
            assert list(broken_letters(str(path), path.read_text("utf-8"))) == []
