"""A guide's sheet for the officer who has the portal and the app before them, A4."""

from __future__ import annotations

from thu7.guides.review import Sheet, closing, origin
from thu7.paper.typesetting import pdf, typeset
from thu7.text import vietnamese


def review_sheet(made: Sheet) -> bytes:
    """The sheet as PDF."""
    guide = made.guide
    data = {
        "title": guide.title,
        "name": f"{guide.topic}/{guide.slug}",
        "owner": guide.owner,
        "reviewed": vietnamese.date(guide.reviewed),
        "sources": [[source.name, vietnamese.date(source.read), source.address] for source in guide.sources],
        "closing": list(closing(guide)),
        "unread": [f"{text.number}, {text.unread}" for text in guide.texts if text.unread],
        "groups": [[name, [[item.said, origin(item)] for item in items]] for name, items in made.groups],
    }
    return pdf(typeset("review", data))
