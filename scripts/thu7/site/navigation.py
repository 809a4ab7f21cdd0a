"""The menu, from folders and titles, in MkDocs' form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from thu7.guides import topic_file
from thu7.guides.model import Article, Topic

HOME = "index.md"


def navigation(topics: Sequence[Topic], articles: Sequence[Article], docs: Mapping[str, str]) -> list[object]:
    """Home, the topics, the Saturdays, then what else stands in ``docs/``. The wards are found on the page of the Saturdays.

    Titles are HTML, as those are that MkDocs itself finds in a page.

    Args:
        docs: the titles of the pages of ``docs/`` by their place in it, in order.
    """
    menu: list[object] = [{"Trang chủ": HOME}] if HOME in docs else []
    for topic in topics:
        pages = ({escape(article.title): article.uri} for article in topic_file.in_order(topic, articles))
        menu.append({escape(topic.title): [topic.uri, *pages]})
    menu.append({"Lịch thứ Bảy": ["lich/index.md", {"Kết quả": "ket-qua.md"}]})
    menu += [{"Việc này làm ở đâu?": "di-dau.md"}, {"Mọi bài, từ A đến Z": "tim.md"}, {"Văn bản luật": "van-ban.md"}]
    folders: dict[str, list[str]] = {}
    for uri in docs:
        folder, slash, _ = uri.partition("/")
        folders.setdefault(folder if slash else "", []).append(uri)
    alone = folders.pop("", [])
    # A folder's title page, where there is one, comes first and names it.
    menu += [{escape(docs[uris[0]]) or folder: uris} for folder, uris in _title_pages_first(folders)]
    return [*menu, *({escape(docs[uri]): uri} if docs[uri] else uri for uri in alone if uri != HOME)]


def _title_pages_first(folders: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((folder, sorted(uris, key=lambda uri: not uri.endswith("/index.md"))) for folder, uris in folders.items())
