"""What is told of each Saturday, to whom and since when: calendars, the pages to subscribe, messages.

Knows the schedule and its history. Must not know the site's pages or how a plan was found.
"""
