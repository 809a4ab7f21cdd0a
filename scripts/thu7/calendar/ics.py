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

from thu7.calendar.addresses import page_of, public_uri, token
from thu7.calendar.event_text import clean, own_title, public_title, reason, sentence, where
from thu7.calendar.revisions import Told
from thu7.rota import model
from thu7.rota.model import Volunteer
from thu7.text import links, vietnamese

ZONE = "Asia/Ho_Chi_Minh"
REFRESH = dt.timedelta(hours=6)
REMINDERS = (dt.timedelta(hours=-14), dt.timedelta(hours=-1))
"""17:30 on Friday and 6:30 on Saturday for a desk that opens at 7:30."""
_NAMESPACE = uuid.UUID("6f1c1b5e-3f0a-5d0e-9c57-7468753762fd")
_PRODUCT = "-//thu7//Lich thu Bay//VI"


def public_calendar(events: Sequence[Told], name: str, base: str) -> bytes:
    """When and where help is given, with no names.

    Args:
        name: the desk's.
        base: the site's address with a slash at its end, or empty.
    """
    calendar = _calendar(f"Thứ Bảy hỗ trợ dịch vụ công – {name}")
    for told in events:
        event = _event(told, public_title(told.occurrence.name), base, ["Có người hướng dẫn làm từng bước."], [])
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
    calendar = _calendar("Lịch trực thứ Bảy của tôi")
    own = token(secret, volunteer)
    for told in events:
        one = told.occurrence
        title = own_title(one)
        lines = [f"Nhiệm vụ: {model.role_title(one.role)}."]
        lines += [f"Người dẫn buổi: {one.lead}."] if one.lead else []
        ways = [f"Sổ tay ở bàn: {base}{handbook}"] if base and handbook else []
        ways += [f"Bài hay hỏi: {base}"] if base else []
        event = _event(told, title, base, lines, ways)
        event.add("uid", _uid(one.date.isoformat(), one.ward, own))
        for before in () if one.cancelled else REMINDERS:
            start = dt.datetime.combine(one.date, one.hours.start)
            when = "Ngày mai" if (start + before).date() < one.date else "Hôm nay"
            event.add_component(_reminder(f"{when}, {vietnamese.time(one.hours.start)}: {title}", before))
        calendar.add_component(event)
    return _bytes(calendar)


def _calendar(name: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    # Google reads the name only as X-WR-CALNAME, and guesses the encoding from the head: Vietnamese comes first.
    calendar.add("x-wr-calname", clean(name))
    calendar.add("name", clean(name))
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


def _event(told: Told, title: str, base: str, lines: Sequence[str], ways: Sequence[str]) -> icalendar.Event:
    """An event; ``lines`` say what it is for one reader, ``ways`` lead further."""
    one, zone = told.occurrence, ZoneInfo(ZONE)
    page = base and base + page_of(public_uri(one.ward))
    # The hours stand in the text too: many clients drop the alarms of a subscribed calendar.
    said = [f"{vietnamese.weekday_date(one.date)}, {vietnamese.hours(one.hours.start, one.hours.end)}.", *lines]
    if one.cancelled:
        title, said, ways = f"ĐÃ HỦY: {title}", [reason(one)], ()
    else:
        said += [sentence(f"Mang theo: {one.bring}")] if one.bring else []
        # A note is for those who serve; it may name somebody.
        said += [sentence(one.note)] if one.role and one.note else []
        said += [sentence(f"Đường đi: {one.directions}")] if one.directions else []
        said.append(f"Bản đồ: {links.on_map(one.building, one.address, one.position)}")
    said += [f"Điện thoại phường: {one.phone}"] if one.phone else []
    # Google hides URL, so the page stands in the text as well, last.
    said += [*ways, *([page] if page else [])]
    event = icalendar.Event()
    event.add("dtstamp", told.changed)
    event.add("last-modified", told.changed)
    event.add("sequence", told.revision)
    event.add("dtstart", dt.datetime.combine(one.date, one.hours.start, zone))
    event.add("dtend", dt.datetime.combine(one.date, one.hours.end, zone))
    event.add("summary", clean(title))
    event.add("location", clean(where(one.building, one.address)))
    event.add("description", "\n".join(clean(line) for line in said))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    # A public calendar never blocks anybody's time; nor does a Saturday that does not take place.
    event.add("transp", "OPAQUE" if one.role and not one.cancelled else "TRANSPARENT")
    if one.position:
        event.add("geo", one.position)
    if page:
        event.add("url", page)
    return event


def _reminder(text: str, before: dt.timedelta) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(text))
    alarm.add("trigger", before)
    return alarm


def _uid(*parts: str) -> str:
    """Opaque and stable (RFC 7986, 5.3: no data that identifies anybody)."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(parts)))


def _bytes(calendar: icalendar.Calendar) -> bytes:
    return bytes(calendar.to_ical(sorted=False))
