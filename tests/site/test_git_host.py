"""Where git hosts let somebody begin a new file."""

from __future__ import annotations

import pytest
from thu7.site.git_host import NewFile, new_file


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "address", "text"),
    [
        (
            "https://github.com/a/b/",
            "edit/main/docs/",
            "https://github.com/a/b/new/main/schedule/x?filename=",
            "&value=",
        ),
        (
            "https://codeberg.org/a/b",
            "_edit/main/docs/",
            "https://codeberg.org/a/b/_new/main/schedule/x?filename=",
            "&value=",
        ),
        ("https://gitlab.com/a/b", "-/edit/main/docs/", "https://gitlab.com/a/b/-/new/main/schedule/x?file_name=", ""),
        (
            "https://h.vn/a",
            "edit/nhánh/một/docs",
            "https://h.vn/a/new/nh%C3%A1nh/m%E1%BB%99t/schedule/x?filename=",
            "&value=",
        ),
    ],
)
def test_each_host_has_its_own_way(repo_url: str, edit_uri: str, address: str, text: str) -> None:
    assert new_file(repo_url, edit_uri, "schedule/x") == NewFile(address, text)


@pytest.mark.parametrize(
    ("repo_url", "edit_uri"),
    [
        ("", "edit/main/docs/"),
        ("https://h.vn/a", ""),
        ("https://h.vn/a", "src/default/docs/"),
        ("javascript:x", "edit/main/docs/"),
    ],
)
def test_a_host_that_nobody_knows_has_none(repo_url: str, edit_uri: str) -> None:
    assert new_file(repo_url, edit_uri, "schedule/x") is None
