"""Floor 4: what is published. Folders of readable files come in, values and findings go out."""
