"""What one build leaves for the next, under .cache/build/: records as they were read, and what was made, with its traces.

A cache can only ever save work. What is taken from it is proved by content: a record by the bytes of its file, a file
of the site by everything that was read while it was made (verifying traces, as "Build Systems à la Carte" calls them).
A cache that is damaged, half-written or of another version of the program is passed over.
"""
