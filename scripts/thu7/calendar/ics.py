"""Values into ``.ics`` bytes: a ward's public calendar and a volunteer's own.

The same values give the same bytes: ids are UUIDv5 of what an event is about, stamps come from the files' history,
nothing from the clock. RFC 5545, RFC 7986; METHOD is left out, so a feed is a snapshot.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from zoneinfo import ZoneInfo

import icalendar

from thu7.calendar import event_text
from thu7.calendar.addresses import page_of, public_uri, token
from thu7.calendar.occurrence import Occurrence
from thu7.calendar.revisions import Told
from thu7.guides.expiry import Coming
from thu7.rota.model import Volunteer
from thu7.text import vietnamese

ZONE = "Asia/Ho_Chi_Minh"
REFRESH = dt.timedelta(hours=6)
EVENING, HOUR = dt.time(17, 30), dt.timedelta(hours=-1)
"""When volunteers are reminded: on the evening before, whatever the desk's hours, and an hour before it opens."""
BEFORE_A_LAW = dt.timedelta(days=14)
"""How long before a day owners are reminded of it."""
_NAMESPACE = uuid.UUID("6f1c1b5e-3f0a-5d0e-9c57-7468753762fd")
_PRODUCT = "-//thu7//Lich thu Bay//VI"


def public_calendar(events: Sequence[Told], name: str, base: str) -> bytes:
    """When and where help is given, with no names.

    Args:
        name: the desk's.
        base: the site's address with a slash at its end, or empty.
    """
    calendar = _calendar(event_text.public_name(name))
    for told in events:
        event = _event(told, base, ())
        event.add("uid", _uid(told.occurrence.date.isoformat(), told.occurrence.ward))
        calendar.add_component(event)
    return _bytes(calendar)


def personal_calendar(
    events: Sequence[Told], volunteer: Volunteer, secret: str, base: str, handbook: str = ""
) -> bytes:
    """One volunteer's own Saturdays; valid and empty where there are none.

    Args:
        base: the site's address with a slash at its end, or empty.
        handbook: where the volunteers' handbook is below it; empty where the site has none.
    """
    calendar = _calendar(event_text.OWN_NAME)
    own, ways = token(secret, volunteer), event_text.further(base, handbook)
    for told in events:
        one = told.occurrence
        event = _event(told, base, ways)
        event.add("uid", _uid(one.date.isoformat(), one.ward, own))
        for before in () if one.cancelled else (_evening_before(one), HOUR):
            event.add_component(_reminder(event_text.reminder(one, before), before))
        calendar.add_component(event)
    return _bytes(calendar)


def owners_calendar(days: Sequence[Coming], today: dt.date) -> bytes:
    """Whole days on which laws begin or end and pages must be read again, for the calendars of those who answer for them.

    Args:
        today: when it was written; the file is taken in once, by hand, and stands for that day.
    """
    calendar = _named("Ngày luật đổi, ngày rà lại bài")
    for one in days:
        event = icalendar.Event()
        event.add("uid", _uid("luat", one.key, one.date.isoformat()))
        event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
        event.add("dtstart", one.date)
        event.add("dtend", one.date + dt.timedelta(days=1))
        event.add("summary", _clean(one.title))
        event.add("description", "\n".join(map(_clean, one.lines)))
        event.add("transp", "TRANSPARENT")
        event.add_component(_reminder(_clean(one.title), -BEFORE_A_LAW))
        calendar.add_component(event)
    return _bytes(calendar)


def _calendar(name: str) -> icalendar.Calendar:
    calendar = _named(name)
    calendar.add_component(_zone())
    return calendar


def _named(name: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    # Google reads the name only as X-WR-CALNAME, and guesses the encoding from the head: Vietnamese comes first.
    # Both are text, which the library knows of neither: a comma would stand there as it is.
    calendar.add("x-wr-calname", icalendar.vText(_clean(name)))
    calendar.add("name", icalendar.vText(_clean(name)))
    calendar.add("refresh-interval", icalendar.vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    calendar.add("color", "teal")
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


def _event(told: Told, base: str, ways: Sequence[str]) -> icalendar.Event:
    """An event without its id; ``ways`` are lines that lead further."""
    one, zone = told.occurrence, ZoneInfo(ZONE)
    page = base and base + page_of(public_uri(one.ward))
    event = icalendar.Event()
    event.add("dtstamp", told.changed)
    event.add("last-modified", told.changed)
    event.add("sequence", told.revision)
    event.add("dtstart", dt.datetime.combine(one.date, one.hours.start, zone))
    event.add("dtend", dt.datetime.combine(one.date, one.hours.end, zone))
    event.add("summary", _clean(event_text.title(one)))
    event.add("location", _clean(event_text.where(one.building, one.address)))
    event.add("description", "\n".join(map(_clean, event_text.description(one, page, ways))))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    # A public calendar never blocks anybody's time; nor does a Saturday that does not take place.
    event.add("transp", "OPAQUE" if one.role and not one.cancelled else "TRANSPARENT")
    if one.position:
        event.add("geo", one.position)
    if page:
        event.add("url", page)
    return event


def _evening_before(one: Occurrence) -> dt.timedelta:
    """How long before an event its evening before is; negative."""
    evening = dt.datetime.combine(one.date - dt.timedelta(days=1), EVENING)
    return evening - dt.datetime.combine(one.date, one.hours.start)


def _reminder(text: str, before: dt.timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(text))
    alarm.add("trigger", before)
    return alarm


def _clean(text: str) -> str:
    """One line of plain text without backslashes: they are parted from their letter in folding."""
    return vietnamese.plain(text).replace("\\", "/")


def _uid(*parts: str) -> str:
    """Opaque and stable (RFC 7986, 5.3: no data that identifies anybody)."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def _bytes(calendar: icalendar.Calendar) -> bytes:
    return bytes(calendar.to_ical(sorted=False))
