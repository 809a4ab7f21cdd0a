"""A topic's title page, with its guides as cards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from thu7.guides.model import Article, Topic
from thu7.guides.topic_file import in_order
from thu7.text import outline
from thu7.text.front_matter import front_matter


def topic_page(topic: Topic, guides: Sequence[Article]) -> str:
    """The Markdown of a topic's title page, with its guides as cards in their order."""
    front = {"title": topic.title, **({"description": topic.summary} if topic.summary else {}), **dict(topic.extra)}
    rows = [
        f'<a class="t7-the" href="{guide.slug}/"><strong>{escape(guide.title)}</strong> <span>{escape(guide.summary)}</span></a>'
        for guide in in_order(topic, guides)
    ]
    cards = "\n".join(('<div class="t7-luoi">', *rows, "</div>")) if rows else ""
    return (
        "\n\n".join(filter(None, (front_matter(front), f"# {topic.title}", outline.closed(topic.body).strip(), cards)))
        + "\n"
    )
