"""Text as staff write it: encodings, YAML and Markdown with their places, Vietnamese forms, problems.

Knows nothing of guides or rotas: no key, no heading, no folder of theirs.
"""
