"""Sheets of paper and pictures: posters, handouts, what links show, QR codes.

Knows guides and wards. Must not know where a sheet is written, or who serves.
"""
