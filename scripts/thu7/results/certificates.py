"""Certificates of days: their numbers, their addresses that cannot be guessed, and whether they are still true."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Iterator
from decimal import Decimal

from thu7.rota.model import Certificate
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese
from thu7.text.problems import Place, Problem, warning

FOLDER = "xac-nhan"


def token(secret: str, ward: str, number: str) -> str:
    """The part of a certificate's address that cannot be guessed: 160 bits, keyed by the secret."""
    return _keyed(secret, f"xac-nhan\n{ward}\n{number}")


def person_mark(secret: str, key: str, number: str) -> str:
    """By it whoever has the secret finds again whose certificate it is; nobody else can reckon it from names or codes."""
    return _keyed(secret, f"nguoi\n{key}\n{number}")


def _keyed(secret: str, message: str) -> str:
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()[:40]


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


def changed(schedule: Schedule, secret: str) -> Iterator[Problem]:
    """Certificates that a later correction of results has made untrue.

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
        person = (
            next(
                (
                    key
                    for key in sorted(keys.get(one.ward, ()))
                    if person_mark(secret, key, one.number) == one.person_mark
                ),
                None,
            )
            if secret
            else None
        )
        untrue = [
            day for day in one.dates if not came.get((one.ward, day)) or (person and person not in came[one.ward, day])
        ]
        if untrue:
            message = f"Giấy {one.number} ghi ngày {vietnamese.joined([vietnamese.date(day) for day in untrue])}, mà kết quả không còn ghi người ấy có mặt."
            hint = f"Sửa lại kết quả, hoặc thu hồi: thu7 certificate {one.ward} --revoke {one.number}"
            yield warning(one.place, "certificate-untrue", message, hint)
