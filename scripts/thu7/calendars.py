"""Values into ``.ics`` bytes: a ward's public calendar and a volunteer's own.

The same values give the same bytes: ids are UUIDv5 of what an event is about, stamps come from the files' history,
nothing from the clock. RFC 5545, RFC 7986; METHOD is left out, so a feed is a snapshot.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import icalendar

from thu7 import wording
from thu7.history import Stamp
from thu7.model import Roster, Shift, Volunteer

ZONE = "Asia/Ho_Chi_Minh"
REFRESH = dt.timedelta(hours=6)
REMINDER = dt.timedelta(hours=-14)
"""17:30 on Friday for a desk that opens at 7:30."""
_NAMESPACE = uuid.UUID("6f1c1b5e-3f0a-5d0e-9c57-7468753762fd")
_PRODUCT = "-//thu7//Lich thu Bay//VI"


@dataclass(frozen=True)
class Duty:
    """One person's role on one Saturday, with when what it is made from last changed."""

    shift: Shift
    role: str
    stamp: Stamp


def token(secret: str, volunteer: Volunteer) -> str:
    """The part of a personal calendar's address that cannot be guessed: 160 bits, keyed by the secret."""
    message = f"{volunteer.key}\n{volunteer.issue}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:40]


def public_calendar(roster: Roster, shifts: Sequence[tuple[Shift, Stamp]], page: str) -> bytes:
    """When and where help is given, with no names. ``page`` is the address of the ward's Saturday page, or empty."""
    venue = roster.venue
    calendar = _calendar(f"Thứ Bảy hỗ trợ dịch vụ công – {venue.name}")
    title = f"Hỗ trợ VNeID, dịch vụ công – {venue.name}"
    for shift, stamp in shifts:
        event = _event(shift, stamp, title, page, lines=["Có người hướng dẫn làm từng bước."], own=False)
        event.add("uid", _uid(shift.date.isoformat(), roster.ward))
        calendar.add_component(event)
    return _bytes(calendar)


def personal_calendar(
    volunteer: Volunteer, duties: Sequence[Duty], secret: str, page_of: Callable[[str], str]
) -> bytes:
    """One volunteer's own Saturdays; valid and empty where there are none. ``page_of`` gives the page of a ward."""
    calendar = _calendar("Lịch trực thứ Bảy của tôi")
    own = token(secret, volunteer)
    for duty in duties:
        shift = duty.shift
        title = f"{wording.role(duty.role)} – {shift.roster.venue.name}"
        lines = [
            f"Nhiệm vụ: {wording.role(duty.role)}.",
            *([f"Mang theo: {shift.roster.venue.bring}."] if shift.roster.venue.bring else []),
        ]
        event = _event(shift, duty.stamp, title, page_of(shift.roster.ward), lines, own=True)
        event.add("uid", _uid(shift.date.isoformat(), shift.roster.ward, own))
        if not shift.closed:
            event.add_component(_reminder(title))
        calendar.add_component(event)
    return _bytes(calendar)


def _calendar(name: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    # Google reads the name only as X-WR-CALNAME, and guesses the encoding from the head: Vietnamese comes first.
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("name", _clean(name))
    calendar.add("refresh-interval", icalendar.vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    calendar.add("color", "teal")
    calendar.add_component(_zone())
    return calendar


def _zone() -> icalendar.Timezone:
    """Six ASCII lines: Việt Nam has had +07:00 and no summer time since 1975."""
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", dt.datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", dt.timedelta(hours=7))
    standard.add("tzoffsetto", dt.timedelta(hours=7))
    standard.add("tzname", "+07")
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _event(shift: Shift, stamp: Stamp, title: str, page: str, lines: Iterable[str], *, own: bool) -> icalendar.Event:
    venue = shift.roster.venue
    zone = ZoneInfo(ZONE)
    told = list(lines)
    if shift.closed:
        title, told = f"ĐÃ HỦY: {title}", [f"Nghỉ: {shift.closed}."]
    # A note is for those who serve; it may name somebody.
    if own and shift.saturday.note:
        told.append(f"{shift.saturday.note}.".replace("..", "."))
    if venue.directions:
        told.append(f"Đường đi: {venue.directions}.".replace("..", "."))
    if page:
        told.append(page)
    event = icalendar.Event()
    event.add("dtstamp", stamp.changed)
    event.add("last-modified", stamp.changed)
    event.add("sequence", stamp.revision)
    event.add("dtstart", dt.datetime.combine(shift.date, venue.hours.start, zone))
    event.add("dtend", dt.datetime.combine(shift.date, venue.hours.end, zone))
    event.add("summary", _clean(title))
    event.add("location", _clean(f"{venue.building}, {venue.address}"))
    event.add("description", "\n".join(_clean(line) for line in told))
    event.add("status", "CANCELLED" if shift.closed else "CONFIRMED")
    # A public calendar never blocks anybody's time; nor does a Saturday that does not take place.
    event.add("transp", "OPAQUE" if own and not shift.closed else "TRANSPARENT")
    if venue.position:
        event.add("geo", venue.position)
    if page:
        event.add("url", page)
    return event


def _reminder(title: str) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(f"Sáng mai: {title}"))
    alarm.add("trigger", REMINDER)
    return alarm


def _uid(*parts: str) -> str:
    """Opaque and stable (RFC 7986, 5.3: no data that identifies anybody)."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def _clean(text: str) -> str:
    """Composed, without control or direction characters, and without backslashes (parted from their letter in folding)."""
    kept = (
        " " if c in "\t\r\n" else c
        for c in unicodedata.normalize("NFC", text)
        if c in "\t\r\n" or unicodedata.category(c) not in ("Cc", "Cf")
    )
    return " ".join("".join(kept).replace("\\", "/").split())


def unfolded(text: str) -> str:
    """A calendar's text with its folded lines joined (RFC 5545, 3.1)."""
    return text.replace("\r\n ", "")


def _bytes(calendar: icalendar.Calendar) -> bytes:
    return bytes(calendar.to_ical(sorted=False))
