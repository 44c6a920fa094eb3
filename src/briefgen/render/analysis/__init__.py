"""What is wrong with a template, found without running it: all of it at once, in branches that never run too."""

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, nodes

from briefgen.origins import line_at
from briefgen.problems import BriefgenError, Place, Problem, Severity, shown_path, sort
from briefgen.render.analysis.flow import Flow
from briefgen.render.analysis.marks import marks
from briefgen.render.analysis.syntax import as_said, mistakes, repaired
from briefgen.render.files import Files
from briefgen.render.language import Language, with_signs
from briefgen.render.sandbox import Sandbox
from briefgen.template import DEFAULT_LANGUAGE, Template


def inspected(template: Template) -> list[Problem]:
    """Return every mistake of a template that shows without a brief."""
    return _Inspection(template).problems()


class _Inspection:
    """One look at a template, with the files that it is made of."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.files = Files(template.folders)
        self.environment = Sandbox(loader=self.files)
        self._read: dict[str, tuple[nodes.Template, str] | None] = {}
        self._found: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Return what is wrong, each with the line that it is about."""
        labels = {name for words in self.template.settings.labels.values() for name in words}
        labels |= set(with_signs({}, Language(DEFAULT_LANGUAGE)))
        options = self.template.settings.options.model_dump()
        flow = Flow(self.read, labels, options, self.files.names())
        for file, line, code, message, remedy, severity in flow.problems(str(self.template.settings.document)):
            # What was taken out of a broken file may have given the name.
            if not (message.endswith("is undefined") and self._broken(file)):
                self._found.append(Problem(Place(file, line), code, message, remedy, severity))
        return [replace(problem, excerpt=line_at(self.files.texts, problem.place)) for problem in sort(self._found)]

    def _broken(self, file: str) -> bool:
        return any(one.place.file == file and one.code == "template-syntax" for one in self._found)

    def read(self, name: str) -> tuple[nodes.Template, str] | None:
        """Return the tree of a file and how places name it. Raises LookupError for one that there is not."""
        if name not in self._read:
            path = self.files.find(name)
            if path is None:
                raise TemplateNotFound(name)
            file = shown_path(path)
            tree = self._tree(name, path)
            self._read[name] = (tree, file) if tree is not None else None
        return self._read[name]

    def _tree(self, name: str, path: Path) -> nodes.Template | None:
        """Read a file and report what is wrong with its tags; None where nothing can be made of it."""
        file = shown_path(path)
        try:
            text = self.files.read(path)
        except BriefgenError as error:
            self._found += error.problems
            return None
        except TemplateSyntaxError as error:
            message, _, remedy = str(error.message).partition(": ")
            self._report(Place(file, error.lineno), message, remedy)
            return None
        self._found += [
            Problem(Place(file, line, column), "template-slip", message, remedy, Severity.WARNING)
            for line, column, message, remedy in marks(text, self._lines_of)
        ]
        try:
            tree = self._parsed(text, name, path)
            self.environment._compile(self.environment._generate(tree, name, str(path)), str(path))
            return tree
        except TemplateSyntaxError as error:
            if re.match(r"No (filter|test) named", str(error.message)):
                return tree
            said = list(mistakes(text, self.environment))
            for line, column, message, remedy in said or [(error.lineno, 0, *as_said(str(error.message)))]:
                self._report(Place(file, line, column), message, remedy)
        except (SyntaxError, RecursionError, MemoryError):
            message = "the template has too many blocks or parentheses, one inside the other"
            self._report(Place(file, 1), message, "take some out, into a macro or a file of their own")
            return None
        with suppress(TemplateSyntaxError, RecursionError):
            return self._parsed(repaired(text, self.environment), name, path)
        return None

    def _lines_of(self, name: str) -> tuple[str, ...] | None:
        with suppress(LookupError, BriefgenError, TemplateSyntaxError):
            path = self.files.find(name)
            return tuple(self.files.read(path).split("\n")) if path else None
        return None

    def _report(self, place: Place, message: str, remedy: str) -> None:
        self._found.append(Problem(place, "template-syntax", message, remedy))

    def _parsed(self, text: str, name: str, path: Path) -> nodes.Template:
        return self.environment._parse(self.environment.preprocess(text, name, str(path)), name, str(path))
