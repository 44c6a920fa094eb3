"""What was made once and need not be made again: files in a folder of the user's, outside any project.

``place`` says where that folder is and whether it can be trusted; ``store`` keeps and finds files by their keys;
``known`` tells what files hold without reading them again; ``surroundings`` is all that a result depends on besides a
project's files; ``coded`` writes values as JSON. Nothing here knows what is kept.

Nothing is ever locked. A file is written whole under a key that says all that it was made from, and is checked when it
is read: two builds at once write the same, and what a killed one leaves is either whole or not found.
"""
