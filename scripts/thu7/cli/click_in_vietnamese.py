"""click's own sentences in Vietnamese.

click takes them from gettext and ships no Vietnamese. A gettext catalogue would have to be compiled at install time
and depends on the locale of the machine, so the few sentences that this command can show are put in place of click's
``_`` and ``ngettext``. One that is not listed (of a later click) stays English.
"""

from __future__ import annotations

from click import core, decorators, exceptions, formatting, parser, types

WORDS = {
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Commands": "Các lệnh",
    "Positional arguments": "Các phần phải ghi",
    "Show this message and exit.": "Xem hướng dẫn này.",
    "Show the version and exit.": "Xem phiên bản.",
    "default: {default}": "mặc định: {default}",
    "Aborted!": "Đã dừng.",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Xem cách dùng: {command} {option}",
    "Missing command.": "Thiếu tên lệnh.",
    "Missing argument": "Còn thiếu",
    "Missing option": "Còn thiếu tùy chọn",
    "No such command {name!r}.": "Không có lệnh “{name}”.",
    "No such option {name!r}.": "Không có tùy chọn “{name}”.",
    "Did you mean {possibility}?": "Có phải là {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Có phải là {possibilities}?",
    "{value!r} is not a valid {number_type}.": "“{value}” không phải là số.",
    "{value} is not in the range {range}.": "{value} không nằm trong khoảng {range}.",
    "required": "phải ghi",
    "Got unexpected extra argument ({args})": "Thừa: {args}",
    "Option {name!r} requires an argument.": "Tùy chọn {name} cần một giá trị đi sau.",
    "Option {name!r} does not take a value.": "Tùy chọn {name} không nhận giá trị.",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "{value!r} is not {choice}.": "“{value}” không phải là {choice}.",
    "{value!r} is not one of {choices}.": "“{value}” không nằm trong: {choices}.",
    "{name} {filename!r} does not exist.": "Không có {filename!r}.",
    "{name} {filename!r} is a file.": "{filename!r} là tệp, ở đây cần thư mục.",
    "{name} {filename!r} is a directory.": "{filename!r} là thư mục, ở đây cần tệp.",
    "{name} {filename!r} is not readable.": "Không đọc được {filename!r}.",
    "{name} {filename!r} is not writable.": "Không ghi được vào {filename!r}.",
}


OPTIONS, REST = "[TÙY CHỌN]", "LỆNH [PHẦN SAU]..."
"""What a command takes, in its first line of help."""


def speak_vietnamese() -> None:
    """Let click show its sentences in Vietnamese; for this process."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, words in (("_", _one), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, words)


def _one(sentence: str) -> str:
    return WORDS.get(sentence, sentence)


def _counted(one: str, many: str, count: int) -> str:
    """Vietnamese has one form; click's plural is only listed where it asks for other fields."""
    return WORDS.get(many) or WORDS.get(one) or (one if count == 1 else many)
