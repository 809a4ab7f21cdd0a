"""Photos that say where they were taken: at somebody's home, as a phone writes it without being asked."""

from __future__ import annotations

import io
import warnings

from PIL import Image
from PIL.ExifTags import GPS, IFD

from thu7.text.problems import Place, Problem

KINDS = (".jpg", ".jpeg", ".png", ".webp")


def tells_its_place(data: bytes) -> bool:
    """Whether a picture holds the position at which it was taken, in its EXIF or its XMP; a file that is no picture does not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a damaged file; the pixels are not read
            with Image.open(io.BytesIO(data)) as picture:
                notes = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
                in_notes = ("GPSLatitude" in notes) if isinstance(notes, str) else (b"GPSLatitude" in notes)
                return in_notes or GPS.GPSLatitude in picture.getexif().get_ifd(IFD.GPSInfo)
    except Exception:  # whatever a hostile file makes the library say, it is no photo with a place
        return False


def problem(path: str) -> Problem:
    """What is said of a photo that tells its place."""
    hint = "Mở ảnh, chụp màn hình, rồi dùng ảnh chụp đó thay cho tệp này."
    return Problem(Place(path), "photo-place", "Ảnh này có ghi nơi chụp (GPS), ai tải về cũng xem được.", hint)
