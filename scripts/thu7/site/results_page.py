"""``/ket-qua/`` and ``/ket-qua/<ward>/``: what came of past Saturdays, for citizens and journalists; counts only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from thu7.results.tally import FEW, Share, Tally, between, summed
from thu7.rota.model import Roster, role_title
from thu7.rota.schedule import Schedule
from thu7.site import charts
from thu7.text import vietnamese
from thu7.text.front_matter import front_matter

URI, FOLDER, ALL = "ket-qua.md", "ket-qua", "moi-phuong"
SAMPLE = "Con số của phường này là dữ liệu mẫu, không phải số thật."
SAMPLES = "Mọi con số dưới đây là dữ liệu mẫu, không phải số thật."
LICENCE = "CC BY 4.0"
MONTHS = 12
"""Months that a drawing shows, the last ones."""
SATURDAYS = 13
"""Saturdays that a ward's table shows, the last ones; the file with the numbers has all."""
NAMED = 8
"""Saturdays without results that are named, the last ones."""
ENOUGH = 4
"""Saturdays from which a line about them stands on other pages."""


def uri_of(ward: str) -> str:
    return f"{FOLDER}/{ward}.md"


def shown(schedule: Schedule, tallies: Mapping[str, Tally]) -> tuple[Roster, ...]:
    """The wards whose numbers are summed for all to see, by name; samples are only where there are no others."""
    listed = sorted(schedule.rosters.values(), key=lambda roster: vietnamese.collation(roster.venue.name))
    wards = [roster for roster in listed if roster.ward in tallies and tallies[roster.ward].results]
    return tuple(roster for roster in wards if not roster.sample) or tuple(wards)


def results_page(schedule: Schedule, tallies: Mapping[str, Tally]) -> str:
    """``/ket-qua/``: all wards together, and the way to each.

    Args:
        tallies: by ward, of all time.
    """
    title = "Kết quả các buổi thứ Bảy"
    wards = shown(schedule, tallies)
    every = summed(tallies[roster.ward] for roster in wards)
    blocks = [
        front_matter({"title": title, "description": "Bao nhiêu người được giúp, bao nhiêu hồ sơ nộp trực tuyến."}),
        f"# {title}",
        _note(SAMPLES) if any(roster.sample for roster in wards) else "",
        *(_told(every) if every.results else ["Chưa có buổi nào ghi kết quả."]),
        _by_ward(wards, tallies) if every.results else "",
        _how(every, schedule.rosters),
        _data(ALL) if every.results else "",
    ]
    return _page(blocks)


def ward_page(roster: Roster, own: Tally) -> str:
    """``/ket-qua/<ward>/``: one ward's, Saturday by Saturday."""
    title = f"Kết quả thứ Bảy, {roster.venue.name}"
    blocks = [
        front_matter({"title": title, "description": f"Mỗi buổi thứ Bảy ở {roster.venue.name} giúp bao nhiêu người."}),
        # As HTML, for a ward's name is plain text: Markdown would read its asterisks.
        f"<h1>{escape(title)}</h1>",
        _note(SAMPLE) if roster.sample else "",
        *_told(own),
        "## Từng buổi",
        _by_saturday(own),
        _how(own, {}),
        _data(f"../{roster.ward}"),
        f"[Lịch của phường này](../lich/{roster.ward}.md) · [Kết quả mọi phường](../{URI})",
    ]
    return _page(blocks)


def in_a_line(own: Tally, *, sample: bool) -> str:
    """What came of it, for another page: ``Từ 11/2026: 412 lượt người, 68 % hồ sơ nộp trực tuyến``. Empty before four Saturdays."""
    if len({one.date for one in own.results}) < ENOUGH:
        return ""
    share = own.online_share
    online = f", {share.percent}\u00a0% hồ sơ nộp trực tuyến" if share and share.percent is not None else ""
    first = min(one.date for one in own.results)
    return f"Từ {first:%m/%Y}: {own.people} lượt người{online}{' (dữ liệu mẫu)' if sample else ''}."


def of_all(schedule: Schedule, tallies: Mapping[str, Tally]) -> str:
    """``in_a_line`` of the wards that are summed for all to see."""
    wards = shown(schedule, tallies)
    return in_a_line(summed(tallies[one.ward] for one in wards), sample=any(one.sample for one in wards))


