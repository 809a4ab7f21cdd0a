"""What several commands take: a day, the day taken for today, the site's address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thu7 import sources
from thu7.results import periods
from thu7.text import links, problems, vietnamese
from thu7.text.problems import Problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def typed(read: Callable[[str], object | None], kind: str, example: str) -> type[click.ParamType]:  # type: ignore[type-arg]
    """What people type as one kind of value; anything else ends the command with a right example."""

    class Of(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.5 on
        name = kind

        def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
            if not isinstance(value, str):
                return value
            found = read(value)
            return (
                self.fail(f"“{value}” không phải là {kind}. Viết như: {example}", param, ctx)
                if found is None
                else found
            )

    return Of


Day = typed(vietnamese.parse_date, "ngày", "28/11/2026")
Month = typed(periods.parse_month, "tháng", "12/2026")
Quarter = typed(periods.parse_quarter, "quý", "IV/2026")
Year = typed(periods.parse_year, "năm", "2026")
Hour = typed(vietnamese.parse_time, "giờ", "12:00")


on_option = click.option(
    "--on",
    "today",
    type=Day(),
    envvar=sources.TODAY,
    default=lambda: dt.datetime.now(vietnamese.HERE).date(),
    help="Coi ngày này là hôm nay, như 28/11/2026.",
)


def settings(root: Path, *, strict: bool = False) -> MkDocsConfig:
    """MkDocs' settings; the command ends where ``mkdocs.yml`` cannot be used."""
    from mkdocs.config import load_config

    try:
        config = load_config(str(root / "mkdocs.yml"), strict=strict)
    except (Exception, SystemExit) as error:  # whatever MkDocs, a theme or a plugin makes of odd settings
        said = str(error).strip().split("\n")[0] or type(error).__name__
        said = "xem dòng ở trên" if said.startswith("Aborted") else said
        hint = "Viết ít nhất ba dòng: site_name: Thứ Bảy, site_url: https://example.vn/, plugins: [search, thu7]"
        raise click.ClickException(f"mkdocs.yml không dùng được ({said}). {hint}") from None
    if "thu7" not in config.plugins:
        raise click.ClickException("mkdocs.yml chưa gọi thu7. Thêm hai dòng: plugins: rồi dưới đó   - thu7")
    return config


def site_url(config: MkDocsConfig) -> str:
    """The site's address as the settings give it, its host in ASCII, with a slash at its end; empty where they give none."""
    address = links.site_address(config.site_url) if config.site_url else ""
    if isinstance(address, Problem):
        raise click.ClickException(problems.sentence(address))
    return address
