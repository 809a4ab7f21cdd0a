"""What several commands take: a day, the day taken for today, the site's address."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from thu7 import sources
from thu7.text import links, problems, vietnamese
from thu7.text.problems import Problem

OPTIONS, REST = "[TÙY CHỌN]", "LỆNH [PHẦN SAU]..."


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.5 on
    """A date as people write it."""

    name = "ngày"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        day = vietnamese.parse_date(value)
        return day or self.fail(f"“{value}” không phải là ngày. Viết như: 28/11/2026", param, ctx)


on_option = click.option(
    "--on",
    "today",
    type=Day(),
    envvar=sources.TODAY,
    default=lambda: dt.datetime.now(vietnamese.HERE).date(),
    help="Coi ngày này là hôm nay, như 28/11/2026.",
)


def site_url(root: Path) -> str:
    """The site's address as ``mkdocs.yml`` gives it, its host in ASCII, with a slash at its end; empty where it gives none."""
    from mkdocs.config import load_config

    written = load_config(str(root / "mkdocs.yml")).site_url
    address = links.site_address(written) if written else ""
    if isinstance(address, Problem):
        raise click.ClickException(problems.sentence(address))
    return address
