"""A first brief from an article: a content file to start from, and the clauses for words that a drafter remembers."""
