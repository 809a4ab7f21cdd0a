"""What keeps the site on a phone without a network."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from thu7.calendar.addresses import PERSONAL
from thu7.guides.library import Library
from thu7.results import certificates
from thu7.site.assets import OF_SECRETARIES, asset, early_script
from thu7.site.headers import policy
from thu7.site.wards_page import FEW
from thu7.text import links

_OF_THE_NETWORK = re.compile(
    r'<section class="t7-mang"(?P<id>(?: id="[^"]*")?)(?: data-khong-mang="(?P<instead>[^"]*)")?>.*?</section>|<p class="t7-mot-lan">.*?</p>\n?|<meta (?:property="og:|name="description")[^>]*>\n'
    r'|<link rel="(?:canonical|alternate|search)"[^"]*(?:"[^"]*"[^">]*)*>\n|<li><a [^>]*rel="edit">.*?</li>\n|<script type="application/ld\+json">.*?</script>\n',
    re.S,
)
"""What leads nowhere without a network: sources, the code for another phone, what links show when sent, the link to mend the page."""
_EARLY = "<!--t7-->"
"""Stands in a kept page for the script that is the same in all of them."""


def _said_of(left_out: re.Match[str]) -> str:
    if not left_out[0].startswith("<section"):
        return ""
    return f"<p{left_out['id']}>{left_out['instead'] or 'Căn cứ và nguồn: xem khi có mạng.'}</p>"


def by_demand(library: Library, wards: Sequence[str]) -> list[str]:
    """The pages' addresses, those first that serve most readers.

    The ways in and the Saturdays; of guides those that staff put first in their group; topics and situations; then the second
    guides of each group, and so on. Among guides of one place the one to which most pages lead comes first.
    """
    depending = library.depending()
    place = {
        f"{topic.slug}/{slug}.md": number
        for topic in library.topics
        for _, slugs in topic.groups or (("", topic.order),)
        for number, slug in enumerate(slugs)
    }
    ordered = sorted(
        (guide.uri for guide in library.guides), key=lambda uri: (place.get(uri, len(place)), -depending[uri], uri)
    )
    first = [uri for uri in ordered if place.get(uri) == 0]
    others = [
        *(topic.uri for topic in library.topics),
        *(event.uri for event in library.events),
        *ordered[len(first) :],
    ]
    # Of many wards nobody knows which is the reader's: theirs is kept once it was opened.
    own = [f"lich/{ward}/" for ward in wards] if len(wards) <= FEW else []
    return ["", "tim/", "lich/", *own, *map(links.address, (*first, *others))]


_OF_SECRETARIES = tuple(f"assets/{name.partition('.')[0]}." for name in OF_SECRETARIES)


def is_kept(place: str) -> bool:
    """Whether what is published there is kept on the phone: of pages all but people's own, of assets what the others load."""
    if place.endswith("/") or not place:
        return not place.startswith((f"{PERSONAL}/", f"{certificates.FOLDER}/"))
    return place.endswith((".css", ".js")) and not place.startswith(_OF_SECRETARIES)


MOST = 80_000
"""Bytes of the pages that a phone keeps unasked, packed. With search, style and scripts that makes 150,000 for a site of any size."""


def _fitting(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    packer, size = zlib.compressobj(6), 0
    for address, html in pages.items():
        tried = packer.copy()
        more = len(tried.compress(html.encode())) + len(tried.flush(zlib.Z_SYNC_FLUSH))
        if size + more <= MOST:
            packer, size = tried, size + more
            yield address, html


def offline(pages: Mapping[str, str], assets: Sequence[str]) -> dict[str, bytes]:
    """The script that keeps the site on the phone, and pages in one file: packed together they weigh half.

    Pages are kept until their room is full; whatever else a reader opens is kept then. What leads nowhere without a network
    is left out: it would be a quarter of it.

    Args:
        pages: finished HTML by address from the site's root, those first that serve most readers.
        assets: the places of the hashed files that pages use.
    """
    early = f"<script>{early_script()}</script>"
    lean = {address: _OF_THE_NETWORK.sub(_said_of, html).replace(early, _EARLY) for address, html in pages.items()}
    kept = dict(_fitting(lean))
    bundle = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
    place = f"assets/trang.{hashlib.sha256(bundle).hexdigest()[:10]}.json"
    settings = {"PAGES": place, "ASSETS": sorted(assets), "POLICY": policy(), "EARLY": [_EARLY, early]}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in settings.items())
    worker = (head + asset("sw.js")).encode()
    version = json.dumps(hashlib.sha256(worker).hexdigest()[:16])
    return {place: bundle, "sw.js": f"const VERSION = {version};\n".encode() + worker}
