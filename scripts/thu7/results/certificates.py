"""Certificates of days: their numbers, their addresses that cannot be guessed, and whether they are still true."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from thu7.rota.model import Certificate
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese
from thu7.text.keyed import keyed
from thu7.text.problems import Place, Problem, warning

FOLDER = "xac-nhan"


def token(secret: str, ward: str, number: str) -> str:
    """The part of a certificate's address that cannot be guessed: 160 bits, keyed by the secret."""
    return keyed(secret, f"xac-nhan\n{ward}\n{number}")


def person_mark(secret: str, key: str, number: str) -> str:
    """By it whoever has the secret finds again whose certificate it is; nobody else can reckon it from names or codes."""
    return keyed(secret, f"nguoi\n{key}\n{number}")


def hashed(token_: str) -> str:
    return hashlib.sha256(token_.encode()).hexdigest()


def issued(schedule: Schedule, ward: str) -> tuple[Certificate, ...]:
    return tuple(one for one in schedule.certificates if one.ward == ward)


def standing(known: Iterable[Certificate], secret: str, key: str, dates: tuple[dt.date, ...]) -> Certificate | None:
    """The certificate that somebody has already for just these days."""
    for one in known:
        if not one.revoked and one.dates == dates and one.person_mark == person_mark(secret, key, one.number):
            return one
    return None


def of_another_secret(known: Iterable[Certificate], secret: str) -> list[Certificate]:
    """Those that still stand and that this secret did not make: their pages are gone as long as it is the one."""
    return [one for one in known if not one.revoked and hashed(token(secret, one.ward, one.number)) != one.token_hash]


def overlapping(
    known: Iterable[Certificate], secret: str, key: str, dates: tuple[dt.date, ...]
) -> Iterator[tuple[Certificate, dt.date]]:
    """The days that stand already in another certificate of the same person, each with the first such one."""
    own = [one for one in known if not one.revoked and one.person_mark == person_mark(secret, key, one.number)]
    for day in dates:
        if other := next((one for one in own if day in one.dates), None):
            yield other, day


def made(
    known: Iterable[Certificate],
    secret: str,
    ward: str,
    key: str,
    dates: tuple[dt.date, ...],
    days: Decimal,
    today: dt.date,
) -> Certificate:
    """A new certificate, numbered behind those of its ward and year."""
    head = f"{ward.upper()}-{today.year}-"
    taken = [one.number.removeprefix(head) for one in known if one.number.startswith(head)]
    number = f"{head}{max([int(one) for one in taken if one.isdigit()] + [0]) + 1:03}"
    return Certificate(
        ward,
        number,
        hashed(token(secret, ward, number)),
        person_mark(secret, key, number),
        dates,
        days,
        today,
        Place(""),
    )


def untrue(schedule: Schedule, secret: str) -> Iterator[tuple[Certificate, tuple[dt.date, ...]]]:
    """Certificates that a later correction of results has made untrue, each with the days on which nobody says any more who came.

    Args:
        secret: tells whose they are; empty, only days on which nobody came are found.
    """
    came = {(one.ward, one.date): {key for key, _ in one.attended} for one in schedule.results}
    keys: dict[str, set[str]] = {
        ward: {one.key for one in roster.volunteers} for ward, roster in schedule.rosters.items()
    }
    for results in schedule.results:
        keys.setdefault(results.ward, set()).update(key for key, _ in results.attended)
    for one in schedule.certificates:
        if one.revoked:
            continue
        whose = sorted(keys.get(one.ward, ())) if secret else []
        person = next((key for key in whose if person_mark(secret, key, one.number) == one.person_mark), None)
        days = tuple(
            day for day in one.dates if not came.get((one.ward, day)) or (person and person not in came[one.ward, day])
        )
        if days:
            yield one, days


def check(schedule: Schedule, secret: str) -> Iterator[Problem]:
    """What is wrong with certificates: untrue ones, days that cannot be, what was changed by hand."""
    for one, days in untrue(schedule, secret):
        said = vietnamese.joined([vietnamese.date(day) for day in days])
        message = f"Giấy {one.number} ghi ngày {said}, mà kết quả không ghi người ấy có mặt."
        hint = f"Sửa lại kết quả, hoặc thu hồi: thu7 certificate {one.ward} --revoke {one.number}"
        yield warning(one.place, "certificate-untrue", message, hint)
    seen: dict[str, str] = {}
    for one in schedule.certificates:
        for message in _odd(one, schedule.today):
            hint = "Máy ghi tệp này. Lấy lại bản cũ trong git, hoặc thu hồi giấy rồi cấp lại."
            yield Problem(one.place, "certificate-odd", f"Giấy {one.number}: {message}", hint)
        if (first := seen.setdefault(one.token_hash, one.number)) != one.number:
            yield Problem(
                one.place, "certificate-odd", f"Giấy {one.number}: dấu trùng với giấy {first}.", "Xóa mục chép thừa."
            )
    strange = of_another_secret(schedule.certificates, secret) if secret else []
    if strange:
        message = (
            f"{len(strange)} giấy, như {strange[0].number}, được cấp bằng khóa khác: mã in trên giấy không mở được."
        )
        yield warning(strange[0].place, "certificate-secret", message, "Đặt lại THU7_SECRET đã dùng lúc cấp.")


def _odd(one: Certificate, today: dt.date) -> Iterator[str]:
    if not re.fullmatch(r"[0-9a-f]{64}", one.token_hash) or not re.fullmatch(r"[0-9a-f]{40}", one.person_mark):
        yield "dấu hoặc người không phải mã băm."
    if len(set(one.dates)) < len(one.dates):
        yield "một ngày ghi hai lần."
    if not 0 < one.days <= len(one.dates):
        yield f"{vietnamese.decimal(one.days)} ngày không khớp với {len(one.dates)} buổi."
    if one.issued > today or one.issued < max(one.dates):
        yield f"ngày cấp {vietnamese.date(one.issued)} không hợp với các ngày trực hay với hôm nay."
    if one.revoked and not one.issued <= one.revoked <= today:
        yield f"ngày thu hồi {vietnamese.date(one.revoked)} phải từ ngày cấp tới hôm nay."
