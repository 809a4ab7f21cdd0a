"""The command with which staff keep guides true: review."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from thu7 import folders, project
from thu7.cli.click_in_vietnamese import OPTIONS
from thu7.cli.options import on_option
from thu7.cli.to_file import OutputFile, put
from thu7.guides import edits, life_event_file
from thu7.guides import review as reading
from thu7.guides.library import Library
from thu7.guides.model import Guide
from thu7.paper import review_sheets
from thu7.project import Project
from thu7.system import disk
from thu7.text import problems, vietnamese
from thu7.text.problems import Problem

BOM = b"\xef\xbb\xbf"


@click.command(options_metavar=OPTIONS)
@click.argument("guide", metavar="[TOPIC/SLUG]", required=False)
@click.option("--due", "is_due", is_flag=True, help="Kể những bài phải đọc lại, theo nơi phụ trách.")
@click.option("--done", is_flag=True, help="Ghi vào bài: đã đối chiếu hôm nay.")
@click.option("--by", metavar="NƠI", help='Nơi đã đối chiếu, như: --by "Tư pháp - hộ tịch"')
@click.option("--unseen", metavar="SỐ", multiple=True, help="Nguồn chưa mở lại được, như: --unseen 2,5")
@click.option("--wrong", metavar="CÂU", multiple=True, help='Điều nay khác, như: --wrong "Thời hạn nay là 3 ngày"')
@click.option(
    "-o",
    "file",
    type=OutputFile(),
    metavar="FILE",
    help="Ghi vào tệp này; tên kết thúc bằng .pdf thì là tờ A4 để in.",
)
@on_option
@click.pass_obj
def review(
    root: Path,
    guide: str | None,
    is_due: bool,
    done: bool,
    by: str | None,
    unseen: Sequence[str],
    wrong: Sequence[str],
    file: Path | None,
    today: dt.date,
) -> None:
    """Đối chiếu bài với cổng, ứng dụng và phường, như: thu7 review ho-tich/khai-sinh -o doi-chieu.pdf

    Xong thì ghi lại, như: thu7 review ho-tich/khai-sinh --done --by "Tư pháp - hộ tịch"
    """
    if is_due and done:
        raise click.UsageError("--due chỉ kể, --done mới ghi. Dùng một trong hai.")
    if not done and (by is not None or unseen or wrong):
        raise click.UsageError("--by, --unseen và --wrong đi cùng --done.")
    found = project.read(folders.load(root), today)
    if guide is None:
        if not is_due:
            raise click.UsageError(
                "Ghi tên bài, như: thu7 review ho-tich/khai-sinh. Muốn biết bài nào đến hạn: thu7 review --due"
            )
        _say(root, reading.due_text(reading.due(found.library, today)) or "Chưa bài nào phải đọc lại.", file)
        return
    one = _guide(found, guide)
    if done:
        _done(root, found, one, by or "", unseen, wrong, file)
    elif is_due:
        mine = [due for due in reading.due(found.library, today) if due.guide is one]
        _say(root, reading.due_text(mine) or "Bài này chưa phải đọc lại.", file)
    elif file and file.suffix.lower() == ".pdf":
        put(root, file, review_sheets.review_sheet(reading.sheet(one)))
        click.echo(f"Đã tạo {file}")
    else:
        _say(root, reading.sheet_text(reading.sheet(one)), file)


def _guide(found: Project, typed: str) -> Guide:
    """The guide that was typed; the command ends where it is none, or has mistakes of its own."""
    name = re.sub(r"^(?:\./)?(?:guides/)?", "", typed.replace("\\", "/")).removesuffix("/").removesuffix(".md")
    topics = {topic.slug: topic for topic in found.library.topics}
    if name.startswith(f"{life_event_file.FOLDER}/"):
        raise click.UsageError("Trang việc trong đời chỉ xếp thứ tự các bài. Đối chiếu từng bài mà trang đó dẫn tới.")
    if name in topics:
        listed = vietnamese.joined([f"{name}/{slug}" for slug in topics[name].order])
        raise click.UsageError(f"“{name}” là một chủ đề. Chọn một bài: {listed}")
    one = found.library.guide(name)
    if isinstance(one, Guide):
        return one
    own = [
        problem for problem in problems.errors(found.problems) if problem.place.path == f"{folders.GUIDES}/{name}.md"
    ]
    if own:
        _stop(own, "Sửa bài trước, rồi đối chiếu.")
    raise click.UsageError(problems.sentence(one))


def _done(
    root: Path, found: Project, guide: Guide, by: str, unseen: Sequence[str], wrong: Sequence[str], file: Path | None
) -> None:
    """Write what was compared; where something is wrong the guide keeps its old day, and what is wrong stands in it."""
    if file and not wrong:
        raise click.UsageError("Cùng --done, -o chỉ ghi danh sách phải sửa. Cần tờ để in thì bỏ --done.")
    office = _office(by, guide, found.library)
    wrong = [" ".join(one.split()) for one in wrong]
    if not all(wrong):
        raise click.UsageError('Điều sai còn trống. Viết như: --wrong "Thời hạn nay là 3 ngày"')
    left_out = set(_numbers(unseen, len(guide.sources)))
    seen = [source for number, source in enumerate(guide.sources, 1) if number not in left_out]
    if not seen:
        raise click.UsageError("Chưa xem lại nguồn nào thì chưa đối chiếu xong.")
    path, today = f"{folders.GUIDES}/{guide.uri}", found.today
    before = found.files[path]
    try:
        text = edits.read_again(before.removeprefix(BOM).decode("utf-8"), today, seen)
        text = edits.found_wrong(text, wrong) if wrong else edits.reviewed(text, guide, office, today)
    except ValueError as error:
        raise click.UsageError(
            f"Không sửa {path} an toàn được: phần đầu viết theo cách máy không đổi từng dòng. "
            "Ghi bằng tay “rà soát”, “soát bởi” và “xem ngày” của từng nguồn."
        ) from error
    data = (BOM if before.startswith(BOM) else b"") + text.encode()
    after = project.read({**found.files, path: data}, today).problems
    if new := [p for p in problems.errors(after) if p.place.path == path]:
        _stop(new, "Chưa ghi gì.")
    disk.write(root / path, data)
    days = f"{len(seen)} nguồn xem ngày {vietnamese.date(today)}"
    if wrong:
        click.echo(f"Đã ghi {path}: {days}, {len(wrong)} điều phải sửa.")
        click.echo("“Rà soát” giữ ngày cũ tới khi sửa xong. Người đọc được nhắc hỏi lại phường.", err=True)
        _say(root, reading.wrong_list(guide, wrong, office, today), file)
        return
    click.echo(f"Đã ghi {path}: soát ngày {vietnamese.date(today)}, {days}.")
    if english := found.library.in_english(guide):
        click.echo(f"Bài có bản tiếng Anh: so guides/{english.uri}, rồi sửa “rà soát” ở đó.", err=True)


def _office(by: str, guide: Guide, library: Library) -> str:
    """The office as the guides write it, whatever dash or accents were typed; the command ends where it is none of theirs."""
    owners = dict.fromkeys([guide.owner, *(page.owner for page in library.articles)])
    for owner in owners:
        if _bare(owner) == _bare(by):
            return owner
    example = f'--by "{guide.owner}"'
    if not _bare(by):
        raise click.UsageError(f"Ghi nơi đã đối chiếu, như: {example}")
    near = vietnamese.nearest(by, owners)
    hint = (
        f"Có phải là “{near}”?"
        if near
        else f"Ghi một nơi phụ trách, không ghi tên người: {vietnamese.joined(list(owners))}"
    )
    raise click.UsageError(f"“{by}” không phụ trách bài nào. {hint}")


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", vietnamese.fold(text)))


def _numbers(typed: Sequence[str], count: int) -> Iterable[int]:
    for word in re.split(r"[,;\s]+", " ".join(typed).strip()):
        if not word:
            continue
        if not word.isascii() or not word.isdigit():
            raise click.UsageError(f"“{word}” không phải là số thứ tự của nguồn. Viết như: --unseen 2,5")
        if not 1 <= int(word) <= count:
            raise click.UsageError(f"Bài này có {count} nguồn, không có nguồn số {int(word)}.")
        yield int(word)


def _stop(found: Sequence[Problem], last: str) -> None:
    click.echo(problems.as_text(found), err=True)
    raise click.ClickException(last)


def _say(root: Path, text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text)
    else:
        put(root, file, f"{text}\n")
        click.echo(f"Đã ghi {file}")


COMMANDS = (review,)
