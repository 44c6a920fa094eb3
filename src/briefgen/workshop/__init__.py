"""What editors do with templates besides writing them: find them, look them over, start new ones, try them out."""
