"""A photo that says where it was taken is not published."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD
from projects import tree
from thu7 import project
from thu7.text import photos

XMP = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="10,50.1N" exif:GPSLongitude="106,39.2E"/></x:xmpmeta>'


def photo(kind: str, *, place: bool, xmp: bytes = b"") -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Máy"  # the maker: no secret
    if place:
        gps = exif.get_ifd(IFD.GPSInfo)
        gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "N", (10.0, 50.0, 6.0)
        gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E", (106.0, 39.0, 12.0)
    data = io.BytesIO()
    more = {"xmp": xmp} if xmp else {}
    Image.new("RGB", (8, 8)).save(data, kind, exif=exif, **more)
    return data.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_with_its_place_is_found(kind: str) -> None:
    assert photos.tells_its_place(photo(kind, place=True))
    assert not photos.tells_its_place(photo(kind, place=False))


def test_a_place_in_xmp_is_found() -> None:
    assert photos.tells_its_place(photo("JPEG", place=False, xmp=XMP))


@pytest.mark.parametrize(
    "data", [b"", b"not really a picture", photo("JPEG", place=True)[:40], b"\xff\xd8\xff\xe1\xff\xff"]
)
def test_what_is_no_whole_picture_ends_nothing(data: bytes) -> None:
    assert not photos.tells_its_place(data)


def test_it_is_an_error_with_the_file_s_name() -> None:
    files = tree({}) | {"docs/anh.jpg": photo("JPEG", place=True), "guides/ho-tich/mau.PNG": photo("PNG", place=True)}
    found = project.read(files, dt.date(2026, 11, 24)).problems
    assert [(str(p.place), p.code) for p in found] == [
        ("docs/anh.jpg", "photo-place"),
        ("guides/ho-tich/mau.PNG", "photo-place"),
    ]
