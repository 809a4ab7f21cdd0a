"""Edits in a git repository, published after each one, and what two subscribed clients then hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner
from clients import Follower, Held, Khal
from projects import BASE
from repositories import git
from thu7 import folders, project, sources
from thu7.calendar import addresses
from thu7.cli.main import main
from thu7.text import vietnamese

ROSTER, DAY, LATER = (
    "schedule/an-nhon/roster.yml",
    "schedule/an-nhon/2026-11-28.yml",
    "schedule/an-nhon/2026-12-05.yml",
)
PLACE = "Trung tâm Phục vụ hành chính công, 1C Nguyễn Văn Lượng"
PUBLIC, LEAD, VNEID = (
    "Hỗ trợ VNeID, dịch vụ công – Phường An Nhơn",
    "Trưởng ca – Phường An Nhơn",
    "VNeID – Phường An Nhơn",
)
WITHOUT_MINH = BASE[ROSTER].partition("  - mã: minh")[0]
ALL_ROLES = BASE[ROSTER].replace("[trưởng ca]", "[trưởng ca, vneid]").replace("[vneid]", "[trưởng ca, vneid]")


def on(title: str, day: str = "2026-11-28", hours: tuple[str, str] = ("07:30", "11:30")) -> Held:
    return Held(f"{day} {hours[0]}", f"{day} {hours[1]}", title, PLACE, False)


def off(title: str, day: str = "2026-11-28", hours: tuple[str, str] = ("07:30", "11:30")) -> Held:
    return Held(f"{day} {hours[0]}", f"{day} {hours[1]}", f"ĐÃ HỦY: {title}", PLACE, True)


LATE = ("08:00", "11:30")
FIVE = "2026-12-05"
STEPS: tuple[tuple[str, dict[str, str | None], list[Held], list[Held], list[Held]], ...] = (
    ("as planned", {ROSTER: ALL_ROLES}, [on(PUBLIC)], [on(LEAD)], [on(VNEID)]),
    (
        "they change places",
        {DAY: "phân công: {trưởng ca: [minh], vneid: [lan]}\n"},
        [on(PUBLIC)],
        [on(VNEID)],
        [on(LEAD)],
    ),
    ("Minh is taken off", {DAY: "phân công: {trưởng ca: [lan]}\n"}, [on(PUBLIC)], [on(LEAD)], [off(LEAD)]),
    (
        "and put back",
        {DAY: "phân công: {trưởng ca: [lan], vneid: [minh]}\n"},
        [on(PUBLIC)],
        [on(LEAD)],
        [on(VNEID)],
    ),
    (
        "the desk opens later",
        {ROSTER: ALL_ROLES.replace("7:30-11:30", "8:00-11:30")},
        [on(PUBLIC, hours=LATE)],
        [on(LEAD, hours=LATE)],
        [on(VNEID, hours=LATE)],
    ),
    (
        "a second Saturday",
        {LATER: "phân công: {vneid: [minh]}\n", ROSTER: ALL_ROLES},
        [on(PUBLIC), on(PUBLIC, FIVE)],
        [on(LEAD)],
        [on(VNEID), on(VNEID, FIVE)],
    ),
    (
        "the first is closed",
        {DAY: "nghỉ: Sửa trụ sở\n"},
        [off(PUBLIC), on(PUBLIC, FIVE)],
        [off(LEAD)],
        [off(VNEID), on(VNEID, FIVE)],
    ),
    (
        "the second is taken out",
        {LATER: None},
        [off(PUBLIC), off(PUBLIC, FIVE)],
        [off(LEAD)],
        [off(VNEID), off(VNEID, FIVE)],
    ),
    (
        "Minh leaves the programme",
        {DAY: "phân công: {trưởng ca: [lan]}\n", ROSTER: WITHOUT_MINH},
        [on(PUBLIC), off(PUBLIC, FIVE)],
        [on(LEAD)],
        [off(VNEID), off(VNEID, FIVE)],
    ),
)


def test_what_two_subscribed_clients_hold_after_each_edit(
    project_folder: Callable[..., Path], served_by_nginx: Callable[[Path], str], tmp_path: Path
) -> None:
    root, site = project_folder(), tmp_path / "site"
    people = (
        project.read(folders.load(root), vietnamese.parse_date("24/11/2026")).schedule.rosters["an-nhon"].volunteers
    )  # type: ignore[arg-type]
    uris = {"public": "lich/an-nhon.ics"} | {one.code: addresses.personal_uri("s", one) for one in people}
    git(root, "init", "-q")
    site.mkdir()
    address = served_by_nginx(site)
    feeds = {name: f"{address}/{uri}" for name, uri in uris.items()}
    clients: list[Khal | Follower] = []
    before: dict[str, dict[str, bytes]] = {}
    for number, (what, edits, public, lan, minh) in enumerate(STEPS, start=1):
        for path, text in edits.items():
            (root / path).unlink() if text is None else (root / path).write_text(text, "utf-8")
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", what, when=3600 * number)
        publish(root, site)
        clients = clients or [Khal(tmp_path / "khal", feeds), Follower(tmp_path / "follower", feeds)]
        for client in clients:
            held = client.refresh()
            assert held["public"] == sorted(public), (what, client)
            assert held["lan"] == sorted(lan), (what, client)
            assert held["minh"] == sorted(minh), (what, client)
        now = {name: events((site / uri).read_bytes()) for name, uri in uris.items()}
        # An edit of one Saturday leaves the bytes of the others as they are.
        touched = {path[-14:-4].replace("-", "") for path in edits if path != ROSTER}
        if ROSTER not in edits:
            for name, old in before.items():
                assert {d: raw for d, raw in old.items() if d not in touched} == {
                    d: raw for d, raw in now[name].items() if d not in touched
                }, (what, name)
        before = now


def events(data: bytes) -> dict[str, bytes]:
    """The bytes of each event by its day."""
    parts = re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", data, re.S)
    return {re.search(rb"DTSTART[^:]*:(\d{8})", part)[1].decode(): part for part in parts}  # type: ignore[index]


def publish(root: Path, site: Path) -> None:
    runner = CliRunner(env={sources.SECRET: "s"})
    done = runner.invoke(main, ["-C", str(root), "export", str(site), "--on", "24/11/2026"])
    assert done.exit_code == 0, done.output
