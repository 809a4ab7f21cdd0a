"""What is published of wards: their pages, calendars, results, people's own pages; all of them, or one ward's."""

from __future__ import annotations

import functools
import itertools
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence

from thu7.calendar import addresses, feeds, ics, personal_page, revisions, subscribe
from thu7.folders import DOCS, HOLIDAYS, SCHEDULE
from thu7.output import Output, Settings
from thu7.paper import pictures
from thu7.results import certificates, open_data, tally
from thu7.results.tally import Tally
from thu7.rota.model import Volunteer
from thu7.rota.schedule import Schedule
from thu7.site import certificate_page, git_host, held_note, results_page, secretary_page, ward_page, wards_page
from thu7.sources import Content, roster_path
from thu7.system import parallel
from thu7.text import links

HANDBOOK = "so-tay/tinh-nguyen-vien.md"
"""The volunteers' handbook, where ``docs/`` has one."""
MANY = 500
"""Calendars from which on all cores write them."""


def outputs(content: Content, settings: Settings, look: Mapping[str, str], only: str | None = None) -> Iterator[Output]:
    """All that is published of wards besides their pages, one at a time.

    Args:
        look: where style and scripts are published, from ``publishing.for_templates``.
        only: a ward: then what is its own, and the calendars of those who help there.
    """
    told = revisions.tell(content.schedule, settings.history, content.library.public_numbers)
    former = _former_places(content.schedule, told, settings.secret, only)
    made: Iterator[Output] = calendars(content, told, settings, only)
    if settings.secret and settings.base:
        own = _own_pages(content, told, settings, look, only)
        made = itertools.chain(made, own, _of_secretaries(content.schedule, settings, look, only))
    for output in made:
        yield output
        for old in former.get(output.uri, ()):
            yield Output(old, output.content, output.edit_path)
        for old in former.get(f"{posixpath.dirname(output.uri)}.ics", ()):
            yield Output(addresses.page_of(old) + posixpath.basename(output.uri), output.content, output.edit_path)
    if settings.secret:
        yield from _certificates(content.schedule, settings, look, only)
    for ward in content.schedule.desks:
        if only in (None, ward.ward):
            yield Output(ward_page.picture_uri(ward), pictures.picture(settings.site_name, *ward_page.in_short(ward)))


def folders_of(schedule: Schedule, secret: str, ward: str) -> list[str]:
    """The folders of a site in which nothing stands but what is this ward's, or its people's."""
    people = schedule.rosters[ward].volunteers if secret else ()
    own = (addresses.page_of(addresses.personal_uri(secret, person)).rstrip("/") for person in people)
    return [f"lich/{ward}", f"{results_page.FOLDER}/{ward}", *own]


def listing(content: Content) -> Iterator[Output]:
    """The pages that show all wards, and what lists them for programs."""
    schedule, tallies = content.schedule, tally.by_ward(content.schedule)
    holidays = HOLIDAYS if HOLIDAYS in content.files else None
    yield Output("lich/index.md", wards_page.wards_page(schedule), holidays)
    listed = wards_page.listed(schedule.desks)
    yield Output(wards_page.LIST, wards_page.wards_list(listed))
    yield from itertools.starmap(Output, wards_page.letter_pages(listed))
    yield Output(results_page.URI, results_page.results_page(content.schedule, tallies))
    if shown := results_page.shown(content.schedule, tallies):
        summed = tally.summed(tallies[ward.ward] for ward in shown)
        yield from results_files(results_page.ALL, summed, content.schedule)


def places(schedule: Schedule) -> Iterator[tuple[str, str]]:
    """The places of the wards' pages, each with the file that staff edit for it."""
    told = {ward for ward, own in tally.by_ward(schedule).items() if own.results}
    for desk in schedule.desks:
        yield f"lich/{desk.ward}.md", roster_path(desk)
        if desk.ward in told:
            yield results_page.uri_of(desk.ward), roster_path(desk)


def pages(content: Content, base: str, only: str | None = None) -> Iterator[Output]:
    """Each ward's page, and what came of its Saturdays.

    Args:
        base: the site's address with a slash at its end; empty where it has none.
        only: a ward, for its pages alone.
    """
    schedule, tallies = content.schedule, tally.by_ward(content.schedule)
    for ward in schedule.desks if only is None else (schedule.rosters[only],):
        shifts = schedule.shifts(ward)
        feed = base + addresses.public_uri(ward.ward) if base else f"../{ward.ward}.ics"
        own = tallies.get(ward.ward)
        told = results_page.in_a_line(own, sample=ward.sample) if own else ""
        page = ward_page.ward_page(ward, shifts, content.today, feed, told)
        page = held_note.on_wards(page, content.held_since(roster_path(ward)))
        yield Output(f"lich/{ward.ward}.md", page, roster_path(ward))
        yield Output(f"lich/{ward.ward}/buoi.html", wards_page.card_file(ward, shifts, content.today))
        if own and own.results:
            yield Output(results_page.uri_of(ward.ward), results_page.ward_page(ward, own), roster_path(ward))
            yield from results_files(ward.ward, own, content.schedule)


def results_files(name: str, own: Tally, schedule: Schedule) -> Iterator[Output]:
    """What came of Saturdays as numbers for programs."""
    place = f"{results_page.FOLDER}/{name}"
    yield Output(f"{place}.csv", open_data.as_csv(own.results, schedule.rosters))
    yield Output(f"{place}.json", open_data.as_json(own.results, schedule.rosters, results_page.LICENCE))


