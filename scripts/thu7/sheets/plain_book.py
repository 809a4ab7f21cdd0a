"""A table as a workbook that somebody opens and sends on; nothing in it is read back."""

from __future__ import annotations

import datetime as dt
import io

from thu7.results.tables import Cell, Table


def workbook(table: Table, today: dt.date) -> bytes:
    """One sheet, its heads frozen, columns as wide as what stands in them; the same table gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    # A cell that begins with “=” is a text like any other.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.title, "created": dt.datetime.combine(today, dt.time())})
    head = book.add_format(
        {"bold": True, "font_color": "white", "bg_color": "#0B5550", "text_wrap": True, "valign": "top"}
    )
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    sheet = book.add_worksheet(table.title[:31].replace("/", "-"))
    sheet.write_row(0, 0, table.heads, head)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), day)
            elif cell is not None:
                sheet.write(number, column, cell)
    for column, name in enumerate(table.heads):
        longest = max((len(_shown(row[column])) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(longest, *map(len, name.split()), 4) + 2, 60))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _shown(cell: Cell) -> str:
    return "dd/mm/yyyy" if isinstance(cell, dt.date) else "" if cell is None else str(cell)
