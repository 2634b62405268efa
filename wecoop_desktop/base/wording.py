"""The sentence for each code of `AppError`, of findings, problems and job steps.

One sentence says what is wrong, where, and what to do. A table per room; marked here, translated
where it is shown.
"""

from __future__ import annotations

from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.language import Language, mark

FILES = {
    "disk-full": mark("The disk is full: {path} was not written. Free some space and try again."),
    "clock-impossible": mark(
        "The clock of this computer says {year}, which {path} cannot hold. Set the date and try "
        "again."
    ),
    "folder-silent": mark(
        "The folder {path} does not answer; what is kept there too waits. Look after the network, "
        "or choose another folder in the settings."
    ),
    "folder-missing": mark("The folder {path} does not exist. Choose another one."),
    "file-not-writable": mark(
        "{path} cannot be written. Choose another place, or close the program that uses it."
    ),
    "file-missing": mark("There is no file {path}. Check the name."),
    "file-not-readable": mark("{path} cannot be read. Check the permissions or copy the file."),
    "file-too-large": mark("{path} is larger than {limit} bytes and was not opened."),
}

USE = {
    "use-wrong": mark("Wrong use of {command}: {problem}. “{command} --help” shows how."),
    "language-unknown": mark("There is no language “{language}”; use en or ru."),
}

PACKS = {
    "packs-missing": mark("There is no folder of packs {path}. Install the program again."),
    "packs-reading": mark("The packs are being read."),
    "pack-missing": mark("The pack is not there."),
    "pack-unknown": mark("This folder is not a pack that the program knows; it was not read."),
    "pack-no-manifest": mark("The pack has no pack.json, so it was not read."),
    "pack-newer": mark(
        "Format {format} needs a newer WECOOP Desktop; the pack was not read. Update the program."
    ),
    "pack-name-twice": mark("Two names differ only by the case of their letters."),
    "pack-name-odd": mark("The name holds characters that are not allowed in packs."),
    "pack-link": mark("Links are not allowed in packs; it was not followed."),
    "pack-too-deep": mark("Folders are nested too deeply."),
    "pack-too-large": mark("The pack is too large; the rest of it was not read."),
    "pack-file-missing": mark("The file disappeared while the pack was read."),
    "pack-file-not-readable": mark("The file or folder cannot be read. Check the permissions."),
    "pack-file-too-large": mark("The file is larger than {limit} bytes and was not read."),
    "pack-not-utf8": mark("The file is not UTF-8 text."),
    "pack-not-json": mark("The file is not strict JSON: {problem}."),
    "pack-text-odd": mark("The text holds control characters."),
    "pack-wrong-type": mark("The value should be: {wanted}."),
    "pack-key-missing": mark("A value is missing here."),
    "pack-key-unknown": mark("This key is not known; it was kept."),
    "pack-value-unknown": mark("The value “{value}” is not allowed here."),
    "pack-id-odd": mark("“{value}” is not an id: letters, digits, dots, hyphens, underscores."),
    "pack-id-not-file": mark("The id “{value}” differs from the name of the file."),
    "pack-figure-large": mark("The figure has more than {limit} here; the rest was left out."),
    "pack-figure-overlap": mark("The box “{id}” lies over the box “{other}” and was left out."),
    "pack-id-twice": mark("The id “{id}” is used twice."),
    "pack-language-missing": mark("The text is missing in this language: {language}."),
    "pack-markup-odd": mark("Texts hold no HTML, pictures or headings with one #: “{text}”."),
    "pack-prose-alone": mark("This text belongs to no section."),
    "pack-reference-unknown": mark("There is no {kind} “{id}”."),
    "pack-reference-one-way": mark("“{id}” does not point back."),
    "pack-address-odd": mark("“{url}” is not a web address."),
    "pack-dates-odd": mark("It ends ({end}) before it starts ({start})."),
    "pack-sum-odd": mark("The funders give {sum} {currency}, more than the total cost {total}."),
    "pack-decisions-clash": mark("The decisions on “{id}” contradict each other."),
    "pack-file-damaged": mark(
        "The pack file is damaged or is none; it was not read. Fetch it again."
    ),
    "pack-file-other": mark(
        "The pack file holds another pack than its name says; it was not read."
    ),
    "pack-twice": mark("The pack is there as a folder and as a file; the folder was read."),
    "pack-exercise-no-case": mark("The exercise has no description of its case beside it."),
    "pack-minutes-differ": mark("The minutes add up to {sum}, but the exercise has {minutes}."),
    "pack-title-long": mark("The short title “{text}” is longer than {limit} characters."),
}

EDITIONS = {
    "edition-damaged": mark(
        "The list of what is published is damaged ({problem}). Nothing was changed; fetch it again."
    ),
    "edition-newer": mark(
        "This update needs a newer WECOOP Desktop (format {format}). Install the newer version; "
        "nothing was changed."
    ),
    "patch-unfit": mark(
        "The changes do not fit the content on this computer ({problem}). Nothing was changed; "
        "the whole packs are needed."
    ),
}

TEXTS = {
    "text-shape-differs": mark("The two languages differ in their parts: {where}."),
    "text-links-differ": mark("These links stand in one language only: {links}."),
    "text-length-odd": mark("The section has {words} words; {least} to {most} are usual."),
    "text-figure-unsourced": mark("“{figure}” has no source and is not called illustrative."),
    "text-other-language": mark("This is left in the other language: “{text}”."),
    "text-typography-odd": mark("“{sign}” does not belong into this language: “{text}”."),
    "text-term-avoided": mark("“{variant}” is not used; the term is “{term}”."),
}

