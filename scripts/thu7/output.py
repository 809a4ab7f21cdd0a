"""One published file, and as what and where a site is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from thu7.calendar.history import NO_HISTORY, History


@dataclass(frozen=True)
class Output:
    """One published file. ``uri`` is its place below the site's sources; ``edit_path`` the file that staff edit."""

    uri: str
    content: str | bytes
    edit_path: str | None = None


@dataclass(frozen=True)
class Settings:
    """As what a site is published, for whom, and what is known of its past."""

    site_name: str = ""
    """Stands on the pictures that links show."""
    site_url: str = ""
    """The site's address, for QR codes and links inside calendars; empty gives pages without the ones and calendars without the
    others."""
    secret: str = ""
    """The key of personal addresses; empty builds no personal calendar."""
    history: History = NO_HISTORY
    """What the schedule's files said when."""
    repository: tuple[str, str] = ("", "")
    """The git host's address and how its addresses for editing begin, as ``mkdocs.yml`` has them."""
    changed: Mapping[str, dt.datetime] = field(default_factory=dict)
    """When each file was last changed; without, there is no feed of changes."""

    @property
    def base(self) -> str:
        """The site's address with a slash at its end; empty where it has none."""
        return f"{self.site_url.rstrip('/')}/" if self.site_url else ""
