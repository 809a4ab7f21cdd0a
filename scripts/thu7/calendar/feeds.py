"""Handing out personal calendars: each volunteer's address, and a message to paste."""

from __future__ import annotations

from dataclasses import dataclass

from thu7.calendar import addresses
from thu7.rota.model import Roster, Volunteer
from thu7.text import vietnamese


@dataclass(frozen=True)
class Feed:
    """A volunteer's own calendar. Its addresses are secret: whoever has them sees when they serve."""

    person: Volunteer
    address: str

    @property
    def page(self) -> str:
        """Their own page: how a phone takes the calendar, and their next Saturdays."""
        return addresses.page_of(self.address)


def feed(person: Volunteer, secret: str, site_url: str) -> Feed:
    """Somebody's own calendar. ``site_url`` ends with a slash."""
    return Feed(person, site_url + addresses.personal_uri(secret, person))


def of_ward(roster: Roster, secret: str, site_url: str) -> list[Feed]:
    """The calendars of a ward's own people, by name."""
    people = sorted(roster.volunteers, key=lambda person: vietnamese.name_order(person.name))
    return [feed(person, secret, site_url) for person in people]


def of_secretary(roster: Roster, secret: str, site_url: str) -> str:
    """The ward's own page, for whoever writes down what came of a Saturday."""
    lines = (
        f"Trang ghi kết quả của {roster.venue.name}, cho thư ký:",
        f"{site_url}{addresses.secretary_page(secret, roster)}",
        f"Đừng gửi ra ngoài nhóm trực. Lộ thì ghi vào roster.yml một dòng: lần cấp: {roster.issue + 1}",
    )
    return "\n".join(vietnamese.plain(line) for line in lines)


def message(feed: Feed) -> str:
    """A message for that volunteer alone, in short lines."""
    lines = (
        f"Chào {feed.person.name},",
        "Lịch trực thứ Bảy của riêng bạn ở đây:",
        feed.page,
        "Mở ra, chọn loại máy, thêm một lần. Sau này lịch tự đổi.",
        "Máy hỏi địa chỉ lịch thì dán dòng này:",
        feed.address,
        "Đừng gửi cho ai. Lỡ lộ thì báo phường để đổi.",
    )
    return "\n".join(vietnamese.plain(line) for line in lines)
