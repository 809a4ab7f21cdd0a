"""Life events: steps in order, branches, what each guide says of itself, and the way back from the guide."""

from __future__ import annotations

import datetime as dt

from projects import BASE, tree
from thu7 import docs_pages, project, publishing
from thu7.output import Settings
from thu7.text.problems import Severity

ON = dt.date(2026, 11, 24)
FRONT = "---\ntóm tắt: Nhà có em bé.\ntên gọi khác: [mới sinh con]\nphụ trách: Hộ tịch\nrà soát: 23/11/2026\nrà lại trước: 28/02/2027\n---\n"
BODY = """# Sinh con

Mở đầu.

## Làm giấy

- [Khai sinh](../ho-tich/khai-sinh.md), làm sớm

### Chỉ khi bị mất

- [Cũng bài đó](../ho-tich/khai-sinh.md)

## Nghỉ ngơi

Không cần giấy.
"""
EVENT = {"guides/viec/index.md": "# Theo việc\n", "guides/viec/sinh-con.md": FRONT + BODY}


def pages(changes: dict[str, str | None]) -> dict[str, str]:
    made = publishing.outputs(project.read(tree(changes), ON), Settings(site_url="https://thu.example/"))
    return {output.uri: output.content for output in made if isinstance(output.content, str)}


def codes(changes: dict[str, str | None], on: dt.date = ON) -> list[tuple[str, Severity]]:
    found = project.read(tree(changes), on).problems
    return [(problem.code, problem.severity) for problem in found if problem.place.path.startswith("guides/viec/")]


def test_steps_are_numbered_and_each_guide_says_when_and_whether_a_trip_is_needed() -> None:
    guide = BASE["guides/ho-tich/khai-sinh.md"].replace(
        "lệ phí:", "khi nào làm: Trong 60 ngày <từ> ngày sinh\ncó phải đi: Không\nlệ phí:"
    )
    page = pages({**EVENT, "guides/ho-tich/khai-sinh.md": guide})["viec/sinh-con.md"]
    assert [line for line in page.splitlines() if line.startswith("#")] == [
        "# Sinh con",
        "## Bước 1. Làm giấy",
        "### Chỉ khi bị mất",
        "## Bước 2. Nghỉ ngơi",
    ]
    told = "<b>Khi nào làm:</b> Trong 60 ngày &lt;từ&gt; ngày sinh."
    assert f'- [Khai sinh](../ho-tich/khai-sinh.md), làm sớm <span class="t7-phu">{told}</span>' in page
    assert page.count("<b>Có phải đi không?</b> Không.") == 2


def test_the_guide_leads_back_and_search_and_menu_know_the_event() -> None:
    made = pages(EVENT)
    assert '<a href="../../viec/sinh-con/">Sinh con</a>, bước 1</li>' in made["ho-tich/khai-sinh.md"]
    assert "Bài này là một bước" not in pages({})["ho-tich/khai-sinh.md"]
    assert 'href="../viec/sinh-con/">Sinh con</a> <span>mới sinh con</span>' in made["tim.md"]
    assert 'href="sinh-con/"><strong>Sinh con</strong>' in made["viec/index.md"]
    menu = docs_pages.navigation(project.read(tree(EVENT), ON))
    assert menu[1] == {"Theo việc": ["viec/index.md", {"Sinh con": "viec/sinh-con.md"}]}


def test_mistakes_in_an_event_are_told() -> None:
    assert codes(EVENT) == []
    error = Severity.ERROR
    assert codes({**EVENT, "guides/viec/sinh-con.md": FRONT + "# Sinh con\n\n## Làm giấy\n"}) == [("no-steps", error)]
    broken = FRONT + BODY.replace("khai-sinh.md), làm", "khai-sin.md), làm")
    assert codes({**EVENT, "guides/viec/sinh-con.md": broken}) == [("missing-link", error)]
    assert ("missing-key", error) in codes({**EVENT, "guides/viec/sinh-con.md": BODY})
    assert codes(EVENT, dt.date(2027, 3, 1)) == [("review-overdue", Severity.WARNING)]
    alias = FRONT.replace("mới sinh con", "làm giấy khai sinh") + BODY
    assert codes({**EVENT, "guides/viec/sinh-con.md": alias}) == [("alias", Severity.WARNING)]
