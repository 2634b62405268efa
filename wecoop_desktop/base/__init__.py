"""Floor 1: errors, files, settings, text, language, jobs; nothing of the product's subject."""
