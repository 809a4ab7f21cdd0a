"""Markdown means the same for pages, handouts, checks, links, search and export: what the git hosts' previews show."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import missing
from projects import REPOSITORY, tree
from thu7 import docs_pages, project
from thu7.paper import blocks
from thu7.text import commonmark, html_tags, links, outline
from thu7.text.front_matter import without_front_matter

SPECIFICATION = REPOSITORY / "node_modules/commonmark-spec/spec.txt"
"""CommonMark's own, version 0.31.2: an outside judge."""
NOT_OURS = ("HTML blocks", "Raw HTML", "Links", "Images", "Autolinks", "Link reference definitions")
"""Words in angle brackets are shown here, and a link leads to a published address: these sections say otherwise."""
TODAY = dt.date(2026, 11, 24)


def examples() -> Iterator[tuple[str, str]]:
    """The specification's examples without links and raw HTML: what is written, and what is to be shown."""
    section = ""
    text = SPECIFICATION.read_text("utf-8").replace("→", "\t")
    for found in re.finditer(r"(?m)^`{32} example\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}$|^#{1,6} *(.*)$", text):
        written, shown, heading = found.groups()
        section = section if heading is None else heading
        if heading is None and section not in NOT_OURS and not re.search(r"<(a|img) ", shown):
            yield written, shown


def bare(html: str) -> str:
    """HTML without what no reader sees: anchors, comments, spaces between blocks."""
    html = re.sub(r' id="[^"]*"|<!--.*?-->', "", html)
    return re.sub(r">\s+<", "><", html).strip()


def test_built_pages_show_the_specification_s_examples(project_folder: Callable[..., Path]) -> None:
    if not SPECIFICATION.exists():
        missing("the specification is not installed: npm ci")
    found = list(examples())
    assert len(found) > 388
    root = project_folder({f"docs/mau/{number}.md": written for number, (written, _) in enumerate(found)})
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", env={"THU7_ON": "24/11/2026"})
    assert done.returncode == 0, done.stderr[-2000:]
    wrong = []
    for number, (written, shown) in enumerate(found):
        page = (root / f"site/mau/{number}/index.html").read_text("utf-8")
        content = page.partition('id="noi-dung">')[2].partition("</main>")[0]
        if bare(content) != bare(shown):
            wrong.append(written)
    assert wrong == []


def test_lists_are_lists_however_they_stand() -> None:
    text = """Bạn mang theo:
- Giấy chứng sinh
- Căn cước
  - bản chính

1) Mở cổng.

   ![Trang đầu](a.png)

2) Chọn cách làm.
   - Trên máy tính
3) Điền tờ khai.
"""
    html = commonmark.html(text)
    assert html.count("<ol>") == 1 and html.count("<ul>") == 3 and html.count("<li>") == 7
    assert [block["kind"] for block in blocks.blocks(text)] == ["paragraph", "unordered", "ordered"]
    assert [link.place.line for link in links.links("a.md", text)] == [8]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("• Giấy\n• Thẻ", "<ul><li>Giấy</li><li>Thẻ</li></ul>"),
        ("Mang theo:\n– Giấy\n– Thẻ", "<p>Mang theo:</p><ul><li>Giấy</li><li>Thẻ</li></ul>"),
        ("-\u00a0Giấy\n-\u00a0Thẻ", "<ul><li>Giấy</li><li>Thẻ</li></ul>"),
        ("1.\u00a0Mở\n2.\u00a0\u00a0Chọn", "<ol><li>Mở</li><li>Chọn</li></ol>"),
        ("\uf0b7\tGiấy", "<ul><li>Giấy</li></ul>"),
        ("##\u00a0Các bước", "<h2>Các bước</h2>"),
        ("> • Giấy", "<blockquote><ul><li>Giấy</li></ul></blockquote>"),
        ("```\n• Giấy\n```\n• Thẻ", "<pre><code>• Giấy\n</code></pre><ul><li>Thẻ</li></ul>"),
        ("Từ 7 giờ\n– 11 giờ, mỗi thứ Bảy.", "<p>Từ 7 giờ\n– 11 giờ, mỗi thứ Bảy.</p>"),
        ("Giá 3 • 5 nghìn", "<p>Giá 3 • 5 nghìn</p>"),
    ],
)
def test_marks_of_word_make_lists(typed: str, shown: str) -> None:
    assert bare(commonmark.html(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Soạn TC <dấu cách> <số căn cước>", "Soạn TC &lt;dấu cách&gt; &lt;số căn cước&gt;"),
        ("Nhập <OTP>, <ma-ho-so>, <link>", "Nhập &lt;OTP&gt;, &lt;ma-ho-so&gt;, &lt;link&gt;"),
        ("<so dien thoai>", "&lt;so dien thoai&gt;"),
        ("<script>x()</script>", "&lt;script&gt;x()&lt;/script&gt;"),
        ("#ThuBay #GoVap", "#ThuBay #GoVap"),
        ("một <b>hai</b>", "một <b>hai</b>"),
        ("một<!-- hỏi lại phường --> hai", "một hai"),
        ("7h~11h, 13h~17h", "7h~11h, 13h~17h"),
        ("Gửi a@b.vn", "Gửi a@b.vn"),
        ("Vào https://a.vn/x.", 'Vào <a href="https://a.vn/x">https://a.vn/x</a>.'),
    ],
)
def test_words_are_shown_as_words(typed: str, shown: str) -> None:
    assert commonmark.html(typed) == f"<p>{shown}</p>\n"


