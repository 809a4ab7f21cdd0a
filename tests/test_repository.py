"""This repository's own guides, rosters and pages, as they are published."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from projects import REPOSITORY, own
from thu7 import folders, project, publishing
from thu7.guides.model import SIGNPOST
from thu7.guides.sections import FOR_VOLUNTEERS, OF_SIGNPOSTS, SECTIONS
from thu7.search import engine
from thu7.text import privacy, vietnamese
from thu7.text.problems import Severity

WARDS = ("an-hoi-dong", "an-nhon")
GUIDES = {
    "vneid": "cai-dat dinh-danh-muc-2 kich-hoat cap-nhat-thong-tin tich-hop-giay-to cong-dan-so quen-mat-khau doi-dien-thoai "
    "tre-em nguoi-nuoc-ngoai an-sinh-xa-hoi tranh-lua-dao xac-nhan-cu-tru",
    "can-cuoc": "cap-lan-dau cap-doi cap-lai-mat-the dat-lich-hen",
    "dich-vu-cong": "dang-nhap nop-ho-so chup-giay-to thanh-toan tra-cuu-ho-so bo-sung-ho-so phan-anh-kien-nghi",
    "ho-tich": "khai-sinh lien-thong-khai-sinh khai-sinh-nguoi-da-co-ho-so khai-sinh-nuoc-ngoai khai-tu lien-thong-khai-tu "
    "khai-tu-nuoc-ngoai ket-hon xac-nhan-tinh-trang-hon-nhan ket-hon-nuoc-ngoai trich-luc cai-chinh xac-nhan-thong-tin-ho-tich "
    "dang-ky-lai-khai-sinh dang-ky-lai-ket-hon dang-ky-lai-khai-tu nhan-cha-me-con giam-ho cham-dut-giam-ho ghi-chu-ho-tich",
    "tu-phap": "chung-thuc-ban-sao chung-thuc-chu-ky ly-lich-tu-phap chung-thuc-giao-dich di-chuc uy-quyen",
    "an-sinh": "huu-tri-xa-hoi tro-cap-xa-hoi mai-tang khuyet-tat bhyt that-nghiep",
    "kinh-doanh": "dang-ky-ho-kinh-doanh thay-doi-tam-ngung-cham-dut thue-ho-kinh-doanh",
    "dat-dai": "di-dau-nop-gi thue-truoc-ba",
    "giao-thong": "doi-giay-phep-lai-xe cap-lai-giay-phep-lai-xe dang-ky-xe phat-nguoi",
    "xuat-nhap-canh": "ho-chieu",
    "cu-tru": "dang-ky-thuong-tru dang-ky-tam-tru gia-han-tam-tru thong-bao-luu-tru tam-vang tach-ho dieu-chinh-thong-tin "
    "xoa-dang-ky xac-nhan-noi-o-hop-phap so-nha",
}
"""These addresses are printed on paper."""


OF_THE_CLOCK = ("law-ends", "law-ended", "review-overdue")
"""What only says that a day comes near."""


def test_nothing_is_wrong_but_what_the_laws_clock_says() -> None:
    assert [problem for problem in own().problems if problem.code not in OF_THE_CLOCK] == []


def test_the_guides_are_there_with_their_sections_in_the_houses_order() -> None:
    wanted = {f"{topic}/{slug}.md" for topic, slugs in GUIDES.items() for slug in slugs.split()}
    assert len(wanted) == 76 and wanted <= {guide.uri for guide in own().library.guides}
    for guide in own().library.guides:
        wanted_sections = OF_SIGNPOSTS if guide.kind == SIGNPOST else SECTIONS
        order = [vietnamese.fold(section) for section in wanted_sections]
        headings = [vietnamese.fold(line[3:]) for line in guide.body.splitlines() if line.startswith("## ")]
        ranks = [order.index(heading) for heading in headings]
        assert ranks == sorted(set(ranks)), guide.slug
        assert set(headings) == set(order), guide.slug


def test_each_guide_tells_volunteers_what_never_to_do() -> None:
    for guide in own().library.guides:
        block = guide.body.partition(f"## {FOR_VOLUNTEERS}")[2]
        assert all(word in block for word in ("mật khẩu", "OTP", "chụp")), guide.uri


def test_each_topic_and_each_event_leads_to_its_guides() -> None:
    assert own().library.topics[0].slug == "viec"
    for topic in own().library.topics:
        pages = {page.slug for page in own().library.articles if page.topic == topic.slug}
        assert set(topic.order) == pages, topic.slug
    assert len(own().library.events) == 14


def test_the_day_the_law_changes_is_known_beforehand_and_stops_nothing() -> None:
    day = dt.date(2027, 3, 1)
    late = project.read(folders.load(REPOSITORY), day).problems
    assert {problem.severity for problem in late} == {Severity.WARNING}
    ended = {problem.place.path for problem in late if problem.code == "law-ended"}
    assert ended >= {f"guides/ho-tich/{slug}.md" for slug in GUIDES["ho-tich"].split()}
    # What cites no law that ends is not blamed.
    assert not {f"guides/vneid/{slug}.md" for slug in ("cai-dat", "kich-hoat", "doi-dien-thoai")} & ended
    for problem in late:
        if problem.code == "law-ended":
            assert "/" in problem.message and "Phụ trách: " in problem.message


@pytest.mark.parametrize("ward", WARDS)
def test_each_ward_has_a_sample_roster_and_every_saturday_to_the_end_of_january(ward: str) -> None:
    roster = own().schedule.rosters[ward]
    assert roster.sample and 12 <= len(roster.volunteers) <= 14
    first, last = dt.date(2026, 10, 24), dt.date(2027, 1, 30)
    expected = [first + dt.timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]
    assert [saturday.date for saturday in own().schedule.saturdays if saturday.ward == ward] == expected


def test_the_wards_are_found_by_their_old_names(site: Path) -> None:
    page = (site / "lich/index.html").read_text("utf-8").replace("\u00a0", " ")
    search = engine.Finder(publishing.search_texts(own()))
    for name in ("Phường An Nhơn", "Phường 6", "Phường An Hội Đông", "Phường 15"):
        assert name in page
        assert any(found.address.startswith("lich/") for found in search.pages(name)[:3]), name


def test_only_names_with_consent_are_published(site: Path) -> None:
    people = [person for roster in own().schedule.rosters.values() for person in roster.volunteers]
    hidden = {person.name for person in people if not person.public}
    named = {person.name for person in people if person.public}
    assert hidden and named
    told = "".join(path.read_text("utf-8", "replace") for path in site.rglob("*") if path.suffix in (".html", ".json"))
    assert [name for name in hidden if name in told] == []
    assert [name for name in named if name in told]
    feeds = {path: path.read_bytes().replace(b"\r\n ", b"").decode() for path in site.rglob("*.ics")}
    assert [name for name in hidden for text in feeds.values() if name in text] == []
    # Who serves with somebody may read who leads, where they agreed; the public calendar names nobody.
    public = [text for path, text in feeds.items() if path.parent.name == "lich"]
    assert len(public) == len(WARDS) and [name for name in named for text in public if name in text] == []


def test_samples_are_marked_on_the_page(site: Path) -> None:
    for ward in WARDS:
        assert "dữ liệu mẫu" in (site / f"lich/{ward}/index.html").read_text("utf-8")


def test_no_personal_data_in_what_is_built(site: Path) -> None:
    listed = re.findall(r"[0-9][0-9 .]{2,}[0-9]", (REPOSITORY / "guides/so-cong-khai.yml").read_text("utf-8"))
    public = [*listed, *(roster.venue.phone for roster in own().schedule.rosters.values())]
    for path in site.rglob("*"):
        if path.suffix in (".html", ".ics", ".xml", ".txt"):
            text = re.sub(r"(?s)<svg.*?</svg>", "", path.read_text("utf-8").replace("\r\n ", ""))
            assert list(privacy.personal_data(path.name, text, public)) == []


def test_every_page_has_a_title_a_sentence_and_a_picture_for_links(site: Path) -> None:
    for page in (page for page in site.rglob("index.html") if "rieng" not in page.parts):
        told = dict(re.findall(r'<meta property="(og:[a-z]+)" content="([^"]*)">', page.read_text("utf-8")))
        assert told["og:title"] and told["og:description"], page
        assert (site / told["og:image"].removeprefix("https://thu7.example/")).is_file(), page


def test_every_address_in_the_pages_leads_somewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        base = page.relative_to(site).parent
        for target in re.findall(r'(?:href|src)="([^"#?:]+)[^":]*"', page.read_text("utf-8")):
            resolved = site / target.lstrip("/") if target.startswith("/") else site / base / target
            assert resolved.exists(), f"{page}: {target}"


def test_nothing_fetched_or_built_is_committed() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, encoding="utf-8")
    if done.returncode:
        pytest.skip("not a git checkout")
    tops = {path.partition("/")[0] for path in done.stdout.split()}
    assert not tops & {"site", "node_modules", ".venv"}
    lock = (REPOSITORY / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock and '"integrity"' in lock
    for name in ("requirements.txt", "requirements-test.txt"):
        lines = (REPOSITORY / name).read_text("utf-8").splitlines()
        assert not [line for line in lines if line.startswith("-") or "://" in line]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "scripts/thu7/README.md"])
def test_what_the_handbooks_of_the_repository_name_is_there(name: str) -> None:
    text = (REPOSITORY / name).read_text("utf-8")
    linked = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    quoted = re.findall(r"`((?:scripts|tests|docs|guides|schedule)/[\w./-]+)`", text)
    assert linked or quoted
    roots = (REPOSITORY, REPOSITORY / "scripts/thu7", (REPOSITORY / name).parent)
    assert [target for target in (*linked, *quoted) if not any((root / target).exists() for root in roots)] == []


def test_hooks_before_a_commit_run_what_is_installed_and_fetch_nothing() -> None:
    repositories = yaml.safe_load((REPOSITORY / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    hooks = repositories[0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert [hook["entry"].split()[0] for hook in hooks] == [
        f".venv/bin/{tool}" for tool in ("ruff", "ruff", "mypy", "thu7")
    ]
