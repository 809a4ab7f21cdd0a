"""JSON Schemas: as their standard has them, and of one mind with ``check`` on what is well-formed."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from projects import REPOSITORY
from thu7 import schemas
from thu7.cli.main import main
from thu7.guides import guide_file
from thu7.rota import roster_file, saturday_file
from thu7.text.kinds import DATE, FLAG, HOURS, PERIOD, WEB_ADDRESS, Kind, number
from thu7.text.problems import Notes
from thu7.text.vietnamese import fold
from thu7.text.yaml_reader import read_yaml

CHECKER = Path(sys.executable).with_name("check-jsonschema")
WELL_FORMED = {
    "bad-code",
    "bad-value",
    "double-key",
    "empty",
    "long-role",
    "missing-key",
    "no-reason",
    "not-record",
    "not-text",
    "unknown-key",
}
"""The problems of one value where it stands; that two values do not go together no schema says."""
COUNT = 300
BASES = {
    "roster": """điểm trực:
  tên: Phường An Nhơn
  nơi: Trung tâm Phục vụ hành chính công phường An Nhơn
  địa chỉ: 1C Nguyễn Văn Lượng, phường An Nhơn
  giờ: 7:30-11:30
  tên cũ: [Phường 5, Phường 6]
  vị trí: 10.84, 106.68
  điện thoại: "028 0000 0000"
  mang theo: Thẻ căn cước
cần mỗi ca:
  trưởng ca: 1
  vneid: 2
nghỉ:
  30/01/2027: Sửa chữa trụ sở
chốt trước: 7
nghỉ giữa hai lần: 1
dữ liệu mẫu: có
tình nguyện viên:
  - mã: lan
    tên: Nguyễn Thị Lan
    nhiệm vụ: [trưởng ca, vneid]
    tối đa mỗi tháng: 2
    bận: [12/12/2026, 26/12/2026 - 09/01/2027]
    công khai: không
    thích đi cùng: minh
    không thích: [19/12/2026]
    lần cấp: 3
  - mã: an-hoi-dong/hoa
    nhiệm vụ: vneid
""",
    "buoi": """phân công:
  trưởng ca: [lan]
  vneid: minh
đã chốt: [lan]
nghỉ: không
ghi chú: Mang thêm máy
""",
    "ket-qua": """có mặt: [lan, minh]
lượt người: 34
trực tuyến: 21
theo lĩnh vực: {hộ tịch: 14, vneid: 6}
hẹn lại: 2
hài lòng: {có: 25}
ghi chú: Mạng chậm
""",
    "holidays": """ngày nghỉ:
  - ngày: 06/02/2027
    tên: Mùng 1 Tết Đinh Mùi
    loại: nghỉ
    nguồn: Công văn 10065/VPCP-KGVX
  - ngày: 2027-05-01
    tên: Quốc tế Lao động
    loại: ky nghi
    nguồn: Bộ luật Lao động
""",
    "van-ban": """văn bản:
  - mã: luat-ho-tich-2014
    tên: Luật Hộ tịch
    số hiệu: 60/2014/QH13
    hiệu lực từ: 01/01/2016
    hiệu lực đến: 28/02/2027
    nguồn: https://vanban.chinhphu.vn/
    ghi chú: Một phần
    mốc:
      - ngày: 15/04/2027
        việc: Hạn xác thực
""",
    "bai": """tóm tắt: Đăng ký khai sinh cho con.
tên gọi khác: [làm giấy khai sinh, khai sanh]
ai làm: Cha hoặc mẹ
làm ở đâu: [trực tuyến, trực tiếp]
nơi nhận: UBND phường
lệ phí: Miễn phí
thời hạn: Trong ngày
mã thủ tục: 1.001193
căn cứ: luat-ho-tich-2014
nguồn:
  - tên: Cổng Dịch vụ công quốc gia
    địa chỉ: https://dichvucong.gov.vn/
    xem ngày: 15/07/2026
    loại: cơ quan
phụ trách: Tư pháp
rà soát: 23/11/2026
rà lại trước: 28/02/2027
icon: material/home
""",
    "chu-de": """tóm tắt: Khai sinh, khai tử.
bàn thứ Bảy: có
thứ tự: [khai-tu]
nhóm:
  - tên: Khai sinh
    bài: [khai-sinh]
search:
  boost: 2