def calendars(
    content: Content, told: revisions.Telling, settings: Settings, only: str | None = None
) -> Iterator[Output]:
    """The wards' public calendars, then the volunteers' own; near Saturdays by themselves too.

    Wards and volunteers that left lately are among them: their calendars say that it is off.
    """
    base, today, secret = settings.base, content.today, settings.secret
    handbook = links.address(HANDBOOK) if f"{DOCS}/{HANDBOOK}" in content.files else ""
    desks = [desk for desk in content.schedule.desks if only in (None, desk.ward)]
    made: list[tuple[str, str | None, Callable[[], bytes]]] = []

    def add(
        uri: str, source: str | None, write: Callable[[Sequence[revisions.Told]], bytes], said: Sequence[revisions.Told]
    ) -> None:
        made.append((uri, source, functools.partial(write, said)))
        for one in said:
            if not one.occurrence.cancelled and subscribe.soon(one.occurrence.date, today):
                single = addresses.page_of(uri) + addresses.single_name(one.occurrence.date)
                made.append((single, source, functools.partial(write, (one,))))

    for desk in desks:
        write = functools.partial(ics.public_calendar, name=desk.venue.name, base=base)
        add(addresses.public_uri(desk.ward), roster_path(desk), write, told.public.get(desk.ward, ()))
    for ward, said in told.closed.items() if only is None else ():
        write = functools.partial(ics.public_calendar, name=said[-1].occurrence.name, base=base)
        add(addresses.public_uri(ward), None, write, said)
    for person in _people(content.schedule, told, only) if secret else ():
        own = functools.partial(ics.personal_calendar, volunteer=person, secret=secret, base=base, handbook=handbook)
        add(addresses.personal_uri(secret, person), person.place.path, own, told.own.get(person.key, ()))
    for (uri, source, _), data in zip(made, _each([write for _, _, write in made]), strict=True):
        yield Output(uri, data, source)


def _former_places(schedule: Schedule, told: revisions.Telling, secret: str, only: str | None) -> dict[str, list[str]]:
    """Where each calendar was when its ward's folder had another name: phones still ask there."""
    found: dict[str, list[str]] = {}
    for old, new in schedule.renamed.items():
        found.setdefault(addresses.public_uri(new), []).append(addresses.public_uri(old))
    for person in _people(schedule, told, only) if secret else ():
        before = [addresses.personal_uri(secret, one) for one in told.former.get(person.key, ())]
        found[addresses.personal_uri(secret, person)] = before
    return found


def _people(schedule: Schedule, told: revisions.Telling, only: str | None = None) -> Iterator[Volunteer]:
    """Whoever has a calendar of their own; with ``only``, who stands in that ward's roster, guests too, or is told of it."""
    guests = {guest.key for guest in schedule.rosters[only].guests} if only else set()

    def concerned(person: Volunteer) -> bool:
        said = told.own.get(person.key, ())
        return only in (None, person.ward) or person.key in guests or any(one.occurrence.ward == only for one in said)

    for desk in schedule.desks:
        yield from filter(concerned, desk.volunteers)
    yield from filter(concerned, told.left)


def _each(writers: Sequence[Callable[[], bytes]]) -> Iterator[bytes]:
    """What each gives, in order; on all cores where there are enough of them to pay for starting processes."""
    return map(_call, writers) if len(writers) < MANY else parallel.each(_call, writers, chunk=16)


def _call(writer: Callable[[], bytes]) -> bytes:
    return writer()


def _own_pages(
    content: Content, told: revisions.Telling, settings: Settings, look: Mapping[str, str], only: str | None
) -> Iterator[Output]:
    """A page for each volunteer, beside their calendar: how their phone takes it, and their next Saturdays."""
    for person in _people(content.schedule, told, only):
        feed = feeds.feed(person, settings.secret, settings.base)
        coming = [one for one in told.own.get(person.key, ()) if one.occurrence.date >= content.today]
        page = personal_page.page(feed, coming, content.today, settings.site_name, look)
        yield Output(
            f"{addresses.page_of(addresses.personal_uri(settings.secret, person))}index.html", page, person.place.path
        )


def _of_secretaries(
    schedule: Schedule, settings: Settings, look: Mapping[str, str], only: str | None
) -> Iterator[Output]:
    """A page for each ward's secretary, at an address that cannot be guessed."""
    for roster in schedule.desks:
        if only not in (None, roster.ward):
            continue
        new_file = git_host.new_file(*settings.repository, f"{SCHEDULE}/{roster.ward}")
        page = secretary_page.page(schedule, roster, new_file, settings.site_name, look)
        yield Output(f"{addresses.secretary_page(settings.secret, roster)}index.html", page, roster_path(roster))


def _certificates(
    schedule: Schedule, settings: Settings, look: Mapping[str, str], only: str | None
) -> Iterator[Output]:
    """What each certificate says; with another secret than that of its day it has no address."""
    changed = {one.number for one, _ in certificates.untrue(schedule, settings.secret)}
    for one in schedule.certificates:
        token = certificates.token(settings.secret, one.ward, one.number)
        if certificates.hashed(token) == one.token_hash and one.ward in schedule.rosters and only in (None, one.ward):
            roster = schedule.rosters[one.ward]
            page = certificate_page.page(one, roster, settings.site_name, look, one.number in changed)
            yield Output(f"{certificates.FOLDER}/{token}/index.html", page, one.place.path)
