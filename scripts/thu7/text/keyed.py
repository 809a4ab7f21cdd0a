"""What only whoever has the secret can reckon."""

from __future__ import annotations

import hashlib
import hmac


def keyed(secret: str, message: str) -> str:
    """160 bits of HMAC-SHA-256 as hexadecimal digits: a part of an address that cannot be guessed."""
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()[:40]
