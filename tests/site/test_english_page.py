"""Pages in English: beside their originals, with links and languages both ways, found by who types English."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from projects import BASE, tree
from thu7 import project, publishing
from thu7.cli.main import main
from thu7.search import engine, index

ON = dt.date(2026, 11, 26)
ENGLISH = """---
tóm tắt: How to register a birth.
tên gọi khác: [birth certificate]
ai làm: Father or mother
lệ phí: Free
thời hạn: 1 day, from one newspaper [?]
rà soát: 23/11/2026
---

# Register a birth

See also [death](../ho-tich/khai-sinh.md#cac-buoc).

## Steps

1. Open the portal.
"""
FILES = {"guides/ho-tich/khai-sinh.en.md": ENGLISH, "guides/ho-tich/khai-sinh.en.cau-hoi.txt": "baby certificate\n"}


def made(changes: dict[str, str | None]) -> dict[str, str]:
    found = project.read(tree(changes), ON)
    assert not found.problems, found.problems
    return {output.uri: str(output.content) for output in publishing.pages(found, "https://thu.example/")}


def test_both_pages_lead_to_each_other() -> None:
    pages = made(dict(FILES))
    english, vietnamese = pages["ho-tich/khai-sinh.en.md"], pages["ho-tich/khai-sinh.md"]
    assert '<a href="../khai-sinh.en/" lang="en" hreflang="en">In English: Register a birth</a>' in vietnamese
    assert '<a href="../khai-sinh/" lang="vi" hreflang="vi">' in english
    assert re.findall(r"<dt>(.*?)</dt>", english) == ["Who", "Fee", "How long it takes"]
    assert 'aria-label="from one source only">?</a>' in english and 'id="do-tin"' in english
    assert "khai-sinh.en" not in made({})["ho-tich/khai-sinh.md"]


def test_what_foreigners_type_finds_it() -> None:
    found = project.read(tree(FILES), ON)
    (entry,) = (one for one in index.entries(found.library, found.schedule) if one.address == "ho-tich/khai-sinh.en/")
    assert entry.names == ("birth certificate",) and [one.text for one in entry.phrasings] == ["baby certificate"]
    assert entry.fee == "Free"
    assert (
        engine.Finder(publishing.search_texts(found)).pages("birth certificate")[0].address == "ho-tich/khai-sinh.en/"
    )


def test_a_life_event_too() -> None:
    event = "---\ntóm tắt: Nhà có em bé.\nphụ trách: Hộ tịch\nrà soát: 23/11/2026\nrà lại trước: 28/02/2027\n---\n# Sinh con\n\n## Làm giấy\n\n- [Khai sinh](../ho-tich/khai-sinh.md)\n"
    english = "---\ntóm tắt: A birth.\nrà soát: 23/11/2026\n---\n# A child\n\n- [Birth](../ho-tich/khai-sinh.en.md)\n"
    pages = made(
        {
            **FILES,
            "guides/viec/index.md": "# Theo việc\n",
            "guides/viec/sinh-con.md": event,
            "guides/viec/sinh-con.en.md": english,
        }
    )
    assert (
        'href="../sinh-con.en/"' in pages["viec/sinh-con.md"] and 'href="../sinh-con/"' in pages["viec/sinh-con.en.md"]
    )
    # It is no life event of its own: the way back from the guide names the Vietnamese page once.
    assert pages["ho-tich/khai-sinh.md"].count("../../viec/sinh-con/") == 1


def test_the_law_that_ended_is_told_in_english() -> None:
    law = BASE["guides/van-ban.yml"] + "    hiệu lực đến: 30/11/2026\n"
    found = project.read(tree({**FILES, "guides/van-ban.yml": law}), dt.date(2026, 12, 1))
    pages = {output.uri: str(output.content) for output in publishing.pages(found, "")}
    assert "The rules changed on 01/12/2026." in pages["ho-tich/khai-sinh.en.md"]


def test_a_browser_is_told_the_language(project_folder: Callable[..., Path]) -> None:
    root = project_folder(FILES)
    done = CliRunner().invoke(main, ["-C", str(root), "build", "--on", "26/11/2026"])
    assert done.exit_code == 0, done.output
    english = (root / "site/ho-tich/khai-sinh.en/index.html").read_text("utf-8")
    vietnamese = (root / "site/ho-tich/khai-sinh/index.html").read_text("utf-8")
    assert '<html lang="en"' in english and '<html lang="vi"' in vietnamese
    here = "https://thu.example/ho-tich/khai-sinh"
    for page in (english, vietnamese):
        assert f'<link rel="alternate" hreflang="en" href="{here}.en/">' in page
        assert f'<link rel="alternate" hreflang="vi" href="{here}/">' in page
    assert 'href="../khai-sinh/#cac-buoc"' in english
    assert "hreflang" not in (root / "site/ho-tich/index.html").read_text("utf-8")


def test_the_saturday_page_has_an_english_head() -> None:
    page = made({})["lich/an-nhon.md"]
    head = re.search(r'<details class="t7-tieng-anh" lang="en">.*?</details>', page, re.S)
    assert head and "07:30–11:30" in head[0] and "1C Nguyễn Văn Lượng" in head[0]
