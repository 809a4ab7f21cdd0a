"""The workflows for GitHub, GitLab and Gitea: held to their vendors' schemas, and their lines run on a small project, for a
change with a mistake, for a good one, and for the branch that is published.
"""

from __future__ import annotations

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import projects
import pytest
import workflows
import yaml
from repositories import git
from workflows import DEPLOY, Run, load

DAY = "schedule/an-nhon/2026-11-28.yml"
WRONG = "phân công:\n  trưởng ca: [lan]\n  vneid: [minh, lam]\n"
WARNED = {"schedule/an-nhon/2026-12-05.yml": "phân công: {trưởng ca: [lan]}\n"}
REVIEW, UPLOADS = "Nhận xét tại dòng", ("actions/upload-artifact@v4", "actions/upload-artifact@v3")
SECRET, REPORT = "0f" * 32, "gl-code-quality-report.json"
ON = {"THU7_ON": "24/11/2026", "GIT_CONFIG_GLOBAL": "/dev/null"}
"""The day, and nothing of this machine's own git."""
Change = Callable[[dict[str, str]], Path]


class Recorder(http.server.BaseHTTPRequestHandler):
    """Takes reviews as Gitea's API does, or refuses them as to a token that may only read."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Api)
        self.server.asked.append((self.path, self.headers["Authorization"], self.headers["Content-Type"], body))
        self.send_response(self.server.answers)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: Any) -> None:
        pass


class Api(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Recorder)
        self.asked: list[tuple[str, str, str, bytes]] = []
        self.answers = 200


@pytest.fixture
def api() -> Iterator[Api]:
    server = Api()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """A checkout as a runner has it: a branch with the given files, beside what ``origin/main`` has, a warning among it."""

    def make(files: dict[str, str]) -> Path:
        root = projects.write(tmp_path / "project", WARNED)
        git(root, "init", "--quiet", "--initial-branch=main")
        git(root, "add", ".")
        git(root, "commit", "--quiet", "-m", "x")
        git(root, "update-ref", "refs/remotes/origin/main", "main")
        git(root, "switch", "--quiet", "--create", "patch-1")
        projects.write(root, {**WARNED, **files})
        git(root, "add", ".")
        git(root, "commit", "--quiet", "--allow-empty", "-m", "y", when=60)
        return root

    return make


def proposed(name: str, root: Path, api: Api | None = None) -> Run:
    """The job of GitHub's or Gitea's file as a pull request has it."""
    known = {
        "github.event_name": "pull_request",
        "github.ref": "refs/pull/7/head",
        "github.token": "job-token",
        "github.event.pull_request.number": "7",
        "secrets.THU7_SECRET": SECRET,
    }
    own = {**ON, "GITHUB_BASE_REF": "main", "GITHUB_REPOSITORY": "doan/thu7", "GITHUB_EVENT_NAME": "pull_request"}
    own["GITHUB_API_URL"] = f"http://127.0.0.1:{api.server_port if api else 9}/api/v1"
    # In a container, Gitea's runner uses sh.
    return workflows.run(load(name)["jobs"]["dung"], root, known, own, "bash" if name == "github.yml" else "sh")


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {key: merged(base[key], over[key]) for key in base if isinstance(base[key], dict) and key in over}
    return {**base, **over, **both}


def gitlab_job(name: str) -> dict[str, Any]:
    """A job with what it takes from the one it extends, as GitLab merges them."""

    jobs = load("gitlab-ci.yml")
    return merged(jobs[jobs[name]["extends"]], jobs[name])


def gitlab(name: str, root: Path, **own: str) -> Run:
    job = gitlab_job(name)
    lines = [line for line in (*job["before_script"], *job["script"]) if not line.startswith("pip ")]
    return workflows.script(lines, root, {**ON, **own})


SCHEMAS = {"github.yml": "github-workflows", "gitea.yml": "github-workflows", "gitlab-ci.yml": "gitlab-ci"}


def is_valid(name: str, text: str, folder: Path) -> bool:
    """What the vendor's schema says. Of a hidden job of GitLab's it knows nothing, so each job goes in with what it extends."""
    loaded = yaml.safe_load(text)
    if name == "gitlab-ci.yml":
        loaded = {job: merged(loaded[loaded[job]["extends"]], loaded[job]) for job in loaded if not job.startswith(".")}
    else:
        loaded["on"] = loaded.pop(True)  # YAML 1.1 reads “on” as a yes
    (folder / name).write_text(json.dumps(loaded), "utf-8")
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = (tool, "--builtin-schema", f"vendor.{SCHEMAS[name]}", "--force-filetype", "yaml")
    return not any(
        subprocess.run((*command, file), capture_output=True).returncode for file in (DEPLOY / name, folder / name)
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_workflow_is_of_its_vendors_form(name: str, tmp_path: Path) -> None:
    """Gitea and Forgejo have no schema of their own here; they read GitHub's language, so its schema holds them too."""
    text = (DEPLOY / name).read_text("utf-8")
    assert is_valid(name, text, tmp_path)
    wrong = text.replace("when: always", "when: anytime").replace("runs-on:", "run-on:")
    assert wrong != text and not is_valid(name, wrong, tmp_path)


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml"])
def test_a_workflow_checks_the_whole_history_before_it_builds(name: str) -> None:
    steps = load(name)["jobs"]["dung"]["steps"]
    assert steps[0]["uses"].startswith("actions/checkout@") and steps[0]["with"]["fetch-depth"] == 0
    order = [step.get("run", "").split(" --")[0].split(" ||")[0] for step in steps]
    assert order.index("thu7 check") < order.index("thu7 build")
    assert {"pull_request", "push", "schedule"} == set(load(name)[True])  # YAML 1.1 reads “on” as a yes


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml"])
def test_a_wrong_change_is_not_built(name: str, change: Change, api: Api) -> None:
    root = change({DAY: WRONG})
    came = proposed(name, root, api)
    assert not came.ok and not (root / "site").exists()
    assert not set(UPLOADS) & set(came.done) and "thu7 build --keep-going" not in came.done


