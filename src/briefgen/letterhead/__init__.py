"""An editor's own Word file: opened safely, its styles and pages understood, and read into a template."""
