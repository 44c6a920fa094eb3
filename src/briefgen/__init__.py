"""briefgen: briefing memos from a YAML summary, every sentence traced to the words in the source that carry it."""

__version__ = "0.1.0"
