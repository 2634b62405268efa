"""Floor 9: the command line. Knows no Qt; every command is a function of parsed arguments."""
