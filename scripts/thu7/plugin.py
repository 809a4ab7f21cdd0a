"""The MkDocs door: ``mkdocs build`` and ``mkdocs serve`` do everything, live reload included.

Whatever builds with MkDocs is in this file and in ``site/theme/``; the command starts it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import CountHandler, get_relative_url

from thu7 import docs_pages, folders, held, of_wards, project, publishing, site_folder, sources
from thu7.calendar.history import NO_HISTORY, read_history
from thu7.output import Output, Settings
from thu7.search import scripts
from thu7.shown import as_shown
from thu7.site import assets, discovery, offline
from thu7.system import disk, memo
from thu7.system.git import last_changes
from thu7.text import links, outline, privacy, problems, vietnamese

log = logging.getLogger("mkdocs.plugins.thu7")


class Thu7Config(base.Config):  # type: ignore[no-untyped-call]  # MkDocs types its base class only in part
    """No options: what the plugin brings is the same for every ward."""


class Thu7Plugin(BasePlugin[Thu7Config]):  # type: ignore[no-untyped-call]  # likewise
    """Checks the project, brings its pages into the build, and puts the site in place only when all went well."""

    def __init__(self) -> None:
        self.serving = False
        self.given: held.Publishable | None = None
        """What the command has read and checked already, where it builds."""
        self.project: project.Project | None = None
        self.history = NO_HISTORY
        self.changed: dict[str, dt.datetime] = {}
        """When each file was last changed, as git knows it."""
        self.pages_changed: dict[str, dt.datetime] = {}
        """When what each file's page is made of was last changed."""
        self.settings = Settings()
        self.nav = Navigation([], [])
        self.env = Environment()
        self.sources: dict[str, str] = {}
        """From which file each page is made, by its place."""
        self.target: Path | None = None
        self.staged: Path | None = None
        """Where the site is built until it is whole; then it takes its target's place."""
        self.markdown = ""
        """The page that is being made, between MkDocs' two events."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        # What the disk refuses is told once and in Vietnamese, by ``on_build_error``.
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "[Errno" not in record.getMessage())

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path or ".").resolve().parent
        memo.keep()
        given = self.given
        read = (
            given.project if given else project.read(folders.load(root), _today(), os.environ.get(sources.SECRET, ""))
        )
        wrong = problems.errors(read.problems)
        _report(read)
        # MkDocs keeps this plugin while it serves: at a mistake the preview stays with what was good, and says so.
        if not wrong:
            self.project = read
        elif self.project is None:
            raise Abort(f"{problems.summary(read.problems)} Trang cũ được giữ nguyên.")
        self.history = given.history if given else as_shown(read_history(root), self.project.today)
        if self.history.trouble and not self.serving:
            raise Abort(f"{problems.sentence(self.history.trouble)}\nTrang cũ được giữ nguyên.")
        changes = last_changes(root, folders.GUIDES, folders.SCHEDULE, folders.DOCS)
        self.changed = held.changes_as_held(changes, self.project.held)
        self.pages_changed = discovery.changed_together(self.changed, f"{folders.SCHEDULE}/")
        if config.site_url:
            address = links.site_address(config.site_url)
            if isinstance(address, problems.Problem):
                raise Abort(f"{problems.sentence(address)} Trang cũ được giữ nguyên.")
            config.site_url = address
        for key in ("site_name", "site_description", "copyright"):
            for found in privacy.personal_data("mkdocs.yml", str(config.get(key) or "")):
                raise Abort(f"mkdocs.yml, {key}: {problems.sentence(found)} Trang cũ được giữ nguyên.")
        config.extra["t7_errors"] = problems.as_text(wrong)
        self._complete(config)
        if not self.serving:
            self._stage(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self.project is not None, "MkDocs reads its settings first"
        self.settings = self._settings(config)
        for remark in publishing.remarks(self.settings.secret, self.history):
            log.info(remark)
        self.sources = {file.src_uri: f"{folders.DOCS}/{file.src_uri}" for file in files.documentation_pages()}
        named = set(docs_pages.named(config.nav))
        asked = named & {uri for uri, _ in of_wards.places(self.project.schedule)}
        of_wards_asked = of_wards.pages(self.project, self.settings.base) if asked else ()
        for output in (
            *publishing.common(self.project, self.settings),
            *(one for one in of_wards_asked if one.uri in asked),
        ):
            files.append(self._file(output, config))
        if config.nav is None:
            config.nav = docs_pages.navigation(self.project)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Leave out what the theme brings and no page loads: 3 MB of scripts, styles and maps."""
        for file in [
            file
            for file in files
            if file.src_uri.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/"))
        ]:
            if not (Path(config.docs_dir) / file.src_uri).exists():
                files.remove(file)
        self.env = env
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """A page's text as it stands: without a first empty line, MkDocs takes one like ``Ghi chu: …`` for front matter."""
        text = page.file.content_string
        return text if text.startswith("---") else f"\n{text}"

    @event_priority(-100)  # behind plugins that change the Markdown
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take the page away from MkDocs' own Markdown, which is another than that of the checks and the git hosts."""
        assert self.project is not None, "MkDocs reads its settings first"
        changed = self.pages_changed.get(self.sources.get(page.file.src_uri, ""))
        page.meta["search"] = {"exclude": True}  # no page loads what the theme's own search would make of it
        page.meta["t7_changed"] = changed.isoformat() if changed else ""
        self.markdown = docs_pages.filled(self.project, markdown, get_relative_url("lich/", page.url))
        return ""

    @event_priority(100)  # before plugins that change the HTML
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        page.markdown = self.markdown
        read = [heading for heading in outline.headings(page.markdown) if heading.level <= 2]
        page.toc = get_toc([{"level": 2, "id": h.anchor, "name": h.text, "children": []} for h in read if h.level == 2])
        page.meta.setdefault("title", next((h.text for h in read if h.level == 1), page.title))
        return docs_pages.html(page.file.src_uri, page.markdown)

    @event_priority(-100)  # behind MkDocs' own search, which writes at the end too
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._write_wards(config)
        memo.save()
        if self.target is None or self.staged is None:
            return
        staged = self.staged
        if config.strict and _warnings():
            self.forget()
            return
        # It holds the hour of the build, and servers pack by themselves.
        (staged / "sitemap.xml.gz").unlink(missing_ok=True)
        # What MkDocs' own search would read: no page loads it, for the search box has its own.
        (staged / "search/search_index.json").unlink(missing_ok=True)
        if (staged / "search").is_dir() and not any((staged / "search").iterdir()):
            (staged / "search").rmdir()
        assert self.project is not None, "MkDocs reads its settings first"
        self._keep_offline(staged)
        site_folder.replace(self.target, staged)
        config.site_dir = str(self.target)
        self.target = None

    def build_ward(self, config: MkDocsConfig, ward: str) -> None:
        """One ward's pages and calendars, and the common pages that show it, into the site that stands there; all or none.

        What shows it besides, the map of the site and the feed, waits for a whole build.
        """
        config = config.plugins.on_config(config)
        assert self.project is not None and self.target is not None and self.staged is not None, "that is a build"
        if not (self.target / "index.html").is_file():
            raise Abort(f"Chưa có trang nào ở “{self.target}” để thêm phường vào. Dựng cả trang trước: thu7 build")
        assets_now = publishing.published_assets(publishing.search_texts(self.project)).values()
        if any(not (self.target / place).is_file() for place, _ in assets_now):
            # Pages lead to style and search by names that hold their content.
            raise Abort(
                "Kiểu chữ hay ô tìm của cả trang cũng đổi (như khi phường đổi tên, giờ, nơi). Dựng cả trang: thu7 build"
            )
        files = get_files(config)
        self.sources = {file.src_uri: f"{folders.DOCS}/{file.src_uri}" for file in files.documentation_pages()}
        config.nav = config.nav or docs_pages.navigation(self.project)
        for uri in sorted(set(docs_pages.named(config.nav)) - set(self.sources)):
            files.append(File.generated(config, uri, content=""))
        self.settings = self._settings(config)
        self.nav, self.env = get_navigation(files, config), config.theme.get_env()
        menu, self.sources = self.sources, {}
        self._write_wards(config, ward)
        self.sources = menu
        for output in (*of_wards.listing(self.project), *docs_pages.showing_wards(self.project)):
            self._write(output, config)
        own = of_wards.folders_of(self.project.schedule, self.settings.secret, ward)
        changed = site_folder.take_in(self.target, self.staged, own)
        site_folder.tell_changed(self.target, changed | self._keep_offline(self.target))
        shutil.rmtree(self.staged)
        config.site_dir = str(self.target)

    def _keep_offline(self, site: Path) -> set[str]:
        assert self.project is not None, "MkDocs reads its settings first"
        wards = [ward.ward for ward in self.project.schedule.desks]
        return site_folder.keep_offline(site, offline.by_demand(self.project.library, wards))

    def on_build_error(self, *, error: Exception) -> None:
        self.forget()
        if isinstance(error, OSError):
            raise Abort(f"{disk.told(error)} Trang cũ được giữ nguyên.") from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        root = Path(config.config_file_path or ".").resolve().parent
        for folder in (
            root / folders.GUIDES,
            root / folders.SCHEDULE,
            assets.THEME,
            assets.FOLDER,
            scripts.FOLDER,
        ):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def _settings(self, config: MkDocsConfig) -> Settings:
        return Settings(
            config.site_name,
            config.site_url or "",
            os.environ.get(sources.SECRET, ""),
            self.history,
            (config.repo_url or "", config.edit_uri or ""),
            self.changed,
        )

    def _file(self, output: Output, config: MkDocsConfig) -> File:
        """An output as MkDocs holds it, in memory."""
        file = File.generated(config, output.uri, content=output.content, inclusion=InclusionLevel.INCLUDED)
        if output.edit_path:
            root = Path(config.config_file_path or ".").resolve().parent
            self.sources[output.uri] = output.edit_path
            file.edit_uri = os.path.relpath(root / output.edit_path, config.docs_dir).replace(os.sep, "/")
        return file

    def _write_wards(self, config: MkDocsConfig, only: str | None = None) -> None:
        """What wards publish, one file after the other: MkDocs would hold all of them in memory, and there may be thousands."""
        assert self.project is not None, "MkDocs reads its settings first"
        look = publishing.for_templates(self.project)
        made = itertools.chain(
            of_wards.pages(self.project, self.settings.base, only),
            of_wards.outputs(self.project, self.settings, look, only),
        )
        for output in made:
            if output.uri in self.sources:
                continue  # the menu of this site names it, so MkDocs has built it
            self._write(output, config)

    def _write(self, output: Output, config: MkDocsConfig) -> None:
        """A file; a page as MkDocs would write it, with the events of all plugins, and then forgotten."""
        if not output.uri.endswith(".md"):
            site_folder.write(Path(config.site_dir), output)
            return
        page = Page(None, self._file(output, config), config)
        build._populate_page(page, config, Files([]))
        build._build_page(page, config, [], self.nav, self.env)
        self.sources.pop(output.uri, None)

    def _complete(self, config: MkDocsConfig) -> None:
        """What a ward's own ``mkdocs.yml`` need not say."""
        assert self.project is not None, "what was read stands before the settings are completed"
        config.theme.dirs.insert(0, str(assets.THEME))
        config.extra["t7"] = {
            **publishing.for_templates(self.project),
            "preview": self.serving,
            "wards": self._addresses_of_wards(config.site_url or ""),
            "feed": bool(self.changed),
        }

    def _addresses_of_wards(self, base: str) -> list[tuple[str, str]]:
        """For the list of pages: those of wards, each with when it last changed."""
        assert self.project is not None, "what was read stands before the settings are completed"
        made = of_wards.places(self.project.schedule)
        found = ((f"{base}{links.address(uri)}", self.pages_changed.get(path)) for uri, path in made)
        return [(address, changed.isoformat() if changed else "") for address, changed in found] if base else []

    def _stage(self, config: MkDocsConfig) -> None:
        """Build beside the site, so that the last good one stays until the new one is whole."""
        self.target = Path(config.site_dir)
        root = Path(config.config_file_path or ".").resolve().parent
        if refused := folders.may_be_written(root, self.target):
            raise Abort(problems.sentence(refused))
        if not folders.is_site(self.target):
            raise Abort(
                f"Không ghi vào “{self.target}”: ở đó có thứ khác, không phải trang đã dựng. Đổi site_dir trong mkdocs.yml."
            )
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.staged = Path(tempfile.mkdtemp(prefix=f".{self.target.name}-", dir=self.target.parent))
        self.staged.chmod(0o755)
        config.site_dir = str(self.staged)

    def forget(self) -> None:
        """Remove what was being built; the last good site was not touched."""
        if self.staged is not None:
            shutil.rmtree(self.staged, ignore_errors=True)
        self.target = self.staged = None


def _report(read: project.Project) -> None:
    for problem in read.problems:
        # A warning of this house is no warning of MkDocs: it does not trip a strict build.
        level = logging.ERROR if problem.severity is problems.Severity.ERROR else logging.INFO
        log.log(level, problems.as_text([problem]))


def _today() -> dt.date:
    """The day in Việt Nam by the clock, unless the environment sets another: for trials, tests and the command's ``--on``."""
    said = os.environ.get(sources.TODAY, "")
    day = vietnamese.parse_date(said) if said else dt.datetime.now(vietnamese.HERE).date()
    if day is None:
        raise Abort(f"{sources.TODAY}: “{said}” không phải là ngày. Viết như: 28/11/2026")
    return day


def _warnings() -> int:
    """How many warnings a strict build has counted; it stops after this plugin's last word."""
    counters = (h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler))
    return sum(count for counter in counters for _, count in counter.get_counts())
