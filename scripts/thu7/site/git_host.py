"""Where a git host lets somebody begin a new file in the browser, filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_EDIT = re.compile(r"/?(?P<way>-/edit|_edit|edit)/(?P<branch>.+?)(?:/docs)?/?")
"""How a host's addresses for editing begin, as ``edit_uri`` in ``mkdocs.yml`` has it."""
_NEW = {"edit": "new", "_edit": "_new", "-/edit": "-/new"}


@dataclass(frozen=True)
class NewFile:
    """The page of a new file; its name goes in front of ``text``, which takes what stands in the file."""

    address: str
    """Ends where the file's name is to follow."""
    text: str
    """Ends where the file's text is to follow; empty where the host takes none, and it has to be pasted."""


def new_file(repo_url: str, edit_uri: str, folder: str) -> NewFile | None:
    """The page for a new file in a folder of the repository; None where nobody knows the host's ways.

    GitHub takes ``/new/BRANCH/DIR?filename=&value=``, Gitea and Forgejo ``/_new/BRANCH/DIR?filename=&value=``, GitLab
    ``/-/new/BRANCH/DIR?file_name=``. Which of them it is, ``edit_uri`` tells: a repository of one's own has any host.
    """
    found = _EDIT.fullmatch(edit_uri or "")
    if not found or not re.match(r"https?://[^/]", repo_url or ""):
        return None
    way = found["way"]
    page = f"{repo_url.rstrip('/')}/{_NEW[way]}/{quote(found['branch'])}/{quote(folder)}"
    if way == "-/edit":
        return NewFile(f"{page}?file_name=", "")
    return NewFile(f"{page}?filename=", "&value=")
