"""Problems as the git hosts show them beside the lines of a proposed change: GitHub, GitLab, Gitea and Forgejo."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from thu7.text.problems import LABELS, Problem, Severity, errors, in_one_line, sentence, summary

_MOST = 50
"""Comments of one review: Gitea asks git about the line of each before it answers."""
_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "minor"}
_MARKDOWN = re.compile(r"https?://[\w./%?=&#:+~-]+|[\\`*_\[\]<>#|~@&!]")
"""What a comment would not show as it stands; addresses stay whole, so that they can be pressed."""


def as_github(problems: Iterable[Problem]) -> str:
    """GitHub's workflow commands, so that each problem stands beside its line in a pull request."""
    return "\n".join(_workflow_command(problem) for problem in problems)


def _workflow_command(problem: Problem) -> str:
    place = problem.place
    where = {"file": place.path, "line": place.line, "col": place.column, "title": problem.code}
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions: properties escape more than data.
    properties = ",".join(
        f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in where.items()
        if value is not None
    )
    return f"::{problem.severity.value} {properties}::{_escaped(sentence(problem))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_gitlab(problems: Iterable[Problem]) -> str:
    """GitLab's Code Quality report; it wants a line for each, so what concerns a whole file stands at its first."""
    # https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    seen: Counter[tuple[str, str, str]] = Counter()
    rows = []
    for problem in problems:
        same = (problem.place.path, problem.code, problem.message)
        rows.append(
            {
                "description": in_one_line(sentence(problem)),
                "check_name": problem.code,
                "fingerprint": _fingerprint(*same, str(seen[same])),
                "severity": _SEVERITIES[problem.severity],
                "location": {"path": in_one_line(problem.place.path), "lines": {"begin": problem.place.line or 1}},
            }
        )
        seen[same] += 1
    return _json(rows)


def _fingerprint(*parts: str) -> str:
    """The same when lines above came or went, or each problem would look mended and made anew; the last part counts equal ones."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def as_gitea(problems: Iterable[Problem]) -> str:
    """A review as Gitea's and Forgejo's API takes it; nothing where there is nothing to say."""
    # POST /api/v1/repos/{owner}/{repo}/pulls/{index}/reviews. Its new_position is the line in the new file, in the diff or not.
    listed = tuple(problems)
    if not listed:
        return ""
    first = (*errors(listed), *(problem for problem in listed if problem.severity is not Severity.ERROR))
    placed = [problem for problem in first if problem.place.line][:_MOST]
    comments = [{"path": in_one_line(p.place.path), "new_position": p.place.line, "body": _comment(p)} for p in placed]
    rest = [f"- {_literal(str(p.place))}: {_comment(p)}" for p in first if p not in placed]
    body = "\n\n".join(filter(None, (f"`thu7 check`: {summary(listed)}", "\n".join(rest))))
    return _json({"event": "COMMENT", "body": body, "comments": comments})


def _comment(problem: Problem) -> str:
    return f"**{LABELS[problem.severity].capitalize()}**: {_literal(sentence(problem))}"


def _literal(text: str) -> str:
    """The text in a line of Markdown that shows it as it is: what stands in a file is no markup here, and calls nobody."""
    return _MARKDOWN.sub(lambda sign: sign[0] if len(sign[0]) > 1 else f"\\{sign[0]}", in_one_line(text))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
