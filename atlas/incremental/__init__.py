"""What one build leaves for the next, under .cache/build/: records as they were read, pages with what they were made from.

A cache can only ever save work. What is taken from it is proved by content: a record by the bytes of its file, a page
by everything that was read while it was made (verifying traces, as "Build Systems à la Carte" calls them). A cache
that is damaged, half-written or of another version of the program is passed over.
"""