WORK = {
    "work-in-use": mark(
        "Your proposals in {path} are open in another window of WECOOP Desktop. Go on there, "
        "or close it and try again."
    ),
    "work-newer": mark(
        "{path} was written by a newer WECOOP Desktop and was left as it is. Install the newer "
        "version to open it."
    ),
    "work-damaged": mark(
        "The file with your proposals was damaged and was kept as {set_aside}. Restore the last "
        "backup or start with an empty list."
    ),
    "work-missing": mark(
        "The file with your proposals, {path}, is gone. Restore the last backup or start with an "
        "empty list."
    ),
    "work-unreadable": mark(
        "{path} cannot be read any more. Close WECOOP Desktop and start it again: it will keep the "
        "damaged file and offer the last backup."
    ),
    "work-not-writable": mark(
        "{path} cannot be written. Check the permissions and whether the drive is protected; "
        "your last text is still in the window."
    ),
    "work-path-long": mark(
        "The name of the folder {path} is too long to keep proposals in it (more than {most} "
        "bytes). "
        "Choose a folder nearer to the top of the drive with --home, or move the program."
    ),
    "backup-failed": mark("The backup {path} is not whole. Choose another one."),
    "backup-unknown": mark(
        "There is no backup “{name}”. `wecoop backup list` names those there are."
    ),
    "backups-inside": mark(
        "{path} is inside the folder of the program itself, so it would be lost together with it. "
        "Choose a folder on another drive."
    ),
    "copies-missing": mark(
        "{path} holds no proposal files (.wecoop), so there is nothing to make the list of "
        "proposals from. Choose the folder “proposals” of the backups."
    ),
    "pdf-broken": mark(
        "{path} cannot be opened: it is no PDF, is damaged, or asks for a password."
    ),
    "pdf-without-proposal": mark(
        "{path} holds no proposal file. Only documents that were written with one can be opened."
    ),
    "proposal-unknown": mark("There is no proposal {id} on this computer."),
    "revision-unknown": mark("This proposal has no revision {number}."),
    "answer-too-large": mark(
        "The answer {path} is larger than {limit} MB. Shorten it or attach it as a file."
    ),
    "proposal-review": mark(
        "This is a review copy: comments can be made, answers cannot be changed. Make it your own "
        "copy to change them."
    ),
    "proposal-unrelated": mark("This file is another proposal. Open it as one of its own."),
    "comment-unknown": mark("This comment is not there any more."),
    "comment-gone": mark("This comment was deleted long ago; its text is no longer kept."),
    "comment-empty": mark("The comment has no text. Write something, or leave it."),
    "comment-too-long": mark("The comment is longer than {limit} characters. Shorten it."),
    "comments-too-many": mark(
        "A proposal may hold {limit} comments and not more than 10 million letters in "
        "them; nothing was added. Answer in fewer and shorter ones."
    ),
    "submission-unknown": mark("This proposal has no submission {number}."),
    "attachment-unknown": mark("No file “{name}” is attached to this proposal."),
    "attachment-lost": mark(
        "The attached file “{name}” is gone from this computer. Attach it again, or take it away."
    ),
    "attachment-damaged": mark(
        "The attached file “{name}” was changed or damaged on this computer. Attach it again, or "
        "take it away."
    ),
    "attachment-folder": mark("{path} is a folder. Attach the files in it, or pack them first."),
    "attachment-special": mark("{path} is no plain file and cannot be attached."),
    "attachment-empty": mark("{path} is empty, so it was not attached. Check the file."),
    "attachment-too-large": mark(
        "{path} is larger than {limit} MB and was not attached. Make it smaller, or name it as a "
        "document that is kept elsewhere."
    ),
    "attachments-too-large": mark(
        "With {path} the attached files would be larger than {limit} MB in all. Take others away, "
        "or name it as a document that is kept elsewhere."
    ),
    "attachments-too-many": mark(
        "A proposal may hold {limit} attached files; {path} was not attached. Pack several into "
        "one."
    ),
    "attachment-changing": mark(
        "{path} changed while it was read. Wait until the other program has finished, and try "
        "again."
    ),
    "attachment-not-readable": mark(
        "{path} cannot be read: another program may have it open, or the permissions do not allow "
        "it. Close it there and try again."
    ),
    "note-too-large": mark(
        "The note is longer than {limit} characters and is not saved. Shorten it or divide it."
    ),
    "proposal-not-zip": mark(
        "{path} is not a proposal file, or it is damaged. Ask for the file again."
    ),
    "proposal-encrypted": mark(
        "{path} is protected by a password. Ask for the file without a password."
    ),
    "proposal-sealed": mark(
        "{path} is closed with a password. Open it with the password that was chosen for it; "
        "without it nobody can open the file."
    ),
    "proposal-stays-closed": mark(
        "{path} is closed with a password and is not written into, for then it would stand open. "
        "Open it with “wecoop proposal unseal” and change that file."
    ),
    "password-needed": mark(
        "{path} is closed with a password. Write it into the first line of a file and name that: "
        "--password-file FILE."
    ),
    "seal-password-wrong": mark(
        "This is not the password of {path}. Check the language of the keyboard and capital "
        "letters, and try again; the file is not changed."
    ),
    "seal-damaged": mark(
        "{path} is damaged: the password is not what is wrong with it. Ask for the file again."
    ),
    "seal-newer": mark(
        "{path} is closed in a way that this version does not know. Open it with a newer WECOOP "
        "Desktop."
    ),
    "password-file-empty": mark(
        "{path} holds no password. Write it into the first line of that file."
    ),
    "seal-twice": mark("{path} is closed with a password already. Open it first."),
    "seal-missing": mark("{path} is not closed with a password; it can be opened as it is."),
    "seal-password-short": mark(
        "The password is too short: at least {least} characters. Three or four words do well."
    ),
    "seal-password-long": mark(
        "The password is longer than {most} characters. Choose a shorter one."
    ),
    "proposal-unsafe": mark(
        "{path} holds an entry that could do harm (“{name}”) and was not opened. Ask for the file "
        "again."
    ),
    "proposal-too-large": mark(
        "{path} holds too much: a proposal file may hold 200 files and {limit} MB in all."
    ),
    "proposal-broken": mark(
        "{path} is damaged: {part} is wrong ({problem}). Ask for the file again."
    ),
    "proposal-incomplete": mark("{path} has no {part}, so it is no proposal file."),
    "search-damaged": mark(
        "{path} holds no saved search that can be read. Ask for the file again."
    ),
    "search-too-long": mark(
        "This search is too long to be kept (more than {most} values chosen). Choose fewer values "
        "and save it again."
    ),
    "search-newer": mark(
        "{path} needs a newer WECOOP Desktop (format {format}). Install the newer version."
    ),
    "proposal-newer": mark(
        "{path} needs a newer WECOOP Desktop (format {format}). Install the newer version."
    ),
    "proposals-same": mark("{path} is given twice. Give different files."),
    "proposals-form-differs": mark(
        "{path} is filled with version {version} of the form, {other} with {other_version}. Open "
        "the older one in the program, move it to the newer form, and save it again."
    ),
    "proposal-form-unknown": mark(
        "{path} was filled with the form “{form}”, which is not on this computer. Update the "
        "content and try again."
    ),
    "template-section-empty": mark("Section {number} “{title}” of the document is empty."),
    "assignment-wrong": mark(
        "“{given}” is not an answer: write step.field=text or table[0].column=text."
    ),
    "question-unknown": mark("There is no question {path}. Near it: {near}."),
    "question-computed": mark("{path} is computed and cannot be set. Change what it is made of."),
    "row-unknown": mark("{path} has no row {row}; it has {count} rows, counted from 0."),
    "file-not-text": mark("{path} is not UTF-8 text. Save it as UTF-8 and try again."),
    "emblem-broken": mark("{path} is no picture that can be read. Choose a PNG, JPEG or SVG file."),
    "emblem-too-large": mark("The picture {path} is too large. Make it smaller and try again."),
    "iati-no-start": mark(
        "IATI takes no activity without a date. Say when the project is to start, in step 1."
    ),
    "format-without-proposal": mark(
        "A document as {format} cannot hold the proposal; choose PDF, or leave it out."
    ),
    "format-without-comments": mark(
        "A document as {format} cannot hold comments; choose Word, or leave them out."
    ),
    "format-unknown": mark("There is no format “{format}” yet; there is: {known}."),
}

