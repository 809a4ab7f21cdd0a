"""The secretary's own page: who serves next, and a form for what comes of a Saturday. Unlisted, like the volunteers' own.

It sends nothing: what is typed stays on the phone, as a text to copy or to take along to the git host. No field takes a citizen's name.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from html import escape

from thu7.rota.model import Roster, Shift, Volunteer, role_title
from thu7.rota.results_file import FIELDS, name_of
from thu7.rota.roster_file import code_in
from thu7.rota.schedule import Schedule
from thu7.site.git_host import NewFile
from thu7.site.ward_page import public_name
from thu7.text import vietnamese
from thu7.text.markup import document

BEHIND, AHEAD = dt.timedelta(weeks=5), dt.timedelta(weeks=5)
"""From which Saturdays to which the form can be filled in: a page that was built is opened for some weeks."""
CHANNELS = (("tt", "Trực tuyến"), ("tq", "Trực tiếp"), ("hoi", "Chỉ hỏi"))
OTHERS = (("hen", "Hẹn lại"), ("co", "Phiếu hài lòng"), ("khong", "Phiếu chưa hài lòng"))


def page(schedule: Schedule, roster: Roster, new_file: NewFile | None, site_name: str, look: Mapping[str, str]) -> str:
    """The whole page.

    Args:
        new_file: where the git host takes a new file of the ward; None where it is not known.
        look: as ``publishing.for_templates`` gives it, with the form's own style and script.
    """
    up, today = "../../../", schedule.today
    shifts = [shift for shift in schedule.shifts(roster) if not shift.closed]
    near = [shift for shift in shifts if today - BEHIND <= shift.date <= today + AHEAD]
    following = next((shift for shift in shifts if shift.date >= today), None)
    head = (
        '<meta name="robots" content="noindex, nofollow">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f'<link rel="icon" href="{look["icon"]}">',
        f'<link rel="stylesheet" href="{up}{look["secretary_css"]}">',
        f'<script src="{up}{look["secretary_js"]}" defer></script>',
    )
    body = f"""<header class="dau"><div class="khung"><a class="hieu" href="{up}">{look["mark"]}{escape(site_name)}</a></div></header>
<main class="khung">
<h1>Ghi kết quả, {escape(roster.venue.name)}</h1>
<p class="t7-luu-y">Trang này của thư ký phường. Đừng gửi cho ai ngoài nhóm trực.</p>
{_next(following)}
{_form(schedule, roster, near, new_file)}
</main>"""
    return document(f"Ghi kết quả, {roster.venue.name} – {site_name}", head, body)


def _next(shift: Shift | None) -> str:
    if shift is None:
        return "<p>Chưa có buổi nào sắp tới.</p>"
    rows = "\n".join(
        f"<div><dt>{escape(role_title(role))}</dt> <dd>{escape(', '.join(_called(shift.roster, one) for one in people)) or 'còn thiếu'}</dd></div>"
        for role, people in shift.people
    )
    day = vietnamese.weekday_date(shift.date)
    return f'<h2>Buổi tới</h2>\n<article class="t7-ca">\n<h3>{day}</h3>\n<dl>\n{rows}\n</dl>\n</article>'


def _called(roster: Roster, person: Volunteer) -> str:
    """Their code, which the ward knows; a name only where its owner agreed."""
    code = code_in(roster.ward, person.key)
    return f"{public_name(person)} ({code})" if public_name(person) else code


def _form(schedule: Schedule, roster: Roster, shifts: Sequence[Shift], new_file: NewFile | None) -> str:
    recorded = {one.date for one in schedule.results if one.ward == roster.ward}
    people = [*roster.volunteers, *(guest for key in roster.guests if (guest := schedule.person(key.key)))]
    told = {
        "phuong": roster.ward,
        "ten": roster.venue.name,
        "buoi": {
            shift.date.isoformat(): {
                "ngay": vietnamese.weekday_date(shift.date),
                "tep": name_of(shift.date),
                "da": shift.date in recorded,
                "xep": [code_in(roster.ward, one.key) for _, team in shift.people for one in team],
            }
            for shift in shifts
        },
        "linh": FIELDS,
        "kho": {"dia": new_file.address, "chu": new_file.text} if new_file else None,
    }
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    days = "".join(
        f'<option value="{shift.date}">{vietnamese.weekday_date(shift.date)}{" (đã ghi)" if shift.date in recorded else ""}</option>'
        for shift in shifts
    )
    ticks = "\n".join(
        f'<label class="nguoi"><input type="checkbox" value="{escape(code_in(roster.ward, one.key))}"> {escape(_called(roster, one))}</label>'
        for one in people
    )
    channels = "\n".join(
        f'<button type="button" data-kenh="{key}" aria-pressed="{"true" if key == "tt" else "false"}">{name}</button>'
        for key, name in CHANNELS
    )
    fields = "\n".join(_counter(name, role_title(name)) for name in FIELDS)
    others = "\n".join(_counter(key, name) for key, name in OTHERS)
    pasted = "" if new_file is None or new_file.text else " Chép tệp trước, rồi dán vào trang hiện ra."
    return f"""<h2>Ghi kết quả</h2>
<noscript><p>Trang này cần JavaScript. Không bật được thì ghi vào tờ đếm, rồi thêm tệp như trong sổ tay.</p></noscript>
<form class="bien-ban" hidden autocomplete="off">
<label class="buoi">Buổi:
<select name="ngay">{days}</select></label>
<p class="t7-luu-y da-co" role="note" hidden>Buổi này đã có tệp kết quả. Muốn sửa thì sửa tệp ấy trên kho.</p>
<fieldset><legend>Ai có mặt</legend>
<div data-xep></div>
<details><summary>Người khác</summary>
<div data-khac>
{ticks}
</div>
</details>
</fieldset>
<fieldset><legend>Xong một người, bấm +</legend>
<div class="kenh" role="group" aria-label="Cách làm">
{channels}
</div>
{fields}
<p class="cong" role="status"></p>
</fieldset>
<fieldset><legend>Cuối buổi</legend>
{others}
</fieldset>
<h2>Gửi đi</h2>
<p class="giu">Số đang ghi được giữ trong máy này, khóa màn hình hay đóng trang cũng không mất.</p>
<p><button type="button" class="t7-nut" data-chep="tin">Chép tin báo cáo</button></p>
<pre data-chu="tin"></pre>
<p><button type="button" class="t7-nut" data-chep="tep">Chép tệp</button> <a class="t7-nut kho" hidden target="_blank" rel="noopener noreferrer" href="#">Lưu lên kho</a></p>
<p class="kho" hidden>Trang của kho mở ra, đã điền sẵn.{pasted} Bấm lưu ở đó là xong.</p>
<p>Tệp <code data-ten></code>:</p>
<pre data-chu="tep"></pre>
<p><button type="button" data-xoa>Xóa số đang ghi của buổi này</button></p>
</form>
<p class="het" hidden>Chưa có buổi nào để ghi kết quả.</p>
<script type="application/json" id="bien-ban">{data}</script>"""


def _counter(key: str, name: str) -> str:
    return (
        f'<div class="dem" data-muc="{key}"><span>{name}</span>'
        f'<button type="button" data-buoc="-1" aria-label="Bớt một, {name}">−</button>'
        f'<input inputmode="numeric" maxlength="4" value="0" aria-label="{name}">'
        f'<button type="button" data-buoc="1" aria-label="Thêm một, {name}">+</button></div>'
    )
