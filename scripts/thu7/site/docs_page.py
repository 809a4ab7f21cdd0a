"""The pages of ``docs/``: what they leave to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from thu7.guides.model import PublicNumber
from thu7.rota.schedule import Schedule
from thu7.site import wards_page
from thu7.text import links

PLACEHOLDER, NUMBERS_PLACEHOLDER = "<!-- thu7:lich -->", "<!-- thu7:so -->"
"""Where these stand in a page, the wards' cards with their next Saturday and the public numbers come."""


def filled(markdown: str, schedule: Schedule, numbers: Sequence[PublicNumber], prefix: str) -> str:
    """A page with the wards' cards and the public numbers where it asks for them; ``prefix`` leads from it to ``/lich/``."""
    if PLACEHOLDER in markdown:
        cards = wards_page.cards_of_wards(schedule.wards(), schedule.today, prefix)
        markdown = markdown.replace(PLACEHOLDER, cards)
    return markdown.replace(NUMBERS_PLACEHOLDER, numbers_list(numbers))


def numbers_list(numbers: Sequence[PublicNumber]) -> str:
    """The public numbers, each one touch away."""
    lines = "\n".join(
        f'<li><a href="{links.dialling(n.number)}"><strong>{escape(n.number)}</strong></a> <span>{escape(n.name)}</span></li>'
        for n in numbers
    )
    return f'<ul class="t7-az">\n{lines}\n</ul>' if numbers else ""