LIBRARY = {
    "library-damaged": mark(
        "The library in {path} is damaged. Start WECOOP Desktop again: it will be built anew."
    ),
    "library-not-writable": mark(
        "The library cannot be built in {path}: nothing can be written there. Check the "
        "permissions, or choose another folder with --home."
    ),
    "library-not-built": mark(
        "The library could not be built in {path} ({problem}). Try again; if it stays so, install "
        "the program again."
    ),
    "library-writing": mark("The library is being built."),
    "library-indexing": mark("The search index is being built."),
    "project-unknown": mark("There is no project “{id}”. Similar: {near}."),
    "section-unknown": mark("The guide has no section “{id}”. Similar: {near}."),
    "fact-unknown": mark("“{id}” is no fact that can be changed. There are: {known}."),
    "funder-unknown": mark("There is no funder “{id}”. Similar: {near}."),
    "policy-unknown": mark("There is no policy “{id}”. Similar: {near}."),
    "template-unknown": mark("There is no template “{id}”. Similar: {near}."),
    "example-unknown": mark("There is no example “{id}”. Similar: {near}."),
    "exercise-unknown": mark("There is no exercise “{id}”. Similar: {near}."),
    "country-unknown": mark("There is no country “{id}” here. There are: {known}."),
    "form-missing": mark("The packs on this computer hold no form. Install the program again."),
    "facet-unknown": mark("“{id}” is no value of {facet} here. There are: {known}."),
}