def _page(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _note(text: str) -> str:
    return f'<p class="t7-luu-y" role="note">{text}</p>'


def _told(own: Tally) -> list[str]:
    """The numbers in words, as drawings and as tables."""
    days = [one.date for one in own.results]
    first = (
        f"Từ {vietnamese.date(min(days))} đến {vietnamese.date(max(days))}: {len(days)} buổi, {own.people} lượt người."
    )
    return [f"**{first}**", *_by_month(own), *_by_field(own), *_content(own)]


def _by_month(own: Tally) -> list[str]:
    months = list(own.by_month())[-MONTHS:]
    labels = [f"{month.first:%m/%Y}" for month, _ in months]
    most_month, most = max(months, key=lambda one: one[1].people)
    helped = f"Lượt người theo tháng. Nhiều nhất {most_month.name}: {most.people} lượt."
    shares = [one.online_share for _, one in months]
    rows = [
        (label, (str(one.people), _number(one.online), _number(one.counter), _percent(share)))
        for label, (_, one), share in zip(labels, months, shares, strict=True)
    ]
    blocks = ["## Bao nhiêu người được giúp"]
    blocks.append(
        charts.bars(
            helped, [(label, one.people, str(one.people)) for label, (_, one) in zip(labels, months, strict=True)]
        )
    )
    known = [
        (label, share.percent)
        for label, share in zip(labels, shares, strict=True)
        if share and share.percent is not None
    ]
    if known and (whole := own.online_share):
        blocks.append("## Bao nhiêu hồ sơ nộp trực tuyến")
        said = f"Cả thời gian: {whole.part} trên {whole.whole} hồ sơ nộp trực tuyến{_behind(whole)}. Từng tháng:"
        blocks.append(charts.bars(said, [(label, percent, f"{percent}\u00a0%") for label, percent in known], 100))
    heads = ("Tháng", "Lượt người", "Trực tuyến", "Trực tiếp", "Tỷ lệ trực tuyến")
    blocks.append(_table(heads, rows))
    return blocks


def _by_field(own: Tally) -> list[str]:
    if not own.fields:
        return []
    fields = sorted(own.told_fields, key=lambda one: (-one[2], one[0]))
    said = f"Lượt người theo lĩnh vực. Nhiều nhất: {role_title(fields[0][0])}, {between(*fields[0][1:])} lượt."
    rows = [(role_title(name), (least + most) // 2, between(least, most)) for name, least, most in fields]
    table = _table(("Lĩnh vực", "Lượt người"), [(label, (text,)) for label, _, text in rows])
    return ["## Người ta hỏi việc gì", charts.bars(said, rows), table]


def _content(own: Tally) -> list[str]:
    share = own.content_share
    if share is None:
        return []
    rows = [
        ("Hài lòng", share.part, str(share.part)),
        ("Chưa", share.whole - share.part, str(share.whole - share.part)),
    ]
    said = f"{share.part} trên {share.whole} phiếu ghi hài lòng{_behind(share)}."
    return ["## Người đến có hài lòng không", charts.bars(said, rows, share.whole)]


def _by_ward(wards: Sequence[Roster], tallies: Mapping[str, Tally]) -> str:
    rows = []
    for roster in wards:
        one = tallies[roster.ward]
        name = f'<a href="{roster.ward}/">{escape(roster.venue.name)}</a>'
        rows.append((name, (str(len(one.results)), str(one.people), _percent(one.online_share))))
    return f"## Từng phường\n\n{_table(('Phường', 'Số buổi', 'Lượt người', 'Tỷ lệ trực tuyến'), rows, raw=True)}"


def _by_saturday(own: Tally) -> str:
    listed = sorted(own.results, key=lambda one: one.date, reverse=True)[:SATURDAYS]
    rows = [
        (
            vietnamese.date(one.date),
            (str(one.people), _number(one.online), _number(one.counter), _number(one.asked)),
        )
        for one in listed
    ]
    return _table(("Ngày", "Lượt người", "Trực tuyến", "Trực tiếp", "Chỉ hỏi"), rows)


def _how(own: Tally, rosters: Mapping[str, Roster]) -> str:
    """How it was counted, and what is not known.

    Args:
        rosters: those whose names are to stand with the days; may be empty.
    """
    missing = [
        f"{rosters[one.ward].venue.name}, {vietnamese.date(one.date)}" if rosters else vietnamese.date(one.date)
        for one in own.missing
    ]
    others = f", và {len(missing) - NAMED} buổi trước đó" if len(missing) > NAMED else ""
    unknown = (
        f"\n- Chưa có số của {len(missing)} buổi đã mở: {escape('; '.join(missing[-NAMED:]))}{others}."
        if missing
        else ""
    )
    return f"""## Đếm thế nào

- Tình nguyện viên gạch một gạch cho mỗi người, rồi cộng lại cuối buổi. Một người đến hai buổi thì tính hai lượt.
- Tỷ lệ trực tuyến là số hồ sơ nộp trực tuyến trên tổng số hồ sơ nộp trực tuyến và tại quầy. Ai chỉ hỏi thì không tính.
- Hài lòng: đếm phiếu giấy, không ghi tên.
- Buổi nào một lĩnh vực có dưới {FEW} người thì chỉ ghi “dưới {FEW}”, nên số cộng có khi là một khoảng. Không giữ gì về người đến làm.{unknown}"""


def _data(place: str) -> str:
    links = f'<a href="{place}.csv">bảng CSV</a>, <a href="{place}.json">JSON</a>'
    return f"<p>Số liệu từng buổi: {links}. Dùng lại được theo {LICENCE}, ghi nguồn “Thứ Bảy”.</p>"


def _number(count: int | None) -> str:
    return "chưa đếm" if count is None else str(count)


def _percent(share: Share | None) -> str:
    return "–" if share is None or share.percent is None else f"{share.percent}\u00a0%"


def _behind(share: Share) -> str:
    return f", {share.percent}\u00a0%" if share.percent is not None else ""


def _table(heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], *, raw: bool = False) -> str:
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "\n".join(
        f'<tr><th scope="row">{label if raw else escape(label)}</th>'
        + "".join(f'<td data-cot="{name}">{escape(cell)}</td>' for name, cell in zip(heads[1:], cells, strict=True))
        + "</tr>"
        for label, cells in rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
