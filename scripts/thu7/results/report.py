"""What came of Saturdays in sentences: for a chat in the evening, for a month, a quarter, a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from thu7.results.periods import Period
from thu7.results.tally import ENOUGH, Share, Tally, by_ward, summed
from thu7.rota.model import Roster
from thu7.rota.results_file import in_a_sentence
from thu7.rota.schedule import Schedule
from thu7.text import vietnamese


def report(schedule: Schedule, wards: Sequence[Roster], period: Period) -> str:
    """One ward's or several wards' results of a period, compared with those before, short enough for a message.

    Args:
        wards: in the order in which they are told; of several the sum comes first, then a line each.
    """
    told = _of(schedule, wards, period)
    whole = summed(told.values())
    who = wards[0].venue.name if len(wards) == 1 else f"{len(wards)} phường"
    head = f"Kết quả {period.name}, {who}"
    lines = [head, *sentences(whole)]
    if period.months and len(told) > 1:
        lines += [f"- {roster.venue.name}: {_short(told[roster.ward])}" for roster in wards if roster.ward in told]
    lines += [compared(whole, summed(_of(schedule, wards, period.before()).values()), period.before())]
    if year_before := period.year_before():
        lines += [compared(whole, summed(_of(schedule, wards, year_before).values()), year_before)]
    if whole.missing:
        lines += [f"Chưa có số: {', '.join(_missing(whole, wards))}."]
    if any(roster.sample for roster in wards):
        lines += ["Đây là dữ liệu mẫu, không phải số thật."]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _of(schedule: Schedule, wards: Sequence[Roster], period: Period) -> Mapping[str, Tally]:
    named = {roster.ward for roster in wards}
    return {ward: own for ward, own in by_ward(schedule, period).items() if ward in named}


def sentences(own: Tally) -> Iterator[str]:
    """The counts, each in a sentence; the secretary's page says them in the same words."""
    if not own.results:
        yield "Chưa có buổi nào ghi kết quả."
        return
    held = f"{len(own.results)} buổi, " if len(own.results) > 1 else ""
    yield f"{held}{own.people} lượt người."
    files = [
        (name, count) for name, count in (("trực tuyến", own.online), ("trực tiếp", own.counter)) if count is not None
    ]
    if files:
        yield f"Hồ sơ {_joined(files)}{_percent(own.online_share, ' nộp trực tuyến')}."
    if own.asked is not None:
        yield f"Chỉ hỏi {own.asked}."
    if fields := [(in_a_sentence(name), count) for name, count in own.fields if count]:
        yield f"Lĩnh vực: {_joined(fields)}."
    if own.again is not None:
        yield f"Hẹn lại {own.again}."
    if (slips := own.content_share) is not None:
        yield f"Hài lòng {slips.part} trên {slips.whole} phiếu{_percent(slips)}."
    if own.helpers:
        yield f"Tình nguyện viên có mặt: {own.helpers}{' lượt' if len(own.results) > 1 else ''}."


def compared(now: Tally, then: Tally, period: Period) -> str:
    """How many more or fewer people than in another period; no share of fewer than twenty."""
    if not now.results:
        return ""
    if not then.results:
        return f"Chưa có số {period.name} để so."
    more = now.people - then.people
    if more == 0:
        return f"Bằng {period.name}: {then.people} lượt."
    share = Share(abs(more), then.people).percent if then.people >= ENOUGH else None
    percent = f", {share}\u00a0%" if share is not None else ""
    other = len(now.results), len(then.results)
    held = f" ({other[0]} buổi so với {other[1]} buổi)" if period.months and other[0] != other[1] else ""
    return f"So với {period.name}: {'tăng' if more > 0 else 'giảm'} {abs(more)} lượt{percent}{held}."


def _short(own: Tally) -> str:
    if not own.results:
        return "chưa có số"
    return f"{len(own.results)} buổi, {own.people} lượt{_percent(own.online_share, ' trực tuyến')}"


def _missing(own: Tally, wards: Sequence[Roster]) -> Iterator[str]:
    names = {roster.ward: roster.venue.name for roster in wards}
    for one in own.missing:
        yield f"{vietnamese.date(one.date)}{f' ({names[one.ward]})' if len(wards) > 1 else ''}"


def _joined(counts: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def _percent(share: Share | None, what: str = "") -> str:
    return f" ({share.percent}\u00a0%{what})" if share is not None and share.percent is not None else ""
