"""The sheet of people of our own workbook: who is new, who is called otherwise, what they do and wish."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from thu7.rota.model import Volunteer
from thu7.rota.roster_file import CODE, code_in, full_key
from thu7.sheets.changes import Added, Change, Told, Wished
from thu7.sheets.days import saturday_of, saturdays_in
from thu7.sheets.layout import DISLIKES, LIKES, PEOPLE, PERSON_COLUMNS, label, people_of
from thu7.sheets.names import is_called
from thu7.sheets.own_book import TICKS, Book
from thu7.sheets.tables import Row, place_of, shown
from thu7.text import vietnamese


def people(book: Book) -> Iterator[Change]:
    """What the sheet says otherwise than the roster; whoever is new stands in ``book.added`` afterwards."""
    rows = book.rows(PEOPLE, "mã")
    if not rows:
        return
    columns = {vietnamese.fold(shown(cell)): number for number, cell in enumerate(rows[0].cells)}
    at = {name: found for name in PERSON_COLUMNS if (found := columns.get(vietnamese.fold(name))) is not None}
    gone = [f"“{name}”" for name in PERSON_COLUMNS if name not in at]
    if gone:
        book.findings.passed.append(
            f"Trang {PEOPLE} không có cột {vietnamese.joined(gone)}, máy giữ nguyên những điều ấy."
        )
    reader, seen = _People(book, at), set()
    for row in rows[1:]:
        told = {name: row.text(at[name]) if name in at else "" for name in PERSON_COLUMNS}
        code = vietnamese.fold(told["mã"]) or book.code_of(told["tên"])
        if not code:
            book.findings.passed.append(f"{place_of(PEOPLE, row)}: không có tên.")
            continue
        if not CODE.fullmatch(code):
            book.open(f"“{told['mã']}” không dùng làm mã được", "Viết chữ thường không dấu, như: lan.", PEOPLE, row)
        elif code in seen:
            book.open(f"Mã “{code}” đứng ở hai hàng", "Xóa một hàng, hoặc đổi mã.", PEOPLE, row)
        elif code in book.known:
            yield from reader.person(book.known[code], told, row)
        elif roles := reader.roles(told["nhiệm vụ"], row):
            book.added[code] = Added(code, told["tên"] or code, roles, place_of(PEOPLE, row))
            yield book.added[code]
            yield from reader.besides(code, book.added[code].name, told, row)
        seen.add(code)
    for added in book.added.values():
        before = [code for code, one in book.known.items() if code not in seen and is_called(one, added.name)]
        if before:
            about = f"{added.name} đang có mã “{before[0]}”, bảng ghi mã “{added.code}”"
            hint = "Trả lại mã cũ. Người khác cùng tên thì giữ cả hàng của người cũ."
            book.findings.open(about, hint, added.where)
    left = [person.name for code, person in book.known.items() if code not in seen]
    if left:
        book.findings.passed.append(
            f"Trang {PEOPLE} không còn {vietnamese.joined(left)}. Máy không xóa ai: xóa trong tệp roster.yml, kể cả ở các buổi đã xếp."
        )
    # Last, for a wish may be for somebody who stands in a lower row.
    yield from reader.wishes()


class _People:
    def __init__(self, book: Book, at: Mapping[str, int]) -> None:
        self.book, self.at = book, at
        self.everybody = people_of(book.schedule, book.roster)
        self.rows: list[tuple[str, str, Row]] = []

    def roles(self, text: str, row: Row) -> tuple[str, ...]:
        """The roles that a cell names; empty where one of them must be decided first."""
        needs = self.book.roster.role_names
        roles = []
        for word in _parts(text):
            if vietnamese.fold(word) not in needs:
                near = vietnamese.nearest(word, needs.values())
                hint = f"Có phải là “{near}”?" if near else f"Các nhiệm vụ: {', '.join(needs.values())}."
                self.book.open(f"Phường không có nhiệm vụ “{word}”", hint, PEOPLE, row)
                return ()
            roles.append(needs[vietnamese.fold(word)])
        if not roles:
            self.book.open("Chưa ghi nhiệm vụ", f"Chọn trong: {', '.join(needs.values())}.", PEOPLE, row)
        return tuple(dict.fromkeys(roles))

    def person(self, person: Volunteer, told: Mapping[str, str], row: Row) -> Iterator[Change]:
        """What a row says of somebody who is known."""
        if told["tên"] and vietnamese.nfc(told["tên"]) != vietnamese.nfc(person.name):
            self.book.renamed[person.code] = told["tên"]
            yield Told(person.code, person.name, "tên", told["tên"], place_of(PEOPLE, row))
        if told["nhiệm vụ"] and told["nhiệm vụ"] != ", ".join(person.roles):
            roles = self.roles(told["nhiệm vụ"], row)
            if roles and [vietnamese.fold(role) for role in roles] != [vietnamese.fold(role) for role in person.roles]:
                yield Told(person.code, person.name, "nhiệm vụ", roles, place_of(PEOPLE, row))
        yield from self.besides(person.code, person.name, told, row, person)

    def besides(
        self, code: str, name: str, told: Mapping[str, str], row: Row, person: Volunteer | None = None
    ) -> Iterator[Change]:
        """The smaller things: how often at most, whether new, whether named in public."""
        self.rows.append((code, name, row))
        where = place_of(PEOPLE, row)
        limit = told["tối đa mỗi tháng"]
        before = "" if person is None or person.monthly_limit is None else str(person.monthly_limit)
        if "tối đa mỗi tháng" in self.at and limit != before:
            if limit in ("0", "1", "2", "3", "4", "5"):
                yield Told(code, name, "tối đa mỗi tháng", limit, where)
            elif limit:
                self.book.open(f"“{limit}” không phải số buổi một tháng", "Ghi từ 0 đến 5.", PEOPLE, row)
            else:
                self.book.findings.passed.append(
                    f"{where}: máy không xóa “tối đa mỗi tháng” của {name}; xóa trong tệp roster.yml."
                )
        for key, old in (("mới", person.new if person else False), ("công khai", person.public if person else False)):
            said = vietnamese.fold(told[key])
            now = said in TICKS
            if said and not now and not vietnamese.says_no(said):
                about = f"“{told[key]}” ở cột “{key}” không phải x hay trống"
                self.book.open(about, "Ghi x, hoặc để trống.", PEOPLE, row)
            elif key in self.at and now != old:
                yield Told(code, name, key, "có" if now else "không", where)

    # --- wishes ----------------------------------------------------------------------------------------------------

    def wishes(self) -> Iterator[Wished]:
        """Whom people like to serve with, and the days that they do not like."""
        for code, name, row in self.rows:
            person = self.book.known.get(code)
            if LIKES in self.at:
                before = {full_key(self.book.ward, one): one for one in (person.likes if person else ())}
                liked = self._liked(code, row, before)
                if liked is not None:
                    codes = {key: before.get(key) or code_in(self.book.ward, key) for key in (*before, *liked)}
                    named = {key: self._called(key) for key in codes}
                    yield from _wished(code, name, LIKES, before, liked, codes, named, place_of(PEOPLE, row))
            if DISLIKES in self.at:
                known = {vietnamese.date(day): day for day in (person.dislikes if person else ())}
                days = self._disliked(row, known)
                if days is not None:
                    said = {day: day for day in (*known, *days)}
                    yield from _wished(code, name, DISLIKES, known, days, said, said, place_of(PEOPLE, row))

    def _liked(self, code: str, row: Row, before: Mapping[str, str]) -> list[str] | None:
        """The keys of those whom a cell names, by code or by name; none where one of them must be decided first."""
        own = f"{self.book.ward}/{code}"
        found: list[str] = []
        for word in _parts(row.text(self.at[LIKES])):
            keys = self._meant(word, before)
            if len(keys) == 1 and own not in keys:
                found += keys
                continue
            near = vietnamese.nearest(word, (one.name for one in self.everybody))
            hint = (
                "Bỏ tên ấy ở cột này."
                if own in keys and len(keys) == 1
                else "Ghi mã thay cho tên, như: lan."
                if keys
                else f"Có phải là “{near}”?"
                if near
                else f"Ghi mã hay tên đủ của người ở trang {PEOPLE}."
            )
            about = (
                f"“{word}” là chính người ấy"
                if own in keys and len(keys) == 1
                else f"“{word}” là tên của nhiều người"
                if keys
                else f"Không biết “{word}” ở cột “{LIKES}” là ai"
            )
            self.book.open(about, hint, PEOPLE, row)
            return None
        return list(dict.fromkeys(found))

    def _meant(self, word: str, before: Mapping[str, str]) -> set[str]:
        """Whom a code or a name may mean."""
        book, low = self.book, vietnamese.nfc(word).lower()
        key, coded = full_key(book.ward, word), re.fullmatch(r"(.+?) \(([^()]+)\)", word)
        new_here = key.removeprefix(f"{book.ward}/") in book.added
        if word == low and (key in before or book.schedule.person(key) or new_here):
            return {key}  # a code; “Lan” with a capital may be anybody of that name
        if coded and (person := book.schedule.person(full_key(book.ward, coded[2]))) and is_called(person, coded[1]):
            return {person.key}
        found = {
            one.key
            for one in self.everybody
            if is_called(one, word) or vietnamese.nfc(label(one, book.ward, self.everybody)).lower() == low
        }
        renamed = ((code, name) for code, name in book.renamed.items() if vietnamese.nfc(name).lower() == low)
        new = ((one.code, one.name) for one in book.added.values() if vietnamese.nfc(one.name).lower() == low)
        return found | {f"{book.ward}/{code}" for code, _ in (*renamed, *new)}

    def _called(self, key: str) -> str:
        person = self.book.schedule.person(key)
        code = key.partition("/")[2]
        return person.name if person else self.book.added[code].name if code in self.book.added else code

    def _disliked(self, row: Row, before: Mapping[str, dt.date]) -> list[str] | None:
        """The days that a cell names, as a roster has them; none where one of them must be decided first."""
        cell = row.cells[self.at[DISLIKES]] if self.at[DISLIKES] < len(row.cells) else ""
        if isinstance(cell, dt.date) and vietnamese.date(cell) not in before:
            day = saturday_of(cell, self.book.among)
            found, odd = ([vietnamese.date(day)], "") if day else ([], vietnamese.date(cell))
        else:
            found, odd = [], ""
            for part in _parts(shown(cell)):
                read = saturdays_in(part, self.book.among, self.book.schedule.today)
                exact = vietnamese.parse_date(part)
                if exact and vietnamese.date(exact) in before:
                    found.append(vietnamese.date(exact))
                elif read.saturdays and not read.unread and not read.left:
                    found += map(vietnamese.date, read.saturdays)
                else:
                    odd = odd or part
        if odd:
            about = f"“{odd}” ở cột “{DISLIKES}” không phải một thứ Bảy sắp tới"
            self.book.open(about, "Viết đủ từng ngày, như: 05/12/2026, 12/12/2026.", PEOPLE, row)
            return None
        return list(dict.fromkeys(found))


def _wished(
    code: str,
    name: str,
    key: str,
    before: Mapping[str, object],
    now: Sequence[str],
    written: Mapping[str, str],
    said: Mapping[str, str],
    where: str,
) -> Iterator[Wished]:
    """One person's wishes of a kind, where they are others than before; those that stay keep their order."""
    kept, more = [one for one in before if one in now], [one for one in now if one not in before]
    less = [one for one in before if one not in now]
    if more or less:
        values = tuple(written[one] for one in (*kept, *more))
        come, go = (tuple(said[one] for one in those) for those in (more, less))
        yield Wished(code, name, key, values, values[len(kept) :], come, go, where)


def _parts(text: str) -> list[str]:
    return [part for part in map(str.strip, re.split(r"[,;]", text)) if part]
