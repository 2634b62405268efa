"""Floor 7: the only room with Qt. window -> screens -> parts and presenters -> runner, place, wording."""
