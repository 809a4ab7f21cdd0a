"""Text as staff write it: encodings, YAML and Markdown with their places, Vietnamese forms, problems.

Must not know what a guide or a roster is: their keys and folders stand here in examples only.
"""
