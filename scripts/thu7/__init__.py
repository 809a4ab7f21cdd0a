"""thu7: Vietnamese how-to guides and the Saturday help desk, from text files to a site and calendars.

Texts become records that know their line, records become values, values become pages, plans and calendars; ``README.md`` beside
this file draws it. Two thin doors stand at the end: ``plugin`` (MkDocs) and ``cli`` (click).
"""

FLOORS = (
    ("system",),
    ("text",),
    ("rota", "guides"),
    ("plan", "results", "paper"),
    ("calendar", "sheets"),
    ("site",),
    ("search",),
    ("folders", "schemas"),
    ("schedule_files",),
    ("sources",),
    ("output",),
    ("of_wards", "printing"),
    ("publishing",),
    ("docs_pages", "group_checks"),
    ("project", "shown"),
    ("held",),
    ("drafts", "doctor", "site_folder"),
    ("plugin", "cli"),
)
"""The rooms, and the modules at the root, from the ground up. Each imports only from floors below its own, so those that share
a floor know nothing of each other."""
