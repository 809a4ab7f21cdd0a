"""The pages of ``docs/``: what they leave to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from thu7.guides.model import PublicNumber
from thu7.rota.schedule import Schedule
from thu7.site import wards_page
from thu7.text import links

PLACEHOLDER, NUMBERS_PLACEHOLDER, RESULTS = "<!-- thu7:lich -->", "<!-- thu7:so -->", "<!-- thu7:ket-qua -->"
"""Where these stand in a page, the wards' cards with their next Saturday, the public numbers and what came of Saturdays come."""


def asks_for_wards(markdown: str) -> bool:
    """Whether what is a ward's comes into the page."""
    return PLACEHOLDER in markdown or RESULTS in markdown


def filled(markdown: str, schedule: Schedule, numbers: Sequence[PublicNumber], results: str, prefix: str) -> str:
    """A page with what it asks for.

    Args:
        results: what came of Saturdays, in a line; may be empty.
        prefix: leads from the page to ``/lich/``.
    """
    markdown = markdown.replace(RESULTS, f'<p><a href="{prefix}../ket-qua/">{results}</a></p>' if results else "")
    if PLACEHOLDER in markdown:
        cards = wards_page.cards_of_wards(schedule, prefix)
        markdown = markdown.replace(PLACEHOLDER, cards)
    return markdown.replace(NUMBERS_PLACEHOLDER, numbers_list(numbers))


def numbers_list(numbers: Sequence[PublicNumber]) -> str:
    """The public numbers, each one touch away."""
    lines = "\n".join(
        f'<li><a href="{links.dialling(n.number)}"><strong>{escape(n.number)}</strong></a> <span>{escape(n.name)}</span></li>'
        for n in numbers
    )
    return f'<ul class="t7-az">\n{lines}\n</ul>' if numbers else ""
