"""The live preview: watches the project's files, builds at every change, and keeps the open pages fresh.

watch says that something changed, a builder makes a site or says what is wrong with it, the board keeps what
is known, the server sends pages from it and tells the open ones (server-sent events). `session` ties them.
"""
