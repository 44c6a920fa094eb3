"""A template's folder → its settings, design and labels. A template may extend another and hold only what differs."""

from briefgen.template.finding import Template, find, names
from briefgen.template.mistakes import PLACEHOLDERS, SIGNS, choice_labels
from briefgen.template.settings import DEFAULT_LANGUAGE, SETTINGS, STYLE_FILES, STYLESHEET, Limits, Options, Settings

__all__ = [
    "DEFAULT_LANGUAGE",
    "PLACEHOLDERS",
    "SETTINGS",
    "SIGNS",
    "STYLESHEET",
    "STYLE_FILES",
    "Limits",
    "Options",
    "Settings",
    "Template",
    "choice_labels",
    "find",
    "names",
]