def test_github_shows_a_wrong_changes_problems_at_their_lines(change: Change) -> None:
    came = proposed("github.yml", change({DAY: WRONG}))
    commands = [line for line in came.said.splitlines() if line.startswith("::")]
    assert [line.split("::")[1] for line in commands if line.startswith("::error")] == [
        f"error file={DAY},line=3,col=17,title=unknown-person"
    ]
    # What main warns of, in a file that the change does not touch, takes no room from it.
    assert "2026-12-05" not in came.said


def test_gitea_gets_a_review_with_a_wrong_changes_problems_at_their_lines(change: Change, api: Api) -> None:
    came = proposed("gitea.yml", change({DAY: WRONG, "docs/la.txt": "?"}), api)
    assert came.done[-1] == REVIEW and "Không gửi được" not in came.said and f"{DAY}:3:17: lỗi" in came.said
    [(path, token, kind, body)] = api.asked
    assert (path, token, kind) == ("/api/v1/repos/doan/thu7/pulls/7/reviews", "token job-token", "application/json")
    review = json.loads(body)
    assert review["event"] == "COMMENT"
    [comment] = [comment for comment in review["comments"] if comment["body"].startswith("**Lỗi**")]
    assert (comment["path"], comment["new_position"]) == (DAY, 3) and "“lam”" in comment["body"]
    assert "docs/la.txt: **Lỗi**" in review["body"] and "2026-12-05" not in body.decode()


def test_a_mistake_that_shows_in_a_file_that_did_not_change_is_told_too(change: Change, api: Api) -> None:
    roster = projects.BASE["schedule/an-nhon/roster.yml"].replace("mã: lan\n", "mã: lan2\n")
    assert not proposed("gitea.yml", change({"schedule/an-nhon/roster.yml": roster}), api).ok
    told = json.loads(api.asked[0][3])["comments"]
    assert {DAY, "schedule/an-nhon/2026-12-05.yml"} <= {comment["path"] for comment in told}


@pytest.mark.parametrize("answers", [403, 500])
def test_a_review_that_gitea_refuses_does_not_fail_the_job(change: Change, api: Api, answers: int) -> None:
    api.answers = answers
    came = proposed("gitea.yml", change({"schedule/an-nhon/2026-12-05.yml": "phân công:\n  trưởng ca: [lan]\n"}), api)
    assert came.ok and len(api.asked) == 1 and "Không gửi được nhận xét" in came.said
    assert came.done[-1] == "actions/upload-artifact@v3"


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml"])
def test_a_good_change_has_a_preview_without_anybodys_calendar(name: str, change: Change, api: Api) -> None:
    root = change({"guides/ho-tich/khai-sinh.md": projects.BASE["guides/ho-tich/khai-sinh.md"] + "\nThêm một câu.\n"})
    came = proposed(name, root, api)
    assert came.ok, came.said
    assert api.asked == [] and came.secrets == {}
    [upload] = [step for step in load(name)["jobs"]["dung"]["steps"] if step.get("uses") in UPLOADS]
    assert came.done[-1] == upload["uses"]
    preview = root / upload["with"]["path"]
    assert "Thêm một câu" in (preview / "ho-tich/khai-sinh/index.html").read_text("utf-8")
    assert (preview / "lich/an-nhon.ics").is_file() and not (preview / "lich/rieng").exists()


