"""The guides: procedures, life events, legal texts, words, drawings; their files, their rules.

Knows what staff write in ``guides/``, but for moved addresses. Must not know how pages are built, how search ranks, or any roster.
"""
