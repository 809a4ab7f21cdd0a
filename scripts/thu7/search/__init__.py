"""What the phone's search reads, the ranker itself, and both run here before anything is published.

Knows every page. Must not know where it is published or who asks.
"""
