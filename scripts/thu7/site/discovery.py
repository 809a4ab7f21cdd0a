"""How the site is found from outside: what has changed when, a feed of it, and what browsers and search engines ask for."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from thu7.guides.model import Article, Translation
from thu7.text import links

FEED, SEARCH, ROBOTS = "thay-doi.xml", "opensearch.xml", "robots.txt"
NEWEST = 30
"""Entries of the feed."""
SHORT_NAME = 16
"""Letters that OpenSearch 1.1 allows for a name."""
_ATOM, _OPENSEARCH = "http://www.w3.org/2005/Atom", "http://a9.com/-/spec/opensearch/1.1/"


def changed_together(changed: Mapping[str, dt.datetime], together: str) -> dict[str, dt.datetime]:
    """When what stands on each file's page was last changed; pages of Saturdays are made of all files in a folder.

    Args:
        changed: when each file was last changed, from git; empty where it does not know.
        together: the folder whose files make pages together, with a slash at its end.
    """
    newest: dict[str, dt.datetime] = {}
    for path, moment in changed.items():
        # What stands above the others concerns all of them, and shows all of them.
        for folder in {posixpath.dirname(path), together.rstrip("/")} if path.startswith(together) else ():
            newest[folder] = max(moment, newest.get(folder, moment))
    return {
        path: newest[posixpath.dirname(path)] if path.startswith(together) else moment
        for path, moment in changed.items()
    }


def feed(
    pages: Iterable[Article | Translation], changed: Mapping[str, dt.datetime], folder: str, name: str, base: str
) -> bytes:
    """The guides that changed last, as Atom (RFC 4287); empty where nobody knows when.

    Args:
        folder: where the pages' files stand, from the project's root.
        name: the site's.
        base: the site's address, with a slash at its end.
    """
    dated = [(changed[path], page) for page in pages if (path := f"{folder}/{page.uri}") in changed]
    newest = sorted(dated, key=lambda pair: (-pair[0].timestamp(), pair[1].uri))[:NEWEST]
    if not newest:
        return b""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _text(root, "title", f"{name}: bài mới sửa")
    _text(root, "id", f"{base}{FEED}")
    _text(root, "updated", newest[0][0].isoformat())
    ElementTree.SubElement(root, "link", {"rel": "self", "href": f"{base}{FEED}"})
    ElementTree.SubElement(root, "link", {"href": base})
    _text(ElementTree.SubElement(root, "author"), "name", name)
    for moment, page in newest:
        entry = ElementTree.SubElement(root, "entry")
        address = f"{base}{links.address(page.uri)}"
        _text(entry, "title", page.title)
        _text(entry, "id", address)
        _text(entry, "updated", moment.isoformat())
        ElementTree.SubElement(entry, "link", {"href": address})
        _text(entry, "summary", page.summary)
    return _written(root)


def search_description(name: str, base: str) -> bytes:
    """How a browser can put a question to the site's own search (OpenSearch 1.1)."""
    root = ElementTree.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    _text(root, "ShortName", name[:SHORT_NAME].strip())
    _text(root, "Description", f"Tìm bài hướng dẫn trên {name}")
    _text(root, "InputEncoding", "UTF-8")
    ElementTree.SubElement(root, "Url", {"type": "text/html", "template": f"{base}tim/?q={{searchTerms}}"})
    return _written(root)


def robots(base: str) -> bytes:
    """Everybody may read all; here is the list of pages."""
    return f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"
