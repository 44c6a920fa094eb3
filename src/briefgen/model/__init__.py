"""The vocabulary of a brief: data only. The docstrings under the fields are what editors and the schema show.

Plain text is accepted wherever a full entry is: ``decisions: ["The council bought the mill."]``. Absent and ``null``
are different things: absent says nothing, ``null`` says that the source does not say, and is printed so.
"""

from briefgen.model.actors import Actor, Biography
from briefgen.model.advice import Argument, Consideration, Dissent, Option, Recommendation
from briefgen.model.brief import Acknowledgement, Brief, json_schema
from briefgen.model.entries import KINDS, cited, named, within
from briefgen.model.evidence import Attribution, Cited, Evidence
from briefgen.model.head import Clearance, Header, Marking
from briefgen.model.meeting import AgendaItem, Ask, Meeting, Participant
from briefgen.model.own_words import NotStatedItem, OpenQuestion, Point, QuestionAndAnswer, Sentence, Term
from briefgen.model.sources import Grade, SetAside, Source
from briefgen.model.statements import Decision, Quote, Statement, TimelineEntry

__all__ = [
    "KINDS",
    "Acknowledgement",
    "Actor",
    "AgendaItem",
    "Argument",
    "Ask",
    "Attribution",
    "Biography",
    "Brief",
    "Cited",
    "Clearance",
    "Consideration",
    "Decision",
    "Dissent",
    "Evidence",
    "Grade",
    "Header",
    "Marking",
    "Meeting",
    "NotStatedItem",
    "OpenQuestion",
    "Option",
    "Participant",
    "Point",
    "QuestionAndAnswer",
    "Quote",
    "Recommendation",
    "Sentence",
    "SetAside",
    "Source",
    "Statement",
    "Term",
    "TimelineEntry",
    "cited",
    "json_schema",
    "named",
    "within",
]