def test_material_s_blocks_keep_working() -> None:
    text = """!!! warning
    Chỉ *một* lần.

??? note "Mở ra"
    Trong này.

???+ tip "Đã mở"
    Ở đây.

> [!NOTE]
> Như trên.

| a | b |
|---|--:|
| 1 | 2 |

![Tờ khai](a.png){ width=720 loading=lazy }

## Nơi nộp {#nop}

<div class="t7-luoi" markdown>

**đậm**

</div>
"""
    html = bare(commonmark.html(text))
    assert (
        '<div class="admonition warning"><p class="admonition-title">Lưu ý</p><p>Chỉ <em>một</em> lần.</p></div>'
        in html
    )
    assert '<details class="note"><summary>Mở ra</summary><p>Trong này.</p></details>' in html
    assert '<details class="tip" open="open"><summary>Đã mở</summary>' in html
    assert '<div class="admonition note"><p class="admonition-title">Ghi chú</p><p>Như trên.</p></div>' in html
    assert '<th align="right">b</th>' in html and "style=" not in html
    assert '<img src="a.png" alt="Tờ khai" width="720" loading="lazy" />' in html
    assert '<div class="t7-luoi"><p><strong>đậm</strong></p></div>' in html
    assert outline.anchors(text) == {"nop"}


def test_a_box_is_one_box() -> None:
    html = commonmark.html("- [ ] Giấy\n- [x] Thẻ\n")
    assert "[" not in html and "<input" not in html and html.count('class="task-list-item"') == 2
    assert blocks.blocks("- [ ] Giấy")[0]["items"] == [[{"kind": "paragraph", "runs": [("Giấy", False)]}]]


def test_anchors_are_counted_as_ever() -> None:
    text = '## Hồ sơ\n\n## Hồ sơ\n\nBước\n---\n\n<p id="rieng">x</p>\n\n> ## Trong lời\n'
    assert outline.anchors(text) == {"ho-so", "ho-so_1", "buoc", "rieng", "trong-loi"}
    assert [(h.text, h.lines) for h in outline.headings(text)] == [
        ("Hồ sơ", (0, 1)),
        ("Hồ sơ", (2, 3)),
        ("Bước", (4, 6)),
    ]


def test_sections_are_what_stands_below_a_heading_that_is_one() -> None:
    text = "Đầu.\n\n## Một ##\na\n```\n## không\n```\nHai\n---\nb"
    found = outline.sections(text)
    assert [(s.heading.text if s.heading else "", s.body) for s in found] == [
        ("", "Đầu.\n"),
        ("Một", "a\n```\n## không\n```"),
        ("Hai", "b"),
    ]
    assert "\n".join(s.whole for s in found) == text


@pytest.mark.parametrize("left_open", ["```\nmã", "~~~~\nmã\n~~~", "<!-- ghi chú", "Xong.", "```\nmã\n```"])
def test_nothing_that_is_left_open_swallows_the_page_s_foot(left_open: str) -> None:
    html = commonmark.html(f"{outline.closed(left_open)}\n\n<footer>\nchân\n</footer>\n")
    assert html.endswith("<footer>\nchân\n</footer>\n")


@pytest.mark.parametrize(
    ("uri", "target", "address"),
    [
        ("ho-tich/khai-sinh.md", "../vneid/cai-dat.md#b", "../../vneid/cai-dat/#b"),
        ("ho-tich/khai-sinh.md", "ket-hon.md", "../ket-hon/"),
        ("ho-tich/khai-sinh.md", "khai-sinh.md#a", "./#a"),
        ("ho-tich/khai-sinh.md", "index.md", "../"),
        ("ho-tich/khai-sinh.md", "../index.md", "../../"),
        ("ho-tich/khai-sinh.md", "a.png", "../a.png"),
        ("ho-tich/index.md", "khai-sinh.md?x=1", "khai-sinh/?x=1"),
        ("index.md", "so-tay/can-bo.md", "so-tay/can-bo/"),
        ("index.md", "so-tay/anh/a.png", "so-tay/anh/a.png"),
        ("ve.md", "index.md", "../"),
        ("ve.md", "#a", "#a"),
        ("ve.md", "https://a.vn/b.md", "https://a.vn/b.md"),
        ("ve.md", "tel:1022", "tel:1022"),
    ],
)
def test_links_lead_to_published_addresses(uri: str, target: str, address: str) -> None:
    assert links.published(uri, target) == address


def test_export_says_what_the_site_shows_to_any_reader_of_markdown() -> None:
    """Another generator's Markdown has other rules, so it gets HTML: it is the same below CommonMark and below Python-Markdown."""
    import markdown

    body = "Bạn mang:\n- Giấy\n  - chính\n\n1) Mở [kết hôn](khai-sinh.md).\n\n   ```\n   a\n\n\n   b\n   ```\n2) Gửi *x* <số>.\n"
    files = tree({"docs/huong-dan.md": f"---\ntitle: H\n---\n# H\n\n{body}"})
    made = docs_pages.pages_of_docs(project.read(files, TODAY))
    page = next(docs_pages.for_other_generators(output) for output in made if output.uri == "huong-dan.md")
    assert isinstance(page.content, str) and page.content.startswith("---\ntitle: H\n---\n")
    exported = without_front_matter(page.content)
    shown = bare(docs_pages.html("huong-dan.md", f"# H\n\n{body}"))
    assert "a\n\n\nb" in shown and 'href="../khai-sinh/"' in shown
    for read in (commonmark.html(exported), markdown.markdown(exported)):
        assert bare(read.replace("&#10;", "\n")) == shown


def test_tags_know_where_they_begin_and_what_they_say() -> None:
    found = html_tags.tags('<p>\n<a href="x">một <b>hai</b></a> <img src="i.png" alt="ba">')
    assert [(tag.name, tag.at, tag.text) for tag in found] == [
        ("p", 0, ""),
        ("a", 4, "một hai"),
        ("b", 20, ""),
        ("img", 35, "ba"),
    ]