FORMS = {
    "required": mark("“{field}” is required at this level. Fill it in."),
    "questions-open": mark("“{field}”: questions without an answer: {count}."),
    "column-required": mark("“{column}” is missing in row {row} of “{field}”."),
    "below-min-words": mark("“{field}” has {words} words; write {least} or more."),
    "above-max-words": mark("“{field}” has {words} words; shorten it to {most} or fewer."),
    "above-max-chars": mark("“{field}” has {chars} characters; shorten it to {most} or fewer."),
    "below-min-rows": mark("“{field}” has {count} rows; enter {least} or more."),
    "below-min-count": mark("“{field}” has {count} entries; choose {least} or more."),
    "above-max-count": mark("“{field}” has {count} entries; keep {most} or fewer."),
    "below-minimum": mark("“{field}” has a value below the least one, {limit}. Check it."),
    "above-maximum": mark("“{field}” has a value above the largest one, {limit}. Check it."),
    "wrong-pattern": mark("“{column}” in row {row} of “{field}” is not written as expected."),
    "text-typography": mark("Signs and spaces are not those of the language: {shown}."),
    "text-term": mark("“{variant}” is not used here; the term is “{term}”."),
    "text-wrong-language": mark("This half of “{field}” is written in the other language."),
    "text-older": mark("One language of “{field}” was written before the other. Compare them."),
    "text-one-language": mark(
        "“{field}” is written in one language only; the document is to be in the other too."
    ),
    "answer-unknown-path": mark("The form has no question {path}; the answer is kept aside."),
    "answer-unknown-option": mark("{path} has no option “{value}”. Choose one of: {offered}."),
    "answer-wrong-kind": mark("The answer to {path} does not fit: {wanted} is expected."),
    "answer-wrong-number": mark("“{value}” for {path} is not a number. Write it like 1234.5."),
    "answer-wrong-date": mark("“{value}” for {path} is not a date. Write it like 2026-11-22."),
    "answer-wrong-currency": mark("“{value}” for {path} has no currency. Write it like 1200 USD."),
    "answer-wrong-size": mark("The answer to {path} is too large: {most} at most. Shorten it."),
    "form-wrong-shape": mark("The value should be of another shape: {wanted}."),
    "form-wrong-kind": mark("The kind “{kind}” is not known."),
    "form-wrong-level": mark("The level “{level}” is not known."),
    "form-wrong-number": mark("The value should be a number, not “{value}”."),
    "form-not-readable": mark(
        "The form inside of the file cannot be read ({part} is wrong). Ask for the file again."
    ),
    "form-wrong-upgrade": mark("The map from version “{value}” leads nowhere."),
    "form-no-id": mark("There is no id."),
    "form-id-twice": mark("The id “{id}” stands twice."),
    "form-no-options": mark("The choice has no options."),
    "form-no-columns": mark("The table has no columns."),
    "form-unknown-list": mark("The list “{list}” does not exist."),
    "form-unknown-key": mark("The key “{key}” is not known; it was kept."),
    "form-circle": mark("These computed values need each other in a circle: {names}."),
    "expression-wrong": mark("The expression breaks off at sign {at}: {expression}"),
    "expression-too-long": mark("The expression is longer than 1000 signs: {expression}"),
    "expression-too-deep": mark("The expression is nested too deeply: {expression}"),
    "expression-unknown-name": mark("The name “{name}” leads nowhere."),
    "expression-unknown-field": mark("The form has no question “{name}”."),
    "expression-unknown-column": mark("There is no column or key “{name}”."),
    "expression-unknown-function": mark("There is no function “{name}”."),
    "expression-wrong-arity": mark("{name} is called with {found} values, which does not fit."),
    "expression-wrong-argument": mark("{name} takes {wanted}, not {found}."),
    "expression-wrong-shape": mark("{wanted} is needed here, not {found}."),
    "rule-unknown-kind": mark("The kind of rule “{kind}” is not known."),
    "rule-unknown-parameter": mark("The kind of this rule has no parameter “{name}”."),
    "rule-missing-parameter": mark("The parameter “{name}” is missing."),
    "rule-wrong-literal": mark("“{name}” has a value that does not fit: {value}."),
    "rule-unknown-placeholder": mark("The sentence names {name}, which has no value."),
}

DOCUMENTS = {
    "document-sections": mark("The sections are being laid out."),
    "document-batch": mark("The documents are being written."),
    "document-pages": mark("The pages are being written."),
    "listing-projects": mark("The projects are being written."),
    "listing-packing": mark("The sheets are being packed."),
    "listing-empty": mark("No project fits, so no file was written. Lift a filter and try again."),
    "listing-too-long": mark(
        "A spreadsheet holds {most} rows at most, fewer than this list needs. Choose fewer "
        "projects, or the format CSV."
    ),
    "listing-no-dates": mark(
        "No project of the list has a date, which IATI asks for, so no file was written. Choose "
        "another format."
    ),
}

TABLES = {
    "tables-old": mark(
        "{path} is of the older kind .xls or .doc. Open it where it was made, save it as .xlsx or "
        ".docx and choose that file."
    ),
    "tables-password": mark(
        "{path} is protected by a password. Save it without a password and choose it again."
    ),
    "tables-damaged": mark(
        "{path} is damaged or no Office file, and nothing was taken. Open it where it was made and "
        "save it again."
    ),
    "tables-unsafe": mark(
        "{path} declares entities, which Office files never do. It was not read; save the table "
        "in a new file."
    ),
    "tables-too-large": mark(
        "{path} unpacks to more than tables need and was not read. Save only the tables in a new "
        "file."
    ),
    "tables-too-long": mark(
        "{path} has more rows or columns than can be taken; at most {most} rows. Copy what is "
        "needed into a new file."
    ),
    "tables-unknown": mark("{path} is no table that can be read. Choose an XLSX, DOCX or CSV."),
    "tables-none": mark("No table with anything in it was found in {path}. Choose another file."),
    "tables-foreign": mark(
        "{path} was not made by “proposal table”, so it cannot be merged. Take its tables in as "
        "old tables: choose a question for them."
    ),
    "tables-form": mark(
        "{path} was made for version {version} of the form, not for that of the proposal. Upgrade "
        "the proposal, or make the tables anew."
    ),
    "tables-newer": mark("The sheet {path} needs a newer WECOOP Desktop."),
    "tables-origin": mark(
        "What the hidden sheet {path} says of its origin cannot be read. Take the tables in as old "
        "tables: choose a question for them."
    ),
    "tables-question": mark("{path} is no question with a table. Write it like budget.lines."),
    "tables-which": mark("There is no table {sheet} in {path}. It has: {known}."),
    "tables-no-map": mark("“{value}” is no column and question. Write it like B=description@en."),
    "tables-needs-map": mark(
        "The columns of {sheet} could not be told. Say them with --map, like B=description@en."
    ),
    "tables-changed": mark(
        "The proposal was changed meanwhile, and nothing was taken in. Look at the preview again."
    ),
    "tables-nothing-copied": mark(
        "No table was copied. Mark the cells in Word or a spreadsheet, copy them, and paste again."
    ),
    "tables-sheet-gone": mark("The sheet is not in the file any more; its table stays as it is."),
    "tables-macros": mark("Programs (macros) stand in the file. They were not run."),
    "tables-links": mark("The file takes values from other files. Those were not asked."),
    "tables-no-head": mark("The head of the table was not found; nothing was taken from it."),
    "tables-column-gone": mark("The column “{column}” is gone; its values stay as they are."),
    "tables-column-new": mark("The column “{column}” has no place in the proposal; not taken."),
    "tables-hidden-rows": mark("Hidden rows were read as well."),
    "tables-total": mark("“{text}” only adds other rows up; not taken."),
    "tables-head-again": mark("The head stands here once more; not taken."),
    "tables-section": mark("“{text}” is a heading within the table; not taken as a row."),
    "tables-footnote": mark("“{text}” is a remark under the table; not taken."),
    "tables-keys": mark(
        "{count} rows were sorted without their hidden keys; rows were known by their words."
    ),
    "tables-fault": mark("The formula came to {value}; not taken."),
    "tables-no-result": mark(
        "A formula stands here that was never worked out; not taken. Open the file in a "
        "spreadsheet and save it."
    ),
    "tables-formula": mark("Worked out by a formula; taken as it came out last: {value}."),
    "tables-merged": mark("Merged cells: “{value}” was taken for each of their rows."),
    "tables-typed-number": mark("A number that was typed as text; taken as {value}."),
    "tables-percent": mark("Shown as percent; taken as {value}."),
    "tables-nothing": mark("A sign for nothing; taken as empty."),
    "tables-serial": mark("A number that counts days; taken as {value}."),
    "tables-day-first": mark("The day was taken before the month: {value}. Check it."),
    "tables-scale": mark("The head says thousands or millions: figures were taken times {value}."),
    "tables-other-currency": mark(
        "The head names {value}, which is not the currency of the proposal; figures were taken as "
        "they stand. Check them."
    ),
    "tables-no-number": mark("“{value}” is not a number; not taken. Write it like 1234.5."),
    "tables-no-date": mark("“{value}” is not a day; not taken. Write it like 2026-11-22."),
    "tables-no-option": mark("“{value}” is none of the options; not taken. Choose from the list."),
    "tables-no-currency": mark("“{value}” has no currency; not taken. Write one like EUR."),
    "tables-day-for-text": mark(
        "A spreadsheet made a day ({value}) of a text or code; not taken. Write it as text."
    ),
    "tables-text-long": mark("The text has more than {most} characters; not taken. Shorten it."),
}

