"""The pages of ``docs/`` as they are published, every page's HTML, and the menu."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator

from thu7.folders import DOCS
from thu7.output import Output
from thu7.results import tally
from thu7.site import docs_page, results_page
from thu7.site import navigation as menu
from thu7.sources import Content
from thu7.system.memo import remembered
from thu7.text import commonmark, links
from thu7.text.front_matter import without_front_matter


def pages_of_docs(content: Content) -> Iterator[Output]:
    """The files of ``docs/`` as they are published, for generators that do not read that folder themselves."""
    for path, data in content.files.items():
        folder, _, uri = path.partition("/")
        if folder == DOCS:
            up = "../" * (uri.count("/") + (not uri.endswith("index.md")))
            page = filled(content, data.decode("utf-8-sig"), f"{up}lich/") if uri.endswith(".md") else data
            yield Output(uri, page, path)


def showing_wards(content: Content) -> Iterator[Output]:
    """The pages of ``docs/`` that ask for what is a ward's, as they stand; ``filled`` answers them."""
    for path, data in content.files.items():
        folder, _, uri = path.partition("/")
        if folder == DOCS and uri.endswith(".md") and docs_page.asks_for_wards(data.decode("utf-8-sig", "replace")):
            yield Output(uri, data.decode("utf-8-sig"), path)


def filled(content: Content, markdown: str, prefix: str = "lich/") -> str:
    """A page of ``docs/`` with the wards' cards, the public numbers and what came of Saturdays where it asks for them."""
    told = (
        results_page.of_all(content.schedule, tally.by_ward(content.schedule)) if docs_page.RESULTS in markdown else ""
    )
    return docs_page.filled(markdown, content.schedule, content.library.numbers, told, prefix)


@remembered
def html(uri: str, markdown: str) -> str:
    """The HTML of the page whose source is ``uri``, its links leading to published addresses."""
    return commonmark.html(markdown, functools.partial(links.published, uri))


def for_other_generators(output: Output) -> Output:
    """A page as HTML below its front matter: another generator's Markdown would read other lists than ours."""
    if not output.uri.endswith(".md"):
        return output
    text = output.content if isinstance(output.content, str) else output.content.decode("utf-8-sig")
    body = without_front_matter(text)
    # An empty line ends HTML; inside a frame of code it is written as a character.
    parts = re.split(r"(<pre\b.*?</pre>)", html(output.uri, body).strip(), flags=re.S)
    whole = "".join(re.sub(r"\n(?=\n)", "&#10;" if part.startswith("<pre") else "", part) for part in parts)
    return dataclasses.replace(output, content=f"{text[: len(text) - len(body)]}\n{whole}\n")


def navigation(content: Content) -> list[object]:
    """The menu, in MkDocs' form."""
    own = sorted(path.removeprefix(f"{DOCS}/") for path in content.files if re.fullmatch(rf"{DOCS}/.+\.md", path))
    titles = {uri: _title(content.files[f"{DOCS}/{uri}"]) for uri in own}
    return menu.navigation(content.library.topics, content.library.articles, titles)


def named(menu: object) -> Iterator[str]:
    """The pages that a site's own menu names."""
    if isinstance(menu, str):
        yield menu
    elif isinstance(menu, dict):
        yield from itertools.chain.from_iterable(map(named, menu.values()))
    elif isinstance(menu, list):
        yield from itertools.chain.from_iterable(map(named, menu))


def _title(page: bytes) -> str:
    found = re.search(r"(?m)^# +(.+?) *$", page.decode("utf-8", "replace"))
    return found[1] if found else ""
