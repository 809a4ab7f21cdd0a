"""Where calendars and the pages beside them are published."""

from __future__ import annotations

import datetime as dt

from thu7.rota.model import Roster, Volunteer
from thu7.text.keyed import keyed

PERSONAL = "lich/rieng"
"""Where volunteers' own calendars are published, each at an address that cannot be guessed."""


def token(secret: str, volunteer: Volunteer) -> str:
    """The part of a personal calendar's address that cannot be guessed: 160 bits, keyed by the secret."""
    return keyed(secret, f"{volunteer.key}\n{volunteer.issue}")


def personal_uri(secret: str, volunteer: Volunteer) -> str:
    """Where their calendar is, below the site's address."""
    return f"{PERSONAL}/{token(secret, volunteer)}.ics"


def secretary_page(secret: str, roster: Roster) -> str:
    """Where a ward's secretary writes down what came of a Saturday, below the site's address."""
    own = keyed(secret, f"{roster.ward}/\n{roster.issue}")
    return f"{PERSONAL}/{own}/"


def page_of(calendar: str) -> str:
    """The page that belongs to a calendar, which may be a whole address or a path."""
    return f"{calendar.removesuffix('.ics')}/"


def single_name(day: dt.date) -> str:
    """The file with one Saturday of a calendar by itself, beside its page."""
    return f"{day}.ics"


def public_uri(ward: str) -> str:
    """Where a ward's calendar is, below the site's address."""
    return f"lich/{ward}.ics"
