"""What the phone's search reads, the ranker itself, and both run here before anything is published.

Knows guides, wards and their addresses. Must not know what a page looks like, or who asks.
"""
