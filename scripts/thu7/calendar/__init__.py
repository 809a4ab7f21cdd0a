"""What is told of each Saturday, to whom and since when: calendars, how phones take them, volunteers' own pages, messages.

Knows the schedule and its history. Must not know how the site's pages are made (but for the names of its style), or how a plan was
found.
"""