CONTENT = {
    "content-mended-copy": mark(
        "Content was damaged and repaired: {packs} came back from a copy on this computer. Nothing "
        "is lost."
    ),
    "content-mended-previous": mark(
        "Content was damaged ({packs}, edition {edition}). Edition {now} of {issued} is used "
        "instead; fetch the update again."
    ),
    "content-mended-shipped": mark(
        "Content was damaged ({packs}, edition {edition}). What came with the program, of "
        "{issued}, is used instead; fetch the update again."
    ),
    "content-differs": mark(
        "The pack does not hold what its publisher signed. Fetch the update again."
    ),
    "update-busy": mark(
        "Another window or command is updating right now. Wait until it has ended, then try again."
    ),
    "update-edition-older": mark(
        "Edition {offered} is offered, which is older than edition {installed} in use. Nothing was "
        "changed; ask for a newer copy."
    ),
    "update-needs-program": mark(
        "Edition {edition} needs WECOOP Desktop {needed}; this is {present}. Nothing was changed; "
        "install the newer program first."
    ),
    "update-pack-newer": mark(
        "Edition {edition} holds packs of a newer shape ({packs}) than this program can read. "
        "Nothing was changed; install the newer program first."
    ),
    "update-unsound": mark(
        "Edition {edition} is genuine but has mistakes ({count}; the first: {problem}). Nothing "
        "was changed; tell the publisher."
    ),
    "update-no-form": mark(
        "Edition {edition} has no form, without which no proposal could be opened. Nothing was "
        "changed; tell the publisher."
    ),
    "update-differs": mark(
        "The pack “{pack}” is not what its publisher signed in edition {edition}. Nothing was "
        "changed; try another copy."
    ),
    "update-no-edition": mark(
        "No edition of the packs is published at {path}. Check the address or folder."
    ),
    "update-no-room": mark(
        "The update needs {needed} MB on the disk of {path}, which has {free} MB. Nothing was "
        "changed; make room and try again."
    ),
    "network-forbidden": mark(
        "The settings forbid the program to connect, so {address} was not asked. Use a stick, a "
        "folder or a file, or allow it under “Look for updates by network”."
    ),
    "update-no-address": mark(
        "No address of updates is known. Give one: wecoop sync --from ADDRESS or FOLDER."
    ),
    "update-nothing-before": mark("There is no earlier edition on this computer to go back to."),
    "update-fetching": mark("The update is being fetched."),
    "update-staging": mark("The update is being unpacked and verified."),
    "update-reading": mark("The new content is being read and checked."),
    "update-building": mark("The new library is being built."),
}

