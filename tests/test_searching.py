"""Search: one folding everywhere, what is written for the phone, what check says of names and phrasings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from py_mini_racer import MiniRacer
from thu7 import webfiles, wording

FOLDING: list[dict[str, Any]] = json.loads((Path(__file__).parent / "search/folding.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ranker() -> MiniRacer:
    engine = MiniRacer()
    engine.eval(webfiles.script("ranker.js"))
    return engine


def test_the_phone_and_the_command_fold_alike(ranker: MiniRacer) -> None:
    assert len(FOLDING) > 400
    on_the_phone = json.loads(
        str(ranker.eval(f"JSON.stringify({json.dumps(FOLDING)}.map((row) => thu7Ranker.syllables(row.text)))"))
    )
    for row, phone in zip(FOLDING, on_the_phone, strict=True):
        here = wording.syllables(row["text"])
        assert [word.folded for word in here] == [word["folded"] for word in phone] == row["folded"], row
        assert [word.marked for word in here] == [word["marked"] for word in phone] == row["marked"], row
