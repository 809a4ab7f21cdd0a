"""Life events: pages below ``/viec/`` that put guides in the order in which a person needs them.

Staff write the steps (``##``), the branches (``### Chỉ khi …``) and links to guides; what a guide says of itself (by when,
whether a trip is needed) is taken from it, so a fact stands in one place.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from thu7.guides.article_file import read_article
from thu7.guides.model import Guide, LifeEvent, Phrasing
from thu7.text import outline
from thu7.text.front_matter import Page
from thu7.text.links import links
from thu7.text.problems import Notes

FOLDER = "viec"
"""The folder in ``guides/`` whose pages are life events."""
_EXAMPLE = "Viết như: ## Làm giấy khai sinh, dòng dưới: - [Đăng ký khai sinh](../ho-tich/khai-sinh.md)"


def read_event(slug: str, page: Page, phrasings: tuple[Phrasing, ...], notes: Notes) -> LifeEvent | None:
    """The life event, or None where what its page needs is missing (the problems say what)."""
    before = len(notes.problems)
    article = read_article(page, phrasings, summary_example="Những việc cần làm khi nhà có em bé, theo thứ tự.")
    event = LifeEvent(topic=FOLDER, slug=slug, **article, steps=tuple(_steps(page.body)))
    page.front.finish()
    if not any(event.steps):
        notes.error(page.title_place, "no-steps", "Trang chưa dẫn tới bài hướng dẫn nào.", _EXAMPLE)
    return event if page.title and len(notes.problems) == before else None


def _steps(body: str) -> Iterable[tuple[str, ...]]:
    """For each step the guides to which it leads, as places below the site's sources."""
    for section in outline.sections(body)[1:]:
        targets = (link.target for link in links("", section.body) if link.target.endswith(".md"))
        yield tuple(dict.fromkeys(posixpath.normpath(posixpath.join(FOLDER, target)) for target in targets))


def places_of(guide: Guide, events: Iterable[LifeEvent]) -> tuple[tuple[LifeEvent, int], ...]:
    """The life events in which a guide is a step, each with the step's number."""
    return tuple((event, number) for event in events for number, uris in enumerate(event.steps, 1) if guide.uri in uris)