TRUST = {
    "address-odd": mark(
        "“{address}” is not a web address. Write it like https://example.org/updates."
    ),
    "address-plain": mark(
        "{address} would be asked without encryption, which is allowed in the local network only. "
        "Write https at its beginning."
    ),
    "carrier-missing": mark("There is no folder {name}. Check the name, or plug the stick in."),
    "carrier-empty": mark(
        "There are no updates of WECOOP Desktop at {name}. Choose another folder or address."
    ),
    "carrier-gone": mark(
        "{name} cannot be read any more; was the stick pulled out? Nothing was changed; plug it in "
        "and go on."
    ),
    "carrier-unreachable": mark(
        "{name} cannot be reached. Nothing was changed; check the connection and go on later."
    ),
    "carrier-slow": mark(
        "{name} is too slow or does not answer. Nothing was changed; go on later, "
        "what came is kept."
    ),
    "carrier-refused": mark(
        "{name} answered with status {status} instead of a file. Nothing was changed; try later."
    ),
    "carrier-untrusted": mark(
        "{name} cannot prove that it is who it says (its certificate is not accepted). Nothing was "
        "changed; check the date of this computer and the address."
    ),
    "carrier-astray": mark(
        "{name} sends on to an address that is not safe, or in a circle. Nothing was changed; "
        "check the address."
    ),
    "update-not-genuine": mark(
        "The update was refused: {file} at {name} was changed or does not come from the publisher "
        "of this content. Nothing was changed; tell the publisher."
    ),
    "update-unreadable": mark(
        "What {name} sent as {file} is no update; a page for logging in to a network looks like "
        "this. Nothing was changed; open a web page, log in and try again."
    ),
    "update-mixed": mark(
        "The files at {name} do not belong together: some are older than others, or were changed. "
        "Nothing was changed on this computer; copy the update again or try later."
    ),
    "update-incomplete": mark(
        "{file} is missing at {name}: the copy is not whole. Nothing was changed; copy the update "
        "again or try later."
    ),
    "update-replayed": mark(
        "What {name} offers is older than what the publisher has signed since. Nothing was "
        "changed; take a newer copy."
    ),
    "update-expired": mark(
        "It cannot be confirmed that this is the newest content: the signature ({role}) at {name} "
        "counted until {ended}, and today is {today}. What is installed works on; take a newer "
        "copy, or set the date of this computer right."
    ),
    "update-endless": mark(
        "{name} sent more as {file} than the publisher signed. Nothing was changed; try another "
        "copy."
    ),
    "part-missing": mark("The part {part} is not published at {name}. Nothing was changed."),
    "part-too-large": mark("The part {part} is larger than {limit} bytes and was not fetched."),
    "part-damaged": mark(
        "The part {part} at {name} is damaged or was changed. Nothing was changed on this "
        "computer; try another copy or later."
    ),
    "trust-root-missing": mark(
        "The publisher's key for the channel “{channel}” is not there. Install the program again."
    ),
    "trust-root-damaged": mark(
        "The publisher's key of this program is damaged. Install the program again; what is "
        "installed works on."
    ),
    "trust-root-wrong": mark("This is no root.json signed by itself. Ask the publisher for it."),
}

WINDOW = {
    "backup-missing": mark(
        "There is no good backup in {path}. Start with an empty list; the damaged file stays where "
        "it is."
    ),
}

FEEDBACK = {
    "feedback-sending": mark("The feedback is being sent."),
    "feedback-unknown": mark("There is no entry {id} in the outbox."),
    "feedback-left": mark("This was sent already and cannot be changed. Write another entry."),
    "feedback-incomplete": mark(
        "This cannot be sent yet, something is missing ({key}). Complete it, or keep it as a draft."
    ),
    "outbox-full": mark(
        "The outbox holds {limit} entries, more are not kept. Remove some that were answered."
    ),
    "feedback-not-json": mark("This is no feedback file: {problem}. Ask for it again."),
    "feedback-odd": mark("The feedback does not fit the format at “{key}”; it was not taken."),
    "feedback-newer": mark(
        "The feedback was written by a newer WECOOP Desktop (format {format}). Install the newer "
        "version to read it."
    ),
    "feedback-too-many": mark("The file holds more than {limit} entries. Ask for smaller ones."),
    "feedback-no-address": mark(
        "The publisher has given no address for feedback. Save it as a file and send that by mail "
        "or hand it over on a stick."
    ),
    "feedback-address-odd": mark(
        "“{address}” is no address that feedback can be sent to: it begins with https://. Correct "
        "it in the settings."
    ),
    "feedback-unreachable": mark(
        "{address} does not answer. Your text is kept; try again later, or save it as a file."
    ),
    "feedback-refused": mark(
        "{address} did not take the feedback (answer {status}). Your text is kept; save it as a "
        "file and send that instead."
    ),
    "feedback-answer-odd": mark(
        "{address} answers, but not as the publisher does. Your text is kept and nothing is "
        "marked as sent; check the address."
    ),
    "feedback-clash": mark(
        "{address} has another text under the number of this entry. Write it again as a new one."
    ),
    "inbox-damaged": mark(
        "{path} holds no list of feedback that this program can go on with. Choose another folder."
    ),
    "database-odd": mark(
        "“{address}” is no database that can be opened ({problem}). Check the address."
    ),
    "port-taken": mark(
        "{address}:{port} cannot be listened at: it is in use, or not of this computer. Name "
        "another with --port or --address."
    ),
    "term-unknown": mark("The glossary has no term “{id}”."),
    "answer-unknown": mark("No entry {id} came in. Check the id in the list."),
    "answer-reason-missing": mark("An answer says why, in English and in Russian."),
}

