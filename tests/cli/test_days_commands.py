"""Days that were served, and the certificates of them: told, issued once, struck out, found untrue; nobody's name is kept."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from projects import BASE
from thu7 import folders, project, publishing, sources
from thu7.cli.main import main
from thu7.output import Settings

Write = Callable[..., Path]
ON, SECRET = ("--on", "20/12/2026"), "a long secret for tests"
BETWEEN = ("--from", "01/11/2026", "--to", "31/12/2026")
ROSTER = BASE["schedule/an-nhon/roster.yml"]
HELD = "phân công: {trưởng ca: [lan], vneid: [minh]}\n"
FILES = {
    "schedule/an-nhon/2026-11-28.ket-qua.yml": "có mặt: [lan, minh]\nlượt người: 3\n",
    "schedule/an-nhon/2026-12-05.yml": HELD,
    "schedule/an-nhon/2026-12-05.ket-qua.yml": "có mặt: [lan]\nlượt người: 3\n",
    "schedule/an-nhon/2026-12-12.yml": HELD,
}
LIST = "schedule/an-nhon/giay-xac-nhan.yml"
HEAD = "Họ và tên,Mã,MSSV\n"
STUDENTS = "STT;Họ và tên;MSSV;Lớp;Trường\n1;nguyen thi lan;0012345;DH22;Đại học Sài Gòn\n2;Trần Quang Minh;;;\n"


def thu7(*arguments: object, secret: str = SECRET) -> Result:
    return CliRunner(env={sources.SECRET: secret}).invoke(main, [str(argument) for argument in arguments])


def days(root: Path, *more: object) -> Result:
    return thu7("-C", root, "days", "an-nhon", *BETWEEN, *more, *ON)


def certify(
    root: Path, tmp_path: Path, text: str | bytes = STUDENTS, *, secret: str = SECRET, on: tuple[str, ...] = ON
) -> Result:
    file = tmp_path / "sv.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    arguments = ("certificate", "an-nhon", "--people", file, *BETWEEN, "-o", tmp_path / "giay", *on)
    return thu7("-C", root, *arguments, secret=secret)


def papers(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "giay").glob("*"))


def problems(root: Path, secret: str = SECRET) -> list[str]:
    found = project.read(folders.load(root), dt.date(2026, 12, 20), secret).problems
    return [f"{one.severity.value} {one.code} {one.message}" for one in found]


def test_who_came_is_told_apart_from_who_was_planned(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    assert days(root).output.splitlines() == [
        "Phường An Nhơn, từ 01/11/2026 đến 31/12/2026",
        "Nguyễn Thị Lan (lan): 1 ngày (28/11/2026 và 05/12/2026); xếp mà chưa ghi ai tới: 12/12/2026.",
        "Trần Quang Minh (minh): 0,5 ngày (28/11/2026); xếp mà chưa ghi ai tới: 12/12/2026; xếp mà không tới: 05/12/2026.",
    ]
    whole = project_folder({**FILES, "schedule/an-nhon/roster.yml": f"một buổi: 1\n{ROSTER}"})
    assert "Nguyễn Thị Lan (lan): 2 ngày" in days(whole).output
    for name in ("a.csv", "a.xlsx"):
        assert days(root, "-o", tmp_path / name).exit_code == 0
    row = next(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert (row["Họ và tên"], row["Số ngày"], row["Các ngày"]) == ("Nguyễn Thị Lan", "2", "28/11/2026, 05/12/2026")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None and [cell.value for cell in sheet[1]][:3] == ["MSSV", "Họ và tên", "Số ngày"]


def test_a_certificate_names_days_and_leads_to_a_page_without_a_name(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    done = certify(root, tmp_path)
    assert done.exit_code == 0, done.output
    assert papers(tmp_path) == ["AN-NHON-2026-001.pdf", "AN-NHON-2026-002.pdf"]
    paper = pypdfium2.PdfDocument(tmp_path / "giay/AN-NHON-2026-001.pdf")
    text = " ".join(paper[0].get_textpage().get_text_range().split())
    assert len(paper) == 1
    for said in (
        "Nguyễn Thị Lan",
        "MSSV 0012345, lớp DH22, Đại học Sài Gòn",
        "28/11/2026 và 05/12/2026",
        "1 ngày, 2 buổi",
        "AN-NHON-2026-001",
    ):
        assert said in text
    (code,) = zxingcpp.read_barcodes(paper[0].render(scale=3).to_pil())
    made = {
        one.uri: one
        for one in publishing.outputs(
            project.read(folders.load(root), dt.date(2026, 12, 20)),
            Settings(site_url="https://thu.example/", secret=SECRET),
        )
    }
    page = str(made[f"{code.text.removeprefix('https://thu.example/')}index.html"].content)
    assert "Giấy này còn giá trị." in page and "Thứ Bảy 05/12/2026" in page and "1 ngày, 2 buổi" in page
    kept = (root / LIST).read_text("utf-8")
    for secret_word in ("Lan", "lan", "Minh", "0012345", "DH22", "Sài Gòn", code.text.split("/")[-2]):
        assert secret_word not in re.findall(r"[\w-]+", kept) and secret_word not in re.findall(r"[\w-]+", page)
    assert problems(root) == problems(root, "") == []


def test_the_same_is_issued_once_and_a_changed_one_anew(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    first = (root / LIST).read_bytes(), (tmp_path / "giay/AN-NHON-2026-001.pdf").read_bytes()
    again = certify(root, tmp_path)
    assert "AN-NHON-2026-001: Nguyễn Thị Lan, 1 ngày (đã cấp, in lại)" in again.output
    assert first == ((root / LIST).read_bytes(), (tmp_path / "giay/AN-NHON-2026-001.pdf").read_bytes())
    (root / "schedule/an-nhon/2026-12-12.ket-qua.yml").write_text("có mặt: [lan]\nlượt người: 3\n", "utf-8")
    assert "AN-NHON-2026-003: Nguyễn Thị Lan, 1,5 ngày" in certify(root, tmp_path).output
    assert (root / LIST).read_bytes().startswith(first[0])


def test_one_that_was_struck_out_says_so_and_can_be_issued_anew(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    before = (root / LIST).read_text("utf-8")
    assert thu7("-C", root, "certificate", "an-nhon", "--revoke", "AN-NHON-2026-001", *ON).exit_code == 0
    after = (root / LIST).read_text("utf-8")
    assert after == before.replace("cấp ngày: 20/12/2026\n", "cấp ngày: 20/12/2026\n    thu hồi: 20/12/2026\n", 1)
    made = publishing.outputs(
        project.read(folders.load(root), dt.date(2026, 12, 20)),
        Settings(site_url="https://thu.example/", secret=SECRET),
    )
    pages = [str(one.content) for one in made if one.uri.startswith("xac-nhan/")]
    assert len(pages) == 2 and sum("không còn giá trị" in page for page in pages) == 1
    assert (
        "đã thu hồi từ 20/12/2026"
        in thu7("-C", root, "certificate", "an-nhon", "--revoke", "AN-NHON-2026-001", *ON).output
    )
    assert "AN-NHON-2026-003: Nguyễn Thị Lan" in certify(root, tmp_path).output
    wrong = thu7("-C", root, "certificate", "an-nhon", "--revoke", "AN-NHON-2026-009", *ON)
    assert (
        wrong.exit_code == 2 and "Không có giấy số “AN-NHON-2026-009”" in wrong.output and "phải là" not in wrong.output
    )


def test_a_correction_of_results_that_makes_one_untrue_is_found(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    (root / "schedule/an-nhon/2026-11-28.ket-qua.yml").write_text("có mặt: [lan]\nlượt người: 3\n", "utf-8")
    (found,) = problems(root)
    assert found.startswith("warning certificate-untrue Giấy AN-NHON-2026-002 ghi ngày 28/11/2026")
    assert "Kết quả đã được sửa sau khi cấp" in str(pages_of(root)), "the page says so too"
    assert problems(root, "") == [], "whose it is, only the secret tells"
    (root / "schedule/an-nhon/2026-12-05.ket-qua.yml").unlink()
    assert len(problems(root)) == 2 and len(problems(root, "")) == 1
    thu7("-C", root, "certificate", "an-nhon", "--revoke", "AN-NHON-2026-001", *ON)
    assert len(problems(root)) == 1


def pages_of(root: Path) -> list[str]:
    read = project.read(folders.load(root), dt.date(2026, 12, 20))
    made = publishing.outputs(read, Settings(site_url="https://thu.example/", secret=SECRET))
    return [str(one.content) for one in made if one.uri.startswith("xac-nhan/")]


def test_another_secret_is_refused_before_anything_is_issued_and_found_by_check(
    project_folder: Write, tmp_path: Path
) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    before = (root / LIST).read_bytes()
    for secret, said in (
        ("another long secret", "không phải khóa đã cấp 2 giấy trước, như AN-NHON-2026-001"),
        ("short", "ngắn quá"),
    ):
        done = certify(root, tmp_path, secret=secret)
        assert done.exit_code == 2 and said in done.output and (root / LIST).read_bytes() == before
    assert any("certificate-secret" in said for said in problems(root, "another long secret"))


def test_a_morning_that_stands_in_another_certificate_is_said(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    file = tmp_path / "sv.csv"
    some = ("--people", file, "--from", "01/12/2026", "--to", "31/12/2026", "-o", tmp_path / "giay", *ON)
    done = thu7("-C", root, "certificate", "an-nhon", *some)
    assert done.exit_code == 0 and "ngày 05/12/2026 đã có trong giấy AN-NHON-2026-001" in done.output


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("số ngày: 1\n", "số ngày: 9\n"),
        ("[28/11/2026, 05/12/2026]", "[28/11/2026, 28/11/2026]"),
        ("cấp ngày: 20/12/2026\n", "cấp ngày: 27/11/2036\n"),
        ("cấp ngày: 20/12/2026\n", "cấp ngày: 01/12/2026\n"),
        ("cấp ngày: 20/12/2026\n", "cấp ngày: 20/12/2026\n    thu hồi: 01/01/2020\n"),
        ("dấu: ", "dấu: abc"),
    ],
)
def test_what_was_changed_by_hand_is_an_error(project_folder: Write, tmp_path: Path, old: str, new: str) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    text = (root / LIST).read_text("utf-8")
    assert old in text
    (root / LIST).write_text(text.replace(old, new, 1), "utf-8")
    assert any(said.startswith("error certificate-odd") for said in problems(root))


def test_names_that_differ_in_a_mark_are_other_people(project_folder: Write, tmp_path: Path) -> None:
    two = f"{ROSTER}  - mã: thuy\n    tên: Bùi Thanh Thủy\n    nhiệm vụ: [vneid]\n"
    other = f"{two}  - mã: thuy-2\n    tên: Bùi Thanh Thúy\n    nhiệm vụ: [vneid]\n"
    came = {"schedule/an-nhon/2026-11-28.ket-qua.yml": "có mặt: [thuy]\nlượt người: 3\n"}
    alone = project_folder({**FILES, **came, "schedule/an-nhon/roster.yml": two})
    assert "Không có ai tên “Bùi Thanh Thúy”" in certify(alone, tmp_path, HEAD + "Bùi Thanh Thúy,,1\n").output
    both = project_folder({**FILES, **came, "schedule/an-nhon/roster.yml": other})
    assert "chưa có ngày nào" in certify(both, tmp_path, HEAD + "Bùi Thanh Thúy,,1\n").output
    assert "AN-NHON-2026-001: Bùi Thanh Thủy" in certify(both, tmp_path, HEAD + "Bùi Thanh Thuỷ,,1\n").output
    assert "là tên của 2 người" in certify(both, tmp_path, HEAD + "bui thanh thuy,,1\n").output


def test_a_name_in_two_columns_is_read_a_sum_is_left_out_and_a_missing_column_is_said(
    project_folder: Write, tmp_path: Path
) -> None:
    root = project_folder(FILES)
    done = certify(root, tmp_path, "Họ đệm,Tên,Mã SV\nNguyễn Thị,Lan,77\nTổng cộng,,1\n")
    assert done.exit_code == 0 and "AN-NHON-2026-001: Nguyễn Thị Lan" in done.output, done.output
    assert "Không thấy cột Lớp và Trường trong bảng" in done.output


def test_addresses_cannot_be_reckoned_without_the_secret(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder(FILES)
    certify(root, tmp_path)
    content = project.read(folders.load(root), dt.date(2026, 12, 20))
    made = {one.uri for one in publishing.outputs(content, Settings(site_url="https://thu.example/", secret=SECRET))}
    other = {
        one.uri
        for one in publishing.outputs(content, Settings(site_url="https://thu.example/", secret="another long secret"))
    }
    own = {uri for uri in made if uri.startswith("xac-nhan/")}
    assert len(own) == 2 and not {uri for uri in other if uri.startswith("xac-nhan/")}
    kept = (root / LIST).read_text("utf-8")
    assert not [uri for uri in own if uri.split("/")[1] in kept]


TWINS = f"{ROSTER}  - mã: lan-2\n    tên: Nguyễn Thị Lan\n    nhiệm vụ: [vneid]\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "Nguyễn Thị Lan,,1\n", "là tên của 2 người"),
        (HEAD + "Trần Quang Mnh,,1\n", "Có phải là “Trần Quang Minh”?"),
        (HEAD + "Trần Quang Minh,lam,1\n", "Không có ai mang mã “lam”"),
        (HEAD + "Trần Quang Minh,lan,1\n", "không phải Trần Quang Minh"),
        (HEAD + "Trần Quang Minh,,1\ntran quang minh,,1\n", "đứng hai lần"),
        (HEAD + f"Trần Quang Minh,,{'9' * 90}\n", "dài hơn 80 chữ"),
        (HEAD + "Trần Quang Minh,,1\n" * 2000, "máy nhận tối đa 1000"),
        (HEAD + "Trần Quang Minh,,1\n" * 10_000, "dài hơn 5000 hàng"),
        (HEAD, "không có ai"),
        ("MSSV,Điểm\n1,2\n", "Không thấy cột họ và tên"),
        ("", "trống"),
    ],
)
def test_a_list_that_cannot_be_told_apart_stops_all_of_it(
    project_folder: Write, tmp_path: Path, text: str, said: str
) -> None:
    root = project_folder({**FILES, "schedule/an-nhon/roster.yml": TWINS})
    done = certify(root, tmp_path, text)
    assert done.exit_code == 1 and said in done.output, done.output
    assert papers(tmp_path) == [] and not (root / LIST).exists()


def test_two_of_one_name_are_told_apart_by_code_and_formulas_are_text(project_folder: Write, tmp_path: Path) -> None:
    root = project_folder({**FILES, "schedule/an-nhon/roster.yml": TWINS})
    done = certify(root, tmp_path, HEAD + "Nguyễn Thị Lan,lan,=1+1\nNguyễn Thị Lan,lan-2,2\n")
    assert done.exit_code == 0 and papers(tmp_path) == ["AN-NHON-2026-001.pdf"], done.output
    assert "chưa có ngày nào được ghi" in done.output
    text = pypdfium2.PdfDocument(tmp_path / "giay/AN-NHON-2026-001.pdf")[0].get_textpage().get_text_range()
    assert "MSSV =1+1" in text


@pytest.mark.parametrize(
    ("arguments", "secret", "said"),
    [
        (("--people", "x.csv"), SECRET, "Ghi đủ"),
        (("--people", "x.csv", *BETWEEN, "-o", "giay"), "", "Chưa có THU7_SECRET"),
        (("--people", "x.csv", "--from", "02/12/2026", "--to", "01/12/2026", "-o", "giay"), SECRET, "đứng sau"),
    ],
)
def test_what_is_lacking_is_said(project_folder: Write, arguments: tuple[str, ...], secret: str, said: str) -> None:
    done = thu7("-C", project_folder(FILES), "certificate", "an-nhon", *arguments, *ON, secret=secret)
    assert done.exit_code == 2 and said in done.output
