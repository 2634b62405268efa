"""Floor 7, the only one with Qt: window, screens, parts and presenters; runner, place, wording."""