PUBLISHING = {
    "phrase-short": mark(
        "A pass phrase has {least} letters or more: take five words that do not belong together."
    ),
    "phrase-long": mark("A pass phrase has at most {most} letters."),
    "phrase-missing": mark(
        "No pass phrase can be asked for here. Put it into the first line of a file and name that "
        "with --passphrase-file."
    ),
    "phrases-differ": mark("The two pass phrases differ; nothing was made. Try again."),
    "phrase-holder-unknown": mark("There is no holder “{holder}”. There are: {known}."),
    "key-damaged": mark("{path} is no key that can be used here. Take the holder's other copy."),
    "key-locked": mark("The pass phrase does not open {path}. Type it again."),
    "keys-missing": mark("There are no keys in {path}. Plug in the holder's stick, or check it."),
    "press-there": mark(
        "{path} is a publisher's folder already and was left as it is. Choose a new one."
    ),
    "press-missing": mark(
        "{path} is no publisher's folder. Go into it, or name it with --in; “publish init” makes "
        "one."
    ),
    "press-newer": mark(
        "{path} needs a newer WECOOP Desktop (format {format}). Install the newer version."
    ),
    "press-damaged": mark("{path} is damaged. Take it from a copy of the publisher's folder."),
    "press-empty": mark(
        "Nothing is signed yet in the channel “{channel}”. Let the holders of root keys sign "
        "first, then an edition."
    ),
    "rotation-none-left": mark(
        "With these keys given up, fewer than {least} root keys are left, and nobody could sign "
        "the next root. See “Two root keys leaked” in the publisher's manual."
    ),
    "metadata-damaged": mark("{path} is no signed metadata, or damaged. Take it from a copy."),
    "edition-empty": mark("There is no edition in {path}. Make one with “publish build”."),
    "edition-too-many-files": mark("{path} has more than {most} files. Make the edition anew."),
    "edition-same": mark("Edition {number} holds exactly these packs already; nothing was made."),
    "pack-version-same": mark(
        "The pack {pack} changed, but its pack.json still says version {version}. Say a new "
        "version and day there."
    ),
    "pack-issued-back": mark(
        "The pack {pack} is dated before the published one of {issued}. Correct “issued” in its "
        "pack.json."
    ),
    "packs-unsound": mark(
        "The packs in {path} have errors ({count}); nothing was made. “packs verify {path}” names "
        "them."
    ),
    "folder-not-empty": mark(
        "{path} holds other files, which were left alone. Choose an empty folder."
    ),
    "release-empty": mark("{path} holds no signed release. Sign an edition first."),
    "release-older": mark(
        "{path} has a newer state (timestamp {version}) than this one ({offered}). Take the "
        "publisher's folder that signed last."
    ),
    "release-file-damaged": mark(
        "{path} is not what was signed, or missing. Take it from a copy of the release."
    ),
    "release-part-extra": mark("The file is signed for, but the edition does not name it."),
    "release-patch-wrong": mark("The patch does not lead to this edition. Build the edition anew."),
    "release-patch-unread": mark(
        "The edition from which this patch leads is not kept here, so it was not tried."
    ),
    "release-ends": mark(
        "The signature of {role} in the channel “{channel}” counts until {day} only. Renew it."
    ),
    "release-ended": mark(
        "The signature of {role} in the channel “{channel}” has not counted since {day}. Renew it."
    ),
    "copy-wrong": mark(
        "{path} reads differently from what was written. The stick or disk is not sound; take "
        "another one."
    ),
    "copy-no-room": mark(
        "The copy needs {needed} MB, and {path} has {free} MB free. Free some space, or take a "
        "larger stick."
    ),
    "copy-onto-itself": mark("{path} cannot be copied onto itself. Choose another folder."),
    "copy-gone": mark(
        "{path} is gone: was the stick pulled out? Plug it in and copy again; what was on it "
        "before still counts."
    ),
    "copy-expired": mark(
        "The state at {name} has run out, so it is not worth carrying on. Copy from a newer one."
    ),
    "copy-writing": mark("The copy is being written and read back."),
    "publish-packing": mark("The packs are being packed."),
    "publish-copying": mark("The release is being copied."),
}

IMPORTS = {
    "import-reading": mark("The file is being read."),
    "import-no-activities": mark("{path} holds no IATI activities. Choose an activity file."),
    "import-no-projects": mark(
        "{path} is not the World Bank's list of projects: no heads of columns were found. Download "
        "it as XLSX or CSV."
    ),
    "import-dtd": mark(
        "{path} declares a document type in line {line}, which IATI files never have; it was not "
        "read."
    ),
    "import-packed": mark("{path} is compressed. Unpack it and try again."),
    "import-old-book": mark("{path} is an old XLS file. Save it as XLSX or CSV and try again."),
    "import-many": mark("{path} holds more than {limit} records to look at. Split it."),
    "import-encoding": mark(
        "The file is not written in {encoding} throughout; foreign letters were taken as well as "
        "could be."
    ),
    "import-encoding-unknown": mark("There is no encoding “{encoding}”; UTF-8 was tried."),
    "import-odd-signs": mark("{n} control characters were left out."),
    "import-broken": mark("The activity is not well-formed and was not read: {problem}."),
    "import-broken-tag": mark("The activity begins with a tag that is never closed."),
    "import-cut": mark("The activity is not closed; it was not read."),
    "import-large": mark("The activity is larger than any honest one; it was not read."),
    "import-mended": mark("The activity was not well-formed and was mended: {problem}."),
    "import-entity": mark("An entity was left out."),
    "import-nameless": mark("The activity has neither identifier nor title."),
    "import-no-identifier": mark("The activity has no identifier."),
    "import-twice": mark("The same identifier stood before: {file}, line {first}."),
    "import-same-record": mark("Another entry is about the same record: {id}."),
    "import-alike": mark("It looks like {ids}."),
    "import-not-compared": mark(
        "Only the first {most} new records were compared by likeness; this one was not."
    ),
    "import-extension": mark("Parts that are not of the standard were passed over: {names}."),
    "import-part": mark("It is a part of a larger activity (level {level})."),
    "import-related": mark("It is related to {refs}."),
    "import-markup": mark("Markup was taken out of a text."),
    "import-text-cut": mark("A text has more than {most} characters; the rest was left out."),
    "import-language": mark("The text is Russian although the file calls it English."),
    "import-code": mark("“{what}” ({told}): “{value}” has no known meaning."),
    "import-resting": mark("The activity is suspended, which is none of our statuses."),
    "import-date": mark("“{value}” is not a date."),
    "import-date-twice": mark("The date is there twice: {kept} was kept, {value} was not."),
    "import-place": mark("“{value}” is no place on earth."),
    "import-place-nameless": mark("A place without a name was left out."),
    "import-marker": mark("The sector follows from a marker only: {sector}."),
    "import-purpose": mark("The purpose code {code} has no words in the packs yet."),
    "import-amount": mark("“{value}” is not an amount."),
    "import-currency": mark("“{value}” is not a currency; the amount was left out."),
    "import-many-transactions": mark("Only the first {most} transactions were read."),
    "import-disbursed": mark("No commitment is told: the amount is the sum of the disbursements."),
    "import-payer": mark("Several funders and no word on who gave what: check the payer."),
    "import-sum": mark("The parts make {sum}, the total is {total}."),
    "queue-there": mark(
        "{path} is there already and may hold decisions. Choose another name for the queue."
    ),
    "queue-unreadable": mark("{path} is not a review queue that can be read: {problem}."),
    "queue-newer": mark(
        "{path} has format {format}, which needs a newer WECOOP Desktop. Update the program."
    ),
    "queue-no-entry": mark("There is no entry {id} in the queue. “--list” shows those that wait."),
    "queue-not-ready": mark("{id} cannot be accepted yet: {problem}"),
    "queue-no-reason": mark("A rejection needs its reason: --why."),
    "queue-bad-path": mark("“{path}” cannot be set in this entry."),
    "queue-nothing": mark("There is nothing in it that could be accepted."),
    "queue-match": mark("Say whether it is one of {ids}: match=ID, or match=new."),
    "queue-undecided": mark("Decide {field}: take.{field}=ours or theirs, or {field}=own value."),
    "queue-missing": mark("{path} is missing."),
    "queue-translate": mark("{path} is not written yet."),
    "queue-changed-since": mark(
        "The pack says something else of {field} than when the queue was made; it was left as it "
        "is. Import the file again."
    ),
    "queue-taken": mark("There is another record {id} already."),
    "queue-gone": mark("The record {id} is not in these packs."),
    "queue-fault": mark("The record would not be sound: {code} at {path} in {file}."),
}