@pytest.mark.parametrize("event,ref,secret", [
    ("push", "refs/heads/main", True),
    ("schedule", "refs/heads/main", True),
    ("push", "refs/heads/patch-1", False),
    ("pull_request", "refs/heads/main", False),
    ("pull_request", "refs/pull/7/head", False),
])  # fmt: skip
def test_only_main_has_the_secret(event: str, ref: str, secret: bool) -> None:
    known = {"github.event_name": event, "github.ref": ref, "secrets.THU7_SECRET": SECRET}
    for name in ("github.yml", "gitea.yml"):
        assert load(name)[True]["push"] == {"branches": ["main"]}
        steps = load(name)["jobs"]["dung"]["steps"]
        [build] = [step for step in steps if "secrets.THU7_SECRET" in str(step)]
        given = workflows.filled(build["env"]["THU7_SECRET"], known)
        # GitHub's file is never asked for another branch; see its “on”.
        if not (name == "github.yml" and event == "push" and not secret):
            assert given == (SECRET if secret else ""), (name, event, ref)
        for step in steps:
            if step is not build and "secrets." in str(step):
                assert bool(workflows.value(step["if"], known)) is secret


def test_gitea_publishes_main_with_rsync(change: Change, tmp_path: Path) -> None:
    """What rsync and ssh would be given, seen by a program in rsync's place."""
    root, seen = change({}), tmp_path / "seen"
    (tmp_path / "bin").mkdir()
    for program in ("thu7", "git", "sh", "mktemp", "cat"):
        found = shutil.which(program, path=workflows.environment({})["PATH"])
        assert found
        (tmp_path / "bin" / program).symlink_to(found)
    fake = tmp_path / "bin/rsync"
    fake.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {seen}\nset -- $(echo "$*" | sed "s/.*-i //")\n'
        f'stat -c %a "$1" >> {seen}\ncat "$1" "${{3#UserKnownHostsFile=}}" >> {seen}\n'
    )
    fake.chmod(0o755)
    known = {
        "github.event_name": "push",
        "github.ref": "refs/heads/main",
        "secrets.THU7_SECRET": SECRET,
        "secrets.DANG_KHOA": "-----BEGIN\nkey\n-----END",
        "vars.DANG_MAY_CHU": "may-chu.vn ssh-ed25519 AAAA",
        "vars.DANG_NOI": "thu7@may-chu.vn:/srv/thu7/site/",
    }
    own = {**ON, "GITHUB_EVENT_NAME": "push", "PATH": f"{tmp_path / 'bin'}:{workflows.environment({})['PATH']}"}
    came = workflows.run(load("gitea.yml")["jobs"]["dung"], root, known, own, "sh")
    assert came.ok, came.said
    assert (
        came.secrets["thu7 build --keep-going: THU7_SECRET"] == SECRET
        and came.done[-2:] == ["Đăng lên máy chủ", "Còn lỗi thì nhắc"]
        and REVIEW not in came.done
    )
    lines = seen.read_text("utf-8").splitlines()
    assert lines[lines.index("site/") + 1] == "thu7@may-chu.vn:/srv/thu7/site/" and "--delete-after" in lines
    assert lines[-5:] == ["600", "-----BEGIN", "key", "-----END", "may-chu.vn ssh-ed25519 AAAA"]
    assert (root / "site/lich/rieng").is_dir() and "root /srv/thu7/site;" in (DEPLOY / "nginx.conf").read_text("utf-8")


