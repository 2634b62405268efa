"""What can be done on each screen: one sentence a line, for F1."""

from __future__ import annotations

from wecoop_desktop.base.language import mark

TOPICS = {
    "home": (
        mark("The search field finds projects, guide sections, funders, policies and drafts."),
        mark("“Continue” opens a draft where you left it; below its title stands the next step."),
        mark("Everything you see works without internet."),
    ),
    "projects": (
        mark("Type in Russian or English: word forms, ё and е and typing errors are understood."),
        mark("Ticks within a filter widen the result, filters together narrow it."),
        mark("Each project names its source and the date of the data."),
    ),
    "guide": (
        mark("Each chapter says in which step of a proposal it is applied."),
        mark("Points of a checklist keep their ticks on this computer."),
    ),
    "funders": (
        mark("A profile shows the project cycle, what you prepare, and who decides."),
        mark("Facts that were not checked against a source are marked."),
    ),
    "proposals": (
        mark("Begin with an empty proposal, a worked example or a file of a colleague."),
        mark("A deleted proposal stays in the bin until you empty it."),
        mark(
            "“Send for review” writes a copy in which a colleague comments and changes no answer."
        ),
    ),
    "wizard": (
        mark("There is no Save button: every answer is on disk within a second."),
        mark("Steps can be filled in any order; the panel at the side shows guidance and checks."),
        mark("Ctrl Z takes back any change of the last session too."),
        mark("Ctrl Alt M comments on the answer where the cursor is; Alt 4 shows all comments."),
        mark(
            "Under Revisions a state is named, compared, restored in part, or frozen as submitted."
        ),
    ),
    "export": (
        mark("A template is filled from the same answers; what it lacks is listed first."),
        mark("While something required is missing, the document carries the word “Draft”."),
    ),
    "compare": (
        mark("Any two states: revisions, submissions, another proposal, a file, and now."),
        mark(
            "F7 goes to the next change; what was removed is struck through, what is new is "
            "underlined."
        ),
        mark("“Restore this answer” takes one answer back; the state before is kept."),
    ),
    "merge": (
        mark("What only one of you changed comes in; where both did, you decide, one by one."),
        mark("Nothing is written before “Finish”. You can leave and come back."),
        mark("Finish is one step of Undo; the states before are kept as revisions."),
    ),
    "newerform": (
        mark("A proposal keeps its form until you move it, and can go back later."),
        mark("Parked answers have no place in this version. They are kept and can be copied."),
    ),
    "exchange": (
        mark("A colleague edits the saved tables without this program; sorting rows is allowed."),
        mark(
            "Each changed cell is shown before it comes in. Columns and rows of old tables can be "
            "taken for something else."
        ),
        mark("Taking in is one step of Undo; the state before is kept as a revision."),
    ),
    "workshop": (mark("This room opens with a later version."),),
    "updates": (
        mark("Here you see which content is installed, how old it is, and whose it is."),
        mark(
            "An update comes by network, from a stick or from a folder. Size and time are said "
            "before anything is fetched, and nothing is installed without your click."
        ),
        mark("Drafts and notes are never changed by an update, and it can be undone."),
        mark("What is not genuine is refused, and nothing changes."),
    ),
    "settings": (mark("Each choice applies at once and is kept on this computer."),),
}

WORDS = {
    "home": mark("Home"),
    "projects": mark("Projects"),
    "guide": mark("Guide"),
    "funders": mark("Funders"),
    "proposals": mark("Proposals"),
    "wizard": mark("The steps of a proposal"),
    "export": mark("Export"),
    "compare": mark("What changed"),
    "merge": mark("A copy came back"),
    "newerform": mark("The form"),
    "exchange": mark("Tables in Excel and Word"),
    "workshop": mark("Workshop"),
    "updates": mark("Updates"),
    "settings": mark("Settings"),
}
