"""thu7: Vietnamese how-to guides and the Saturday help desk, from text files to a site and calendars.

The core is pure: texts become records, records become values, values become pages and calendars.
Two thin doors stand at the end: ``plugin`` (MkDocs) and ``cli`` (click).
"""
