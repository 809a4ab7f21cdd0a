"""A topic's title page, with its guides as cards, in groups where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from thu7.guides.model import Article, Topic
from thu7.guides.topic_file import in_order
from thu7.text import outline, vietnamese
from thu7.text.front_matter import front_matter


def topic_page(topic: Topic, guides: Sequence[Article]) -> str:
    """The Markdown of a topic's title page, with its guides as cards in their order.

    Where the topic has groups, the ways to them stand first: a person chooses among six names, not among twenty pages.
    """
    front = {"title": topic.title, **({"description": topic.summary} if topic.summary else {}), **dict(topic.extra)}
    parts = list(_parts(topic, in_order(topic, guides)))
    blocks = [front_matter(front), f"# {topic.title}"]
    if topic.groups:
        blocks += [_ways([name for name, _ in parts])]
        blocks += [f'<h2 id="{vietnamese.slug(name)}">{escape(name)}</h2>\n{_cards(own)}' for name, own in parts]
        blocks.append(outline.closed(topic.body).strip())
    else:
        blocks += [outline.closed(topic.body).strip(), *(_cards(own) for _, own in parts)]
    return "\n\n".join(filter(None, blocks)) + "\n"


OTHERS = "Bài khác"
"""What stands in no group."""


def _parts(topic: Topic, ordered: Sequence[Article]) -> Iterator[tuple[str, list[Article]]]:
    left = list(ordered)
    for name, slugs in topic.groups:
        own = [guide for guide in left if guide.slug in slugs]
        left = [guide for guide in left if guide not in own]
        if own:
            yield name, own
    if left:
        yield OTHERS, left


def _ways(names: Sequence[str]) -> str:
    links = "\n".join(f'<li><a href="#{vietnamese.slug(name)}">{escape(name)}</a></li>' for name in names)
    return f'<nav aria-label="Trên trang này"><ul class="muc-luc">\n{links}\n</ul></nav>'


def _cards(guides: Sequence[Article]) -> str:
    rows = [
        f'<a class="t7-the" href="{guide.slug}/"><strong>{escape(guide.title)}</strong> <span>{escape(guide.summary)}</span></a>'
        for guide in guides
    ]
    return "\n".join(('<div class="t7-luoi">', *rows, "</div>"))
