"""HTML → PDF: one file that is both PDF/A-3a and PDF/UA-1, the same bytes for the same input."""
