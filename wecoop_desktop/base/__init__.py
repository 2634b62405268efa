"""Floor 1: errors, files, settings, text, language, jobs. Knows nothing of the product's subject."""
