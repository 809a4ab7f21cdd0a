"""The site as Debian's nginx serves it with our configuration."""

from __future__ import annotations

import gzip
import http.client
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import nginx
import pytest
from conftest import missing
from thu7.system import compression

Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(site: Path, served_by_nginx: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks a real nginx for a path; gives status, headers and body."""
    served = tmp_path_factory.mktemp("nginx") / "site"
    shutil.copytree(site, served)
    page = served / "ho-tich/khai-sinh/index.html"
    (page.parent / "index.html.gz").write_bytes(gzip.compress(page.read_bytes(), 9, mtime=0))
    return asking(served_by_nginx(served))


def asking(address: str) -> Ask:
    host = address.removeprefix("http://")

    def request(path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    return request


@pytest.fixture(scope="module")
def packed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as ``thu7 compress`` leaves it."""
    folder = tmp_path_factory.mktemp("packed") / "site"
    shutil.copytree(site, folder)
    compression.pack_folder(folder)
    return folder


@pytest.fixture(scope="module")
def ask_with_brotli(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    if nginx.executable() is None or not nginx.BROTLI.exists():
        missing("no nginx with brotli found; get it with: sudo apt-get install libnginx-mod-http-brotli-static")
    with nginx.serving(packed, tmp_path_factory.mktemp("scratch"), configuration=nginx.with_brotli()) as address:
        yield asking(address)


def private(site: Path) -> str:
    return f"/lich/rieng/{next((site / 'lich/rieng').glob('*.ics')).name}"


def test_calendars_have_their_type_a_short_life_and_a_tag(ask: Ask, site: Path) -> None:
    for path in ("/lich/an-nhon.ics", private(site)):
        status, headers, body = ask(path)
        assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert headers["cache-control"] == "public, max-age=900" and "content-disposition" not in headers
        assert body.startswith(b"BEGIN:VCALENDAR")
        assert headers["etag"] and headers["last-modified"]
        again = ask(path, If_None_Match=headers["etag"])
        assert (again[0], again[2]) == (304, b"")
        status, headers, body = ask(path, Accept_Encoding="gzip")
        assert headers["content-encoding"] == "gzip" and gzip.decompress(body).startswith(b"BEGIN:VCALENDAR")


def test_editors_on_other_sites_may_fetch_the_schemas_alone(ask: Ask) -> None:
    assert ask("/schema/roster.json")[1]["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in ask("/lich/an-nhon/")[1]


def test_personal_calendars_are_neither_indexed_nor_listed(ask: Ask, site: Path) -> None:
    own = private(site).removesuffix(".ics")
    for path in (private(site), f"{own}/", f"{own}/{next((site / own[1:]).glob('*.ics')).name}"):
        status, headers, _ = ask(path)
        assert (status, headers["x-robots-tag"]) == (200, "noindex, nofollow")
    assert "x-robots-tag" not in ask("/lich/an-nhon.ics")[1] and "x-robots-tag" not in ask("/")[1]
    assert ask("/lich/rieng/")[0] == 404
    name = own.rpartition("/")[2]
    for path in site.rglob("*"):
        if path.is_file() and "rieng" not in path.parts and path.suffix in (".html", ".xml", ".js", ".json", ".txt"):
            assert name not in path.read_text("utf-8"), path
    # What a robots.txt forbids, Google Calendar does not fetch.
    assert not (site / "robots.txt").exists() or "rieng" not in (site / "robots.txt").read_text("utf-8")


def test_every_answer_carries_the_security_headers_of_the_build(ask: Ask, site: Path) -> None:
    told = dict(
        line.strip().split(": ", 1)
        for line in (site / "_headers").read_text("utf-8").split("/assets/")[0].splitlines()[1:]
    )
    assert len(told) >= 4
    for path in ("/", "/ho-tich/khai-sinh/", "/lich/an-nhon.ics", "/khong-co/"):
        _, headers, _ = ask(path)
        assert {name: headers.get(name.lower()) for name in told} == told
        assert headers["server"] == "nginx"


def test_what_has_a_hash_in_its_name_is_kept_for_a_year(ask: Ask, site: Path) -> None:
    script = next(path for path in (site / "assets").rglob("thu7.*.js"))
    _, headers, _ = ask(f"/{script.relative_to(site).as_posix()}")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "application/javascript; charset=utf-8"
    assert ask("/sw.js")[1]["cache-control"] == "no-cache"
    assert ask("/")[1]["cache-control"] == "public, max-age=300"


def test_what_was_compressed_beforehand_is_sent_as_it_is(ask: Ask, site: Path) -> None:
    page = (site / "ho-tich/khai-sinh/index.html").read_bytes()
    _, headers, body = ask("/ho-tich/khai-sinh/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and body == gzip.compress(page, 9, mtime=0)
    assert headers["vary"] == "Accept-Encoding" and headers["content-type"] == "text/html; charset=utf-8"
    assert ask("/ho-tich/khai-sinh/")[2] == page
    assert ask("/", Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/khong-co/", "/_headers", "/_changed.txt", "/.git/config", "/assets/"])
def test_what_is_not_there_gets_the_sites_own_page(ask: Ask, site: Path, path: str) -> None:
    status, headers, body = ask(path)
    assert status == 404 and headers["content-type"] == "text/html; charset=utf-8"
    assert body == (site / "404.html").read_bytes()


def test_an_address_without_its_slash_leads_to_the_page(ask: Ask) -> None:
    status, headers, _ = ask("/ho-tich/khai-sinh")
    assert status == 301 and headers["location"].endswith("/ho-tich/khai-sinh/")


@pytest.mark.server
@pytest.mark.parametrize("path", ["/ho-tich/khai-sinh/", "/lich/an-nhon.ics", "/assets/"])
def test_what_was_packed_is_sent_in_the_best_way_that_a_phone_takes(
    ask_with_brotli: Ask, packed: Path, path: str
) -> None:
    if path == "/assets/":
        path += next((packed / "assets").glob("finder.*.js")).name
    file = packed / path[1:] / "index.html" if path.endswith("/") else packed / path[1:]
    plain = ask_with_brotli(path)
    assert plain[2] == file.read_bytes() and "content-encoding" not in plain[1]
    sizes = [len(plain[2])]
    for asked, coding, unpack in (("gzip", "gzip", gzip.decompress), ("gzip, deflate, br", "br", brotli.decompress)):
        status, headers, body = ask_with_brotli(path, Accept_Encoding=asked)
        assert (status, headers["content-encoding"], unpack(body)) == (200, coding, plain[2])
        assert body == file.with_name(f"{file.name}.{'br' if coding == 'br' else 'gz'}").read_bytes()
        # All else is as without: caches keep them apart, phones ask by tag and date.
        for name in ("cache-control", "content-type", "content-security-policy", "last-modified"):
            assert headers[name] == plain[1][name]
        assert headers["vary"] == "Accept-Encoding" and headers["etag"]
        again = ask_with_brotli(path, Accept_Encoding=asked, If_None_Match=headers["etag"])
        assert (again[0], again[2]) == (304, b"")
        sizes.append(len(body))
    assert sizes == sorted(sizes, reverse=True) and sizes[2] < sizes[1]
