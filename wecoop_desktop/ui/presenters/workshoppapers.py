"""The files that are written after a session: report, certificates, the form and what it told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.files import writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.settings import Settings

if TYPE_CHECKING:
    from wecoop_desktop.documents.outline import Outline
    from wecoop_desktop.workshop.board import Board
    from wecoop_desktop.workshop.evaluation import Summary
    from wecoop_desktop.workshop.measure import Gauge
    from wecoop_desktop.workshop.record import Record


@dataclass(frozen=True, slots=True)
class Papers:
    """Of one session; `spoken` is the language of the window. All give the file that was written,
    and raise as `writing` does."""

    record: Record
    spoken: Language
    today: date

    def report(self, board: Board, gauge: Gauge, target: Path) -> Path:
        from wecoop_desktop.workshop.report import Judging, report, write_report
        from wecoop_desktop.workshop.rubric import reviews_of, standings

        record = self.record
        judging = Judging(standings(record, gauge.exercise), reviews_of(record), self._said())
        target = with_ending(target, ".xlsx")
        with writing(target) as stream:
            write_report(report(board, gauge, judging, self.spoken), self.spoken, stream)
        return target

    def certificates(
        self, names: tuple[str, ...], language: str, settings: Settings, target: Path
    ) -> Path:
        from base64 import b64decode

        from wecoop_desktop.documents.certificate import write_certificates
        from wecoop_desktop.workshop.certificate import Issuer, certificates

        emblem = b64decode(settings.emblem) if settings.emblem else b""
        issuer = Issuer(settings.author, settings.role, settings.ministry, emblem)
        made = certificates(names, self.record.session, self.today, issuer)
        target = with_ending(target, ".pdf")
        with writing(target) as stream:
            write_certificates(made, language, self.record.session.title, stream)
        return target

    def evaluation(self, language: str, target: Path, job: Job) -> Path:
        from wecoop_desktop.workshop.evaluation import evaluation_form

        form = evaluation_form(self.record.session, Language(language), self.today)
        return self._pdf(form, target, job)

    def summary(self, language: str, target: Path, job: Job) -> Path:
        from wecoop_desktop.workshop.evaluation import summary_outline

        told = Language(language)
        outline = summary_outline(self._said(), self.record.session, told, self.today)
        return self._pdf(outline, target, job)

    def _said(self) -> Summary:
        from wecoop_desktop.workshop.evaluation import summary

        share = self.record.share
        return summary(self.record.root, *((share,) if share is not None else ()))

    def _pdf(self, outline: Outline, target: Path, job: Job) -> Path:
        from wecoop_desktop.documents.pdf import write_pdf

        target = with_ending(target, ".pdf")
        with writing(target) as stream:
            write_pdf(outline, stream, job)
        return target


def with_ending(target: Path, ending: str) -> Path:
    return target if target.suffix.lower() == ending else target.with_name(target.name + ending)
