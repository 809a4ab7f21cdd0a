"""What a guide is, for machines that read the web: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from typing import Any

from thu7.guides.model import Guide
from thu7.guides.sections import STEPS
from thu7.guides.single_source import in_words
from thu7.text.markdown import blocks, sentences

MOST = 12
"""Steps that are told; who shows steps beside a link shows fewer, and a long list would weigh on the page."""


def of_guide(guide: Guide, address: str) -> str:
    """The guide as one JSON-LD object that may stand inside a page.

    What an office does for somebody is a ``GovernmentService``; what somebody does alone, on a phone say, is a ``HowTo`` with its steps. Both repeat
    what the page shows, so that they pack to little.

    Args:
        address: the page's whole address; empty leaves it out.
    """
    service = guide.procedure or guide.office
    found: dict[str, Any] = {"@context": "https://schema.org", "@type": "GovernmentService" if service else "HowTo"}
    found |= {"name": guide.title, "description": guide.summary}
    if address:
        found["url"] = address
    if guide.office:
        found["provider"] = {"@type": "GovernmentOrganization", "name": in_words(guide.office)}
    if guide.procedure:
        found["identifier"] = guide.procedure
    if not service and len(steps := _steps(guide)) <= MOST:
        found["step"] = steps
    # A "<" would end the script in which it stands.
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _steps(guide: Guide) -> list[str]:
    """What is to be done, one after the other: the parts of that section, or, where it has none, each step's first sentence."""
    found = [block for block in blocks("", guide.body, 1) if block.section == STEPS and block.text.strip()]
    parts = [block.text for block in found if block.level == 3]
    return parts or [in_words(sentences(block.text)[0]) for block in found if block.kind == "numbered"]