WORKSHOP = {
    "workshop-collecting": mark("Drafts are being collected."),
    "workshop-stick-writing": mark("The stick is being written."),
    "workshop-stick-checking": mark("What was written is being read back."),
    "workshop-no-session": mark(
        "There is no workshop session at {path}. Choose the stick or folder the trainer prepared."
    ),
    "workshop-file-damaged": mark(
        "{path} is damaged ({part}) and was not read. Copy it again, or ask for it once more."
    ),
    "workshop-file-newer": mark(
        "{path} has format {format}, which needs a newer WECOOP Desktop. Update the program."
    ),
    "workshop-written-wrong": mark(
        "{path} reads differently than it was written: the stick may be faulty. Take another one."
    ),
    "workshop-folder-gone": mark(
        "{path} is not there any more. What you have done is kept on this computer: put the stick "
        "back or connect the folder, and try again."
    ),
    "workshop-no-share": mark(
        "This session was opened from a file, so there is no folder to hand in to. Save the draft "
        "to a file or a stick for the trainer."
    ),
    "workshop-no-room": mark(
        "{path} has {free} MB free, but {needed} MB are needed. Free some space or take another."
    ),
    "workshop-onto-itself": mark(
        "{path} is inside of what is to be copied. Choose another stick or folder."
    ),
    "workshop-group-unknown": mark("There is no group {group}; groups go from 1 to {most}."),
    "workshop-groups-wrong": mark("A session has from 1 to {most} groups. Change their number."),
    "workshop-joined": mark(
        "Group {group} works on this computer. Begin anew as a new participant to take another."
    ),
    "workshop-in-workshop": mark(
        "{path} is the place of a participant already. Go back to your own work first."
    ),
    "workshop-not-joined": mark("{path} is in no workshop. Join a session first."),
    "workshop-open": mark(
        "The program has {path} open. Close that window first; nothing was removed."
    ),
    "workshop-task-unknown": mark("There is no task “{task}”. The tasks are: {known}."),
    "workshop-draft-other": mark("{path} belongs to another session and was not taken."),
    "workshop-draft-nobody": mark(
        "{path} does not say which group it is of. Put it into the folder of its group."
    ),
    "workshop-row-unknown": mark("The rubric has no row “{row}”. Its rows are: {known}."),
    "workshop-score-wrong": mark("The row “{row}” has no score {score}, only {known}."),
    "workshop-packet-unknown": mark(
        "{path} reviews a draft that this computer did not hand out; it was not counted."
    ),
    "workshop-packet-none": mark(
        "{path} is no draft to review. Choose the file that the trainer gave your group."
    ),
    "workshop-packet-other": mark("{path} is for group {group} to review, not for yours."),
    "workshop-form-empty": mark("Nothing is filled in on this form, so it was not kept."),
    "workshop-peers-few": mark("At least two groups must have handed in before they can review."),
    "workshop-no-peer": mark("No draft of another group has been handed out to review yet."),
    "workshop-no-model": mark("The exercise {exercise} has no model answer."),
    "workshop-code-wrong": mark(
        "This is not the trainer’s code. It stands in the trainer’s chapter of the guide."
    ),
    "workshop-no-people": mark(
        "Nobody is named, so there is no certificate to make. Enter the names first."
    ),
    "workshop-names-unreadable": mark(
        "{path} is no list of names: plain text with a name on each line is needed."
    ),
    "workshop-answer-wrong": mark("“{value}” is no answer to “{question}”. Answers: {known}."),
    "workshop-answer-none": mark(
        "Group {group} has no answer at {path} that could be shown. Look at its draft."
    ),
    "workshop-nothing-kept": mark("There is no copy of a reset under “{name}”."),
    "workshop-kept-in-way": mark("{path} is there again; the copy was not put over it."),
}

MESSAGES: dict[str, str] = {
    **FILES,
    **USE,
    **PACKS,
    **EDITIONS,
    **TEXTS,
    **WORK,
    **LIBRARY,
    **FORMS,
    **DOCUMENTS,
    **TABLES,
    **CONTENT,
    **TRUST,
    **FEEDBACK,
    **PUBLISHING,
    **IMPORTS,
    **WINDOW,
    **WORKSHOP,
}


def say(language: Language, error: AppError) -> str:
    """The sentence for an error in `language`; values that are paths are shown as given."""
    values = {
        name: str(value) if isinstance(value, Path) else value
        for name, value in error.values.items()
    }
    return language.tr(MESSAGES[error.code], **values)


def say_finding(language: Language, finding: Finding) -> str:
    """The sentence for a finding, without its place."""
    return language.tr(MESSAGES[finding.code], **finding.values)
