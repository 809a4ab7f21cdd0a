"""What the git hosts are told: at the right line, as it is, each problem by itself."""

from __future__ import annotations

import json
from typing import Any

from thu7.text.host_formats import as_gitea, as_github, as_gitlab
from thu7.text.problems import Place, Problem, warning

DAY = "schedule/an-nhon/2026-11-28.yml"
ERROR = Problem(Place(DAY, 3, 5), "unknown-person", "Không có ai là “lam”.", "Ý bạn là “lan”?")
WHOLE = Problem(Place("docs/la.txt"), "unknown-file", "Không rõ tệp này.")
REMARK = warning(Place("guides/ho-tich/khai-sinh.md", 7), "law-ends", "Sắp hết hiệu lực.")
ODD = Problem(
    Place("docs/a\n::stop::\udcff.md", 2),
    "odd",
    "Gặp “<img src=x> @lan *đậm* [x](y) `z`\n# to”.",
    "Xem https://a.vn/b_c?d=1#e",
)


def gitlab(*problems: Problem) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(as_gitlab(problems))
    return read


def gitea(*problems: Problem) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(as_gitea(problems))
    return read


def test_each_problem_stands_at_its_line() -> None:
    assert as_github([ERROR, WHOLE]).splitlines() == [
        f"::error file={DAY},line=3,col=5,title=unknown-person::Không có ai là “lam”. Ý bạn là “lan”?",
        "::error file=docs/la.txt,title=unknown-file::Không rõ tệp này.",
    ]
    told = gitlab(ERROR, REMARK, WHOLE)
    assert [(row["location"]["path"], row["location"]["lines"]["begin"]) for row in told] == [
        (DAY, 3),
        ("guides/ho-tich/khai-sinh.md", 7),
        ("docs/la.txt", 1),
    ]
    assert [row["severity"] for row in told] == ["blocker", "minor", "blocker"]
    assert (
        told[0]["description"] == "Không có ai là “lam”. Ý bạn là “lan”?" and told[0]["check_name"] == "unknown-person"
    )
    review = gitea(REMARK, ERROR, WHOLE)
    # Errors come first: of many problems, not all get a comment.
    assert review["comments"] == [
        {"path": DAY, "new_position": 3, "body": "**Lỗi**: Không có ai là “lam”. Ý bạn là “lan”?"},
        {"path": "guides/ho-tich/khai-sinh.md", "new_position": 7, "body": "**Lưu ý**: Sắp hết hiệu lực."},
    ]
    assert review["event"] == "COMMENT"
    assert review["body"] == "`thu7 check`: 2 lỗi, 1 lưu ý.\n\n- docs/la.txt: **Lỗi**: Không rõ tệp này."


def test_where_nothing_is_wrong_nothing_is_said() -> None:
    assert (as_github([]), as_gitlab([]), as_gitea([])) == ("", "[]", "")


def test_a_fingerprint_stays_when_lines_move_and_is_nobody_elses() -> None:
    moved = Problem(Place(DAY, 30, 1), ERROR.code, ERROR.message, ERROR.hint)
    assert gitlab(ERROR)[0]["fingerprint"] == gitlab(moved)[0]["fingerprint"]
    # Written down, since GitLab compares with what an older run has told.
    assert gitlab(ERROR)[0]["fingerprint"].startswith("25e7978f23c27908")
    others = [
        Problem(Place("schedule/an-nhon/2026-12-05.yml", 3), ERROR.code, ERROR.message),
        Problem(Place(DAY, 3), "other", ERROR.message),
        Problem(Place(DAY, 3), ERROR.code, "Khác."),
        moved,
        REMARK,
        WHOLE,
        ODD,
    ]
    prints = [row["fingerprint"] for row in gitlab(ERROR, *others)]
    assert len(set(prints)) == len(others) + 1
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in prints)


def test_what_stands_in_a_file_is_no_markup_and_no_command() -> None:
    assert as_github([ODD]).count("\n") == 0 and "%0A%3A%3Astop" in as_github([ODD])
    row = gitlab(ODD)[0]
    assert "\n" not in row["description"] + row["location"]["path"] and "<img src=x>" in row["description"]
    comment = gitea(ODD)["comments"][0]
    assert comment["body"] == (
        r"**Lỗi**: Gặp “\<img src=x\> \@lan \*đậm\* \[x\](y) \`z\`\\n\# to”. Xem https://a.vn/b_c?d=1#e"
    )
    json.dumps([row, comment], ensure_ascii=False).encode("utf-8")
    # Half a letter, as JSON can write it, is none that UTF-8 has.
    gitlab(Problem(Place("docs/a.md", 1), "odd", "\ud800"))[0]["description"].encode("utf-8")


def test_of_many_problems_the_first_get_comments_and_the_others_a_list() -> None:
    many = [Problem(Place(DAY, number), "x", f"Câu {number}.") for number in range(1, 81)]
    review = gitea(REMARK, *many)
    assert [comment["new_position"] for comment in review["comments"]] == list(range(1, 51))
    listed = review["body"].splitlines()
    assert listed[0] == "`thu7 check`: 80 lỗi, 1 lưu ý." and len(listed) == 2 + 31
    assert listed[2] == f"- {DAY}:51: **Lỗi**: Câu 51." and listed[-1].endswith(":7: **Lưu ý**: Sắp hết hiệu lực.")
