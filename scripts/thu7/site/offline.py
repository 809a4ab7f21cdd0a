"""What keeps the site on a phone without a network."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thu7.calendar.addresses import PERSONAL
from thu7.guides.library import Library
from thu7.results import certificates
from thu7.site.assets import OF_SECRETARIES, asset, early_script
from thu7.site.headers import policy
from thu7.site.wards_page import FEW
from thu7.text import links, vietnamese

_OF_THE_NETWORK = re.compile(
    r'<section class="t7-mang"(?P<id>(?: id="[^"]*")?)(?: data-khong-mang="(?P<instead>[^"]*)")?>.*?</section>|<p class="t7-mot-lan">.*?</p>\n?|<meta (?:property="og:|name="description")[^>]*>\n'
    r'|<link rel="(?:canonical|alternate|search)"[^"]*(?:"[^"]*"[^">]*)*>\n|<li><a [^>]*rel="edit">.*?</li>\n|<script type="application/ld\+json">.*?</script>\n',
    re.S,
)
"""What leads nowhere without a network: sources, the code for another phone, what links show when sent, the link to mend the page."""
_HASH = re.compile(r"\.[0-9a-f]{10}\.")
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


def is_unlisted(place: str) -> bool:
    """Whether what is published there is told to its owner alone."""
    return place.startswith((f"{PERSONAL}/", f"{certificates.FOLDER}/"))


def is_kept(place: str) -> bool:
    """Whether what is published there is kept on the phone: of pages all but people's own, of assets what the others load."""
    if place.endswith("/") or not place:
        return not is_unlisted(place)
    return place.endswith((".css", ".js")) and not place.startswith(_OF_SECRETARIES)


MOST = 150_000
"""Bytes that a phone keeps unasked, packed, for a site of any size: search, style and scripts; the ways in and the guides by demand;
the topic that its reader came for; the ward that they chose."""
OF_A_TOPIC, OF_A_WARD, OF_THE_WORKER = 22_000, 6_000, 4_000
"""What of it is held free for these."""
PARTS = "assets/trang"
"""How the names of the files begin in which phones fetch pages together."""
SIZE = "__t7-mb__"
"""Stands in a page for how much all guides are, which is known once all pages are there."""
_OF_WARDS = ("lich/", "ket-qua/")
"""Of these the reader's own is kept, and no other: a city has 168."""


def _size(texts: Iterable[bytes]) -> int:
    """What they weigh on their way, as servers pack them."""
    return sum(len(zlib.compress(text, 6)) for text in texts)


def _fitting(pages: Mapping[str, str], room: int) -> Iterator[tuple[str, str]]:
    packer, size = zlib.compressobj(6), 0
    for address, html in pages.items():
        tried = packer.copy()
        more = len(tried.compress(html.encode())) + len(tried.flush(zlib.Z_SYNC_FLUSH))
        if size + more <= room:
            packer, size = tried, size + more
            yield address, html


@dataclass(frozen=True)
class _Part:
    """Pages that a phone takes together; ``topic`` is the one whose readers get them unasked."""

    name: str
    topic: str
    pages: Mapping[str, str]

    @property
    def packed(self) -> bytes:
        return json.dumps(self.pages, ensure_ascii=False, sort_keys=True).encode()

    @property
    def place(self) -> str:
        return f"{PARTS}{self.name}.{hashlib.sha256(self.packed).hexdigest()[:10]}.json"


def _by_topic(pages: Mapping[str, str]) -> Iterator[_Part]:
    """Of each topic what has room, then what is left of it."""
    topics: dict[str, dict[str, str]] = {}
    for address, html in pages.items():
        topic, _, below = address.partition("/")
        topics.setdefault(topic if below else "", {})[address] = html
    for topic, own in topics.items():
        first = dict(_fitting(own, OF_A_TOPIC)) if topic else {}
        left = {address: html for address, html in own.items() if address not in first}
        # No topic's name has such a line in it, so no two parts have one name.
        yield from (_Part(f"_{topic}", topic, first),) if first else ()
        yield from (_Part(f"_{topic}_", "", left),) if left else ()


def offline(pages: Mapping[str, str], assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The script that keeps the site on the phone, and pages in few files: packed together they weigh half.

    The first file, and that of the topic its reader came for, are kept unasked, all of them on request; whatever else a reader
    opens is kept then. What leads nowhere without a network is left out: it would be a quarter of it. So is what changes with
    each build, like the places of style and scripts: a phone does not fetch again what it has.

    Args:
        pages: finished HTML by address from the site's root, those first that serve most readers.
        assets: the hashed files that pages use, by their place.

    Returns:
        Files by place; pages among them that tell how much all of it is.
    """
    early = f"<script>{early_script()}</script>"
    lean = {address: _lean(html, early, assets) for address, html in pages.items()}
    room = MOST - OF_A_TOPIC - OF_A_WARD - OF_THE_WORKER - _size(assets.values())
    kept = dict(_fitting(lean, room))
    rest = {one: html for one, html in lean.items() if one not in kept and not one.startswith(_OF_WARDS)}
    parts = list(_by_topic(rest))
    # For a reader who came for no topic yet. Its pages stand in their topics' parts too, so it counts for nothing in all.
    following = _Part("_tiep_theo", "", dict(_fitting(rest, OF_A_TOPIC)))
    said = _megabytes(_size(part.packed for part in parts))
    first = _Part("", "", {address: html.replace(SIZE, said) for address, html in kept.items()})
    made = {f"{one}index.html": html.replace(SIZE, said).encode() for one, html in pages.items() if SIZE in html}
    made |= {part.place: part.packed for part in (first, following, *parts)}
    settings = {
        "FIRST": first.place,
        "FOLLOWING": following.place,
        "PARTS": [[part.place, part.topic, len(part.pages)] for part in (first, *parts)],
        "ASSETS": sorted(assets),
        "POLICY": policy(),
        "EARLY": [_EARLY, early],
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in settings.items())
    worker = (head + asset("sw.js")).encode()
    version = json.dumps(hashlib.sha256(worker).hexdigest()[:16])
    return made | {"sw.js": f"const VERSION = {version};\n".encode() + worker}


def _lean(html: str, early: str, assets: Iterable[str]) -> str:
    lean = _OF_THE_NETWORK.sub(_said_of, html).replace(early, _EARLY)
    for place in assets:
        lean = lean.replace(place, _HASH.sub(".~.", place))
    return lean


def _megabytes(size: int) -> str:
    return f"{vietnamese.decimal(Decimal(max(1, round(size / 100_000))) / 10)} MB"
