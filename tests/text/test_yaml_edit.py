"""One value changes at a path of keys and items, whatever the file is about."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from thu7.text import yaml_edit
from thu7.text.yaml_edit import Item, Path

TEXT = """# Tủ sách
kệ:   # ba ngăn
  - {tên: trên, sách: [một, hai]}
  - tên: giữa
    sách:
      - ba   # dày
      - bốn

  - tên: dưới
chủ: Lan
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("chủ",), "Minh", "chủ: Lan", "chủ: Minh"),
        (("CHU",), "@ nhà", "chủ: Lan", 'chủ: "@ nhà"'),
        (("kệ", Item("tên", "dưới"), "màu"), "đỏ", "  - tên: dưới\n", "  - tên: dưới\n    màu: đỏ\n"),
        (("kệ", Item("Tên", "TRÊN"), "màu"), "7", "[một, hai]}", "[một, hai], màu: 7}"),
    ],
)
def test_a_value_is_put(path: Path, value: str, old: str, new: str) -> None:
    assert yaml_edit.put(TEXT, path, value) == TEXT.replace(old, new)


def test_a_list_is_put_and_extended() -> None:
    middle: Path = ("kệ", Item("tên", "giữa"), "sách")
    assert yaml_edit.put_list(TEXT, middle, ["năm"]) == TEXT.replace("- ba   # dày\n      - bốn", "- năm")
    assert yaml_edit.extend_list(TEXT, middle, ["năm"]) == TEXT.replace("- bốn\n", "- bốn\n      - năm\n")
    above: Path = ("kệ", Item("tên", "trên"), "sách")
    assert yaml_edit.extend_list(TEXT, above, ["@"]) == TEXT.replace("[một, hai]", '[một, hai, "@"]')


@pytest.mark.parametrize(
    "path", [("kệ", Item("tên", "bên"), "màu"), ("chủ", "tên"), ("kệ", "tên"), ("mới", "khóa")], ids=str
)
def test_a_place_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(ValueError):
        yaml_edit.put(TEXT, path, "x")


@given(st.text(alphabet="abđ ơ:#-[]{}'\"\\,!&*%@`?|>\u00e0\u0300~1.", min_size=1, max_size=12))
def test_any_role_is_quoted_so_that_it_reads_back(role: str) -> None:
    wanted = " ".join(role.split())
    text = f"{yaml_edit.quoted(wanted)}: 1\n"
    (key,) = yaml.load(text, yaml.BaseLoader)
    assert key == wanted
