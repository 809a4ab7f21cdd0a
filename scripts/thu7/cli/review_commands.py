"""The command with which staff keep guides true: review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from thu7 import folders, project
from thu7.cli.checked import checked
from thu7.cli.options import OPTIONS, on_option
from thu7.guides import edits
from thu7.guides import review as reading
from thu7.guides.model import Guide
from thu7.paper import review_sheets
from thu7.system import disk
from thu7.text import problems, vietnamese


@click.command(options_metavar=OPTIONS)
@click.argument("guide", metavar="[TOPIC/SLUG]", required=False)
@click.option("--due", "is_due", is_flag=True, help="Kể những bài phải đọc lại, theo nơi phụ trách.")
@click.option("--done", is_flag=True, help="Ghi vào bài: đã đối chiếu hôm nay.")
@click.option("--by", metavar="NƠI", help='Nơi đã đối chiếu, như: --by "Tư pháp – hộ tịch"')
@click.option("--unseen", metavar="SỐ", type=int, multiple=True, help="Nguồn số mấy chưa mở lại được, như: --unseen 2")
@click.option("--wrong", metavar="CÂU", multiple=True, help='Điều nay khác, như: --wrong "Thời hạn nay là 3 ngày"')
@click.option(
    "-o",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
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
    unseen: Sequence[int],
    wrong: Sequence[str],
    file: Path | None,
    today: dt.date,
) -> None:
    """Đối chiếu bài với cổng, ứng dụng và phường, như: thu7 review ho-tich/khai-sinh -o doi-chieu.pdf

    Xong thì ghi lại, như: thu7 review ho-tich/khai-sinh --done --by "Tư pháp – hộ tịch"
    """
    if not is_due and guide is None:
        raise click.UsageError(
            "Ghi tên bài, như: thu7 review ho-tich/khai-sinh. Muốn biết bài nào đến hạn: thu7 review --due"
        )
    found = checked(root, today)
    if guide is None:
        _say(reading.due_text(reading.due(found.library, today)) or "Chưa bài nào phải đọc lại.", file)
        return
    one = found.library.guide(guide)
    if isinstance(one, problems.Problem):
        raise click.UsageError(problems.sentence(one))
    if is_due:
        mine = [due for due in reading.due(found.library, today) if due.guide is one]
        _say(reading.due_text(mine) or "Bài này chưa phải đọc lại.", file)
    elif done:
        if not by:
            raise click.UsageError('Ghi nơi đã đối chiếu, như: --by "Tư pháp – hộ tịch"')
        _done(root, one, by, unseen, wrong, file, today)
    elif by or unseen or wrong:
        raise click.UsageError("--by, --unseen và --wrong đi cùng --done.")
    elif file and file.suffix.lower() == ".pdf":
        disk.write(file, review_sheets.review_sheet(reading.sheet(one)))
        click.echo(f"Đã tạo {file}")
    else:
        _say(reading.sheet_text(reading.sheet(one)), file)


def _done(
    root: Path, guide: Guide, by: str, unseen: Sequence[int], wrong: Sequence[str], file: Path | None, today: dt.date
) -> None:
    """Write what was compared; where something is wrong the guide keeps its old day, and what is wrong becomes a list."""
    for number in unseen:
        if not 1 <= number <= len(guide.sources):
            raise click.UsageError(f"Bài này có {len(guide.sources)} nguồn, không có nguồn số {number}.")
    seen = [source for number, source in enumerate(guide.sources, 1) if number not in unseen]
    path = f"{folders.GUIDES}/{guide.uri}"
    files = folders.load(root)
    try:
        text = edits.read_again(files[path].decode("utf-8"), today, seen)
        if not wrong:
            text = edits.reviewed(text, guide, by, today)
    except ValueError as error:
        raise click.UsageError(
            f"Không sửa {path} an toàn được. Ghi “rà soát”, “soát bởi”, “xem ngày” bằng tay."
        ) from error
    after = project.read({**files, path: text.encode()}, today)
    if problems.errors(after.problems):
        click.echo(problems.as_text(problems.errors(after.problems)), err=True)
        raise click.ClickException("Chưa ghi gì.")
    disk.write(root / path, text.encode())
    kept = f"{len(seen)} nguồn xem ngày {vietnamese.date(today)}"
    click.echo(f"Đã ghi {path}: {kept}." if wrong else f"Đã ghi {path}: soát ngày {vietnamese.date(today)}, {kept}.")
    if wrong:
        click.echo("Bài còn điều phải sửa, nên “rà soát” giữ nguyên.", err=True)
        _say(reading.wrong_list(guide, wrong, by, today), file)


def _say(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text)
    else:
        disk.write(file, f"{text}\n".encode())
        click.echo(f"Đã ghi {file}")


COMMANDS = (review,)