""",
}
SIGNPOST = BASES["bai"].replace("lệ phí: Miễn phí\n", "loại: chỉ đường\n").replace("thời hạn: Trong ngày\n", "")
VALUES = """ "" ~ null [] {} 5 0 -1 99 1.5 007 true có KHÔNG co ok off lan Lan a/b [a, b] [[a]] {a: b} [{a: b}]
28/11/2026 31/02/2026 29/02/2028 29/02/2027 2026-11-28 28-11-2026 [28/11/2026, 31/04/2026] [01/12/2026]
"12/12/2026, 19/12/2026 và 26/12/2026" 26/12/2026 - 09/01/2027 26/12/2026 đến 9/1/2027 7h30 – 11 giờ 7:30 25:00-26:00 7:30-11:30
https://dichvucong.gov.vn/a http:/x ftp://x.vn 10.5, 106 nghỉ lam bu trực tuyến [truc tiep, bưu chính] chi duong báo"""
POOL = re.findall(
    r'"[^"]*"|\[\[.*?\]\]|\[.*?\]|\{.*?\}|26/12/2026 \S+ \S+|7h30 – 11 giờ|10\.5, 106|lam bu|trực tuyến|chi duong|\S+',
    VALUES,
)
LINE = re.compile(r"(?P<lead>\s*(?:- )?)(?P<key>[^:\n]+):(?P<value>.*)")


def changed(text: str, dice: random.Random) -> str:
    """The file with one line of it another: its value, its key, or gone."""
    lines = text.splitlines()
    at = dice.randrange(len(lines))
    found = LINE.fullmatch(lines[at])
    assert found, lines[at]
    lead, key, value = found.groups()
    way = dice.choice(["value"] * 6 + ["folded", "upper", "slip", "gone", "more"])
    if way == "value":
        lines[at] = f"{lead}{key}: {dice.choice(POOL)}"
        while at + 1 < len(lines) and len(lines[at + 1]) - len(lines[at + 1].lstrip()) > len(lead):
            del lines[at + 1]  # what stood below it
    elif way == "folded":
        lines[at] = f"{lead}{fold(key)}:{value}"
    elif way == "upper":
        lines[at] = f"{lead}{key.upper()}:{value}"
    elif way == "slip":
        lines[at] = f"{lead}{key[:-1]}:{value}"
    elif way == "more":
        lines.insert(at + 1, f"{' ' * len(lead)}{dice.choice(['số điện thoại', 'ghi chú', 'loại', 'tags'])}: 5")
    elif "-" not in lead:
        del lines[at]
    return "\n".join(lines) + "\n"


def files(count: int) -> Iterator[tuple[str, str]]:
    """Each file's schema and text: those that are right, and as many with one or two changes as are wanted."""
    yield from BASES.items()
    yield "bai", SIGNPOST
    dice = random.Random(7)
    for number_ in range(count):
        name = dice.choice([*BASES, "roster", "bai"])
        text = SIGNPOST if name == "bai" and number_ % 3 == 0 else BASES[name]
        for _ in range(dice.choice([1, 1, 2])):
            text = changed(text, dice)
        yield name, text


def told(name: str, text: str) -> list[str]:
    """What ``check`` says of the form of one file."""
    notes = Notes()
    record = read_yaml("tep.yml", text, notes)
    if record is None:
        return [problem.message for problem in notes.problems]
    schemas.READERS[name][1](record, notes)
    return [p.code for p in notes.problems if p.code in WELL_FORMED or p.code == "double-code"]


