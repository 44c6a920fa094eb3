"""The preview: a page on this machine that shows what becomes of a brief while somebody works on it.

``building`` makes the documents in a process of its own, ``views`` holds
what is on screen, ``server`` shows it. Nothing is written to the output folder.
"""