def test_gitlab_reports_a_wrong_changes_problems_at_their_lines(change: Change) -> None:
    root = change({DAY: WRONG})
    came = gitlab("xem-thu", root)
    assert not came.ok and not (root / "site").exists() and f"{DAY}:3:17: lỗi" in came.said
    assert "thu7 check" in came.done
    artifacts = gitlab_job("xem-thu")["artifacts"]
    assert artifacts["when"] == "always" and artifacts["reports"] == {"codequality": REPORT}
    report = json.loads((root / REPORT).read_text("utf-8"))
    [found] = [row for row in report if row["severity"] == "blocker"]
    assert found["location"] == {"path": DAY, "lines": {"begin": 3}} and found["check_name"] == "unknown-person"


def test_gitlab_shows_a_preview_without_the_secret_even_of_a_protected_branch(change: Change) -> None:
    root = change({"guides/ho-tich/khai-sinh.md": projects.BASE["guides/ho-tich/khai-sinh.md"] + "\nThêm một câu.\n"})
    job = gitlab_job("xem-thu")
    assert [rule["if"] for rule in job["rules"]] == ['$CI_PIPELINE_SOURCE == "merge_request_event"']
    # lib/gitlab/ci/config/entry/artifacts.rb: EXPOSE_AS_REGEX, in Ruby of ASCII letters alone; and paths without a star. A
    # folder needs its slash: https://gitlab.com/gitlab-org/gitlab/-/issues/366867
    assert re.fullmatch(r"\w[-\w ]*", job["artifacts"]["expose_as"], re.ASCII)
    [path] = job["artifacts"]["paths"]
    assert path.endswith("/") and not path.startswith("./") and "*" not in path
    came = gitlab("xem-thu", root, THU7_SECRET=SECRET)
    assert came.ok, came.said
    assert (root / path / "lich/an-nhon.ics").is_file() and not (root / path / "lich/rieng").exists()


def test_gitlab_publishes_main_with_the_secret_and_a_report_to_compare_with(change: Change) -> None:
    root, job = change({}), gitlab_job("pages")
    assert [rule["if"] for rule in job["rules"]] == ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"]
    assert job["variables"]["GIT_DEPTH"] == "0" and job["artifacts"]["reports"] == {"codequality": REPORT}
    came = gitlab("pages", root, THU7_SECRET=SECRET)
    assert came.ok, came.said
    [public] = job["artifacts"]["paths"]
    assert (root / public / "index.html.gz").is_file() and (root / public / "lich/rieng").is_dir()
    assert [row["severity"] for row in json.loads((root / REPORT).read_text("utf-8"))] == ["minor"]


BROKEN = "schedule/an-nhon/2026-12-05.yml"


@pytest.mark.parametrize("name", ["github.yml", "gitea.yml", "gitlab-ci.yml"])
def test_a_mistake_on_main_holds_its_ward_and_the_site_is_published(name: str, change: Change, tmp_path: Path) -> None:
    other = projects.BASE["schedule/an-nhon/roster.yml"].replace("An Nhơn", "An Hội Tây").replace("1C", "2D")
    root = change({"schedule/an-hoi-tay/roster.yml": other, BROKEN: "phân công: {trưởng ca: [lam]}\n"})
    output = tmp_path / "output"
    own = {**ON, "GITHUB_EVENT_NAME": "push", "GITHUB_OUTPUT": str(output)}
    known = {"github.event_name": "push", "github.ref": "refs/heads/main", "secrets.THU7_SECRET": SECRET}
    if name == "gitlab-ci.yml":
        site, came = root / "public", gitlab("pages", root, THU7_SECRET=SECRET)
        assert came.ok, came.said
        assert gitlab_job("nhac")["stage"] == ".post" and not gitlab("nhac", root).ok
    else:
        steps = [step for step in load(name)["jobs"]["dung"]["steps"] if "rsync" not in step.get("run", "")]
        site = root / "site"
        came = workflows.run({"steps": steps}, root, known, own, "bash" if name == "github.yml" else "sh")
        assert came.ok is (name == "github.yml"), came.said
        if name == "github.yml":
            assert output.read_text("utf-8") == "loi=1\n"
            reminder = load(name)["jobs"]["nhac"]
            assert reminder["needs"] == ["dung", "dang"] and "loi == '1'" in reminder["if"]
            assert not workflows.run(reminder, root, known, own, "bash").ok
        else:
            assert came.done[-1] == "Còn lỗi thì nhắc"
    assert "schedule/an-nhon: giữ bản" in came.said
    assert "Lịch này là bản ngày" in (site / "lich/an-nhon/index.html").read_text("utf-8")
    assert (site / "lich/an-hoi-tay/index.html").is_file()