def thu7(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("schema")
    for name, text in schemas.files("https://thu7.example/"):
        (folder / name).write_text(text, "utf-8")
    return folder


def checked(*arguments: str | Path) -> dict[str, object]:
    done = subprocess.run([CHECKER, "--output-format", "json", *arguments], capture_output=True, text=True)
    assert done.stdout, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_schemas_are_as_their_standard_has_them(written: Path) -> None:
    assert checked("--check-metaschema", *written.glob("*.json"))["status"] == "ok"


@pytest.mark.parametrize("name", BASES)
def test_schema_and_check_agree_on_what_is_well_formed(name: str, written: Path, tmp_path: Path) -> None:
    cases = {}
    for number_, (which, text) in enumerate(files(COUNT)):
        if which == name:
            path = tmp_path / f"{number_}.yml"
            path.write_text(text, "utf-8")
            said = told(name, text)
            if "double-code" not in said:  # what stands behind a code that is there already is not read
                cases[path] = said
    answer = checked("--schemafile", written / f"{name}.json", *cases)
    refused = {Path(str(one["filename"])) for kind in ("errors", "parse_errors") for one in answer[kind]}  # type: ignore[attr-defined]
    apart = {path: said for path, said in cases.items() if (path in refused) != bool(said)}
    assert not apart, "\n\n".join(f"{path.read_text('utf-8')}check: {said}" for path, said in apart.items())
    assert refused and set(cases) - refused, "both kinds are among them"


KINDS: tuple[Kind[object], ...] = (
    DATE,
    PERIOD,
    HOURS,
    FLAG,
    WEB_ADDRESS,
    number(0, 5),
    number(0, 9999),
    roster_file.PERSON_CODE,
    roster_file.POSITION,
    roster_file.ROLE,
    roster_file.REASON,
    saturday_file.REASON,
)


@pytest.mark.parametrize("kind", KINDS, ids=[f"{kind.name} {kind.example}" for kind in KINDS])
@given(data=st.data())
def test_what_editors_are_told_of_a_kind_is_what_is_read(kind: Kind[object], data: st.DataObject) -> None:
    """Texts of the kind, each with up to two letters of it changed: pattern and reader say the same of them."""
    letters = list(
        data.draw(st.sampled_from(kind.examples) | st.from_regex(kind.pattern, fullmatch=True, alphabet=ALPHABET))
    )
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(letters)))
        letters[at : at + data.draw(st.integers(0, 1))] = data.draw(st.text(ALPHABET, max_size=1))
    text = " ".join("".join(letters).split())
    assert (kind.parse(text) is not None) == bool(re.fullmatch(kind.pattern, text)) or not text


ALPHABET = "0123456789/-:., hgGđếnHTPStpscóCOkhôngKOKkoờiaLMlanrường"


def test_what_is_published_is_found_by_the_line_that_a_new_file_has(
    site: Path, project_folder: Callable[..., Path]
) -> None:
    root = project_folder()
    (root / "mkdocs.yml").write_bytes((REPOSITORY / "mkdocs.yml").read_bytes())
    for arguments in (("ward", "an-hoi-tay"), ("saturday", "an-nhon", "05/12/2026"), ("guide", "ho-tich/khai-tu")):
        assert thu7("-C", root, "new", *arguments, "--on", "24/11/2026").exit_code == 0
    made = ("schedule/an-hoi-tay/roster.yml", "schedule/an-nhon/2026-12-05.yml", "guides/ho-tich/khai-tu.md")
    for path in (*map(root.joinpath, made), *REPOSITORY.glob("schedule/*/*.yml"), REPOSITORY / "guides/van-ban.yml"):
        address = re.search(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text("utf-8"), re.M)
        assert address, path
        file = site / address[1].removeprefix("https://thu7.example/")
        assert json.loads(file.read_text("utf-8"))["$id"] == address[1]


def test_a_site_without_an_address_names_none(project_folder: Callable[..., Path]) -> None:
    root = project_folder()
    (root / "mkdocs.yml").write_text("site_name: Thử\n", "utf-8")
    assert thu7("-C", root, "new", "ward", "an-hoi-tay").exit_code == 0
    assert "$schema" not in (root / "schedule/an-hoi-tay/roster.yml").read_text("utf-8")


def nodes(said: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema that a file may have, at any depth."""
    if isinstance(said, dict):
        for key, one in said.get("properties", {}).items():
            yield f"{path}/{key}", one
            yield from nodes(one, f"{path}/{key}")
        yield from nodes(said.get("items"), path)


@pytest.mark.parametrize("name", BASES)
def test_every_key_says_what_it_is_for_and_every_example_is_right(name: str, written: Path) -> None:
    whole = json.loads((written / f"{name}.json").read_text("utf-8"))
    validator = Draft202012Validator(whole)
    found = [(path, node) for path, node in nodes(whole) if path.strip("/") not in guide_file.THEME_KEYS]
    assert found and all("description" in node for _, node in found), [
        p for p, node in found if "description" not in node
    ]
    for path, node in found:
        for example in node.get("examples", ()):
            assert validator.evolve(schema=node).is_valid(example), (path, example)
    assert any("examples" in node for _, node in found)
