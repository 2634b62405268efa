"""The one style sheet, made of the theme's tokens and measures."""

from __future__ import annotations

from string import Template

from wecoop_desktop.ui import theme

# $name is a token; $p<n> is n pixels at the chosen text size.
_SHEET = Template("""
QMainWindow, QWidget#content, QWidget[ground="canvas"] { background: $canvas; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="subtle"] { background: $subtle; }
QWidget[ground="selected"] { background: $selected; }
QLabel { background: transparent; color: $text; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="primary"] { color: $primary; }
QLabel[tone="onPrimary"] { color: $onPrimary; }
QLabel[tone="onRail"] { color: $onRail; }
QLabel[tone="railText"] { color: $railText; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="err"] { color: $err; }
QLabel[tone="info"] { color: $info; }
QToolTip { background: $text; color: $surface; border: 0; padding: ${p4}px ${p8}px; }

QFrame#card { background: $surface; border: 1px solid $line; border-radius: ${p8}px; }
QFrame#card[tone="selected"] { background: $selected; border-color: $primary; }
QFrame#card[tone="subtle"] { background: $subtle; }
QFrame#pop, QFrame#popup { background: $surface; border: 1px solid $line2; border-radius: ${p8}px; }
QFrame#rule { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame#upright { background: $line; border: 0; max-width: 1px; min-width: 1px; }
QLabel#key { background: $surface; border: 1px solid $line2; border-radius: ${p4}px;
  color: $text2; padding: ${p1}px ${p6}px; }
QLabel#country { background: $line; border-radius: ${p3}px; color: $text2;
  padding: ${p1}px ${p6}px; }
QLabel#count { background: $line; border-radius: ${p7}px; color: $text2;
  padding: ${p1}px ${p7}px; }

QPushButton { border-radius: ${p6}px; padding: 0 ${p12}px; min-height: ${p30}px;
  border: 1px solid $line2; background: $surface; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { background: $subtle; border-color: $line; color: $muted; }
QPushButton[kind="primary"] { background: $primary; border-color: $primary; color: $onPrimary; }
QPushButton[kind="primary"]:hover { background: $primaryHover; border-color: $primaryHover; }
QPushButton[kind="primary"]:pressed { background: $pressed; border-color: $pressed; }
QPushButton[kind="primary"]:disabled { background: $subtle; border-color: $line; color: $muted; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; color: $primary;
  padding: 0; }
QPushButton[kind="quiet"]:hover { color: $primaryHover; text-decoration: underline; }
QPushButton[kind="quiet"]:pressed { color: $pressed; }
QPushButton[kind="quiet"][bare="true"]:hover { background: $hover; }
QPushButton[kind="quiet"][bare="true"]:pressed { background: $selected; }
QPushButton[kind="quiet"]:disabled { color: $muted; }
QPushButton[kind="danger"] { border-color: $err; color: $err; }
QPushButton[kind="danger"]:hover { background: $errBg; }
QPushButton[start="true"] { text-align: left; }
QPushButton[start="true"][kind="quiet"] { color: $text; }
QPushButton[small="true"] { min-height: ${p25}px; padding: 0 ${p8}px; }
QPushButton[small="true"][kind="quiet"] { padding: 0; }
QPushButton[bare="true"] { padding: 0; min-width: ${p30}px; }
QPushButton[bare="true"][small="true"] { min-width: ${p25}px; }
QPushButton[tall="true"] { min-height: ${p38}px; padding: 0 ${p16}px; }
QPushButton[lesson="true"], QPushButton[lesson="here"] { border-radius: ${p5}px; padding: 0;
  min-height: ${p28}px; text-align: left; }
QPushButton[lesson="here"] { background: $selected; }
QPushButton[entry="true"] { border: 1px solid transparent; border-radius: ${p5}px;
  background: transparent; color: $text; text-align: left; padding: 0 ${p8}px; }
QPushButton[entry="true"]:hover { background: $hover; }
QPushButton[entry="true"]:checked { background: $selected; }
QPushButton[choice="true"] { border: 1px solid $lineStrong; border-radius: ${p6}px;
  padding: 0 ${p4}px; min-height: ${p36}px;
  background: $surface; }
QPushButton[choice="true"]:hover { background: $hover; }
QPushButton[choice="true"]:checked { background: $selected; border: 2px solid $primary; }
QPushButton::menu-indicator { image: none; width: 0; }

QFrame#segments { background: $surface; border: 1px solid $line2; border-radius: ${p6}px; }
QPushButton[segment="true"] { border: 0; border-radius: 0; min-height: ${p25}px;
  padding: 0 ${p12}px; color: $text2; background: transparent; }
QPushButton[segment="true"]:hover { background: $hover; }
QPushButton[segment="true"]:checked { background: $selected; color: $text; }
QPushButton[segment="true"][end="left"] { border-top-left-radius: ${p5}px;
  border-bottom-left-radius: ${p5}px; }
QPushButton[segment="true"][end="right"] { border-top-right-radius: ${p5}px;
  border-bottom-right-radius: ${p5}px; }
QPushButton[segment="true"][end="both"] { border-radius: ${p5}px; }

QPushButton[chip="true"] { border: 1px solid $line2; border-radius: ${p10}px; background: $surface;
  color: $text2; min-height: ${p20}px; max-height: ${p20}px; padding: 0 ${p9}px; }
QPushButton[chip="true"]:hover { background: $hover; }
QPushButton[chip="true"][tone="selected"] { background: $selected; border-color: $primary;
  color: $text; }
QFrame#status { border: 1px solid $line2; border-radius: ${p10}px; background: $surface; }
QFrame#status[tone="ok"] { background: $okBg; border-color: $ok; }
QFrame#status[tone="warn"] { background: $warnBg; border-color: $warn; }
QFrame#status[tone="err"] { background: $errBg; border-color: $err; }
QFrame#status[tone="info"] { background: $infoBg; border-color: $info; }

QFrame#banner { border: 1px solid $info; border-radius: ${p6}px; background: $infoBg; }
QFrame#banner[tone="ok"] { border-color: $ok; background: $okBg; }
QFrame#banner[tone="warn"] { border-color: $warn; background: $warnBg; }
QFrame#banner[tone="err"] { border-color: $err; background: $errBg; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $lineStrong; border-radius: ${p5}px;
  selection-background-color: $primary; selection-color: $onPrimary; }
QLineEdit, QSpinBox, QDateEdit, QComboBox, QAbstractSpinBox { min-height: ${p30}px;
  padding: 0 ${p10}px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QPlainTextEdit, QTextEdit { padding: ${p6}px ${p8}px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $text2; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $focus; }
QLineEdit:focus, QSpinBox:focus, QDateEdit:focus, QComboBox:focus { padding: 0 ${p9}px;
  min-height: ${p28}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $subtle;
  color: $muted; border-color: $line2; }
QLineEdit:read-only { background: $subtle; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QTextEdit[wrong="true"],
QComboBox[wrong="true"], QSpinBox[wrong="true"], QDateEdit[wrong="true"] {
  border: 2px solid $err; }
QTextBrowser, QTextBrowser:focus { border: 0; background: transparent; padding: 0; }
QTreeWidget { background: transparent; border: 0; outline: 0; color: $text; }
QTreeWidget::item { border-radius: ${p5}px; padding-left: ${p2}px; }
QTreeWidget::item:hover { background: $hover; }
QTreeWidget::item:selected { background: $selected; color: $text; }
QLabel#badge { background: $selected; border-radius: ${p6}px; }
QLineEdit[bare="true"] { border: 0; background: transparent; padding: 0; min-height: ${p24}px; }
QComboBox::drop-down { border: 0; width: ${p24}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line2;
  selection-background-color: $selected; selection-color: $text; outline: 0; padding: ${p4}px; }
QAbstractItemView { background: $surface; color: $text; border: 0; outline: 0;
  selection-background-color: $selected; selection-color: $text; }
QHeaderView { background: $subtle; border: 0; }
QHeaderView::section { background: $subtle; color: $text2; border: 0;
  border-bottom: 1px solid $line; padding: ${p4}px ${p10}px; }
QTableView, QTableWidget { gridline-color: $line; }
QTableView::item:focus { border: 2px solid $focus; }

QMenu { background: $surface; border: 1px solid $line2; border-radius: ${p6}px;
  padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; color: $text; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px 0; }

QTabBar { background: transparent; }
QTabBar::tab { color: $text2; padding: ${p8}px ${p10}px; border: 0;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $primary; }
QTabBar::tab:hover { color: $text; }

QScrollArea { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: ${p3}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $lineStrong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider::groove:horizontal { height: ${p4}px; border-radius: 2px; background: $line2; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $primary; }
QSlider::sub-page:horizontal:disabled { background: $line2; }
QSlider::handle:horizontal { width: ${p14}px; margin: -${p6}px 0; border-radius: ${p4}px;
  border: 1px solid $lineStrong; background: $surface; }
QSlider::handle:horizontal:hover { background: $hover; }
QSlider::handle:horizontal:focus { border: 2px solid $focus; }
QSlider::handle:horizontal:disabled { border-color: $line2; background: $subtle; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QFrame#rail { background: $rail; border: 0; }
QFrame#topbar { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame#statusbar { background: $surface; border: 0; border-top: 1px solid $line; }
""")

# High contrast: what holds something or can be pressed has a line of two pixels.
_STRONG = Template("""
QFrame#card, QFrame#pop, QFrame#popup, QFrame#banner, QFrame#status, QFrame#segments,
QPushButton, QPushButton[chip="true"], QPushButton[choice="true"], QLabel#key {
  border: 2px solid $line; }
QFrame#card[tone="selected"] { border: 3px solid $primary; }
QPushButton[kind="quiet"] { border: 2px solid transparent; text-decoration: underline; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="quiet"]:focus { border-color: $line; }
QPushButton[kind="danger"] { border-color: $err; }
QPushButton:disabled { border-style: dashed; }
QPushButton[segment="true"] { border: 0; }
QPushButton[entry="true"] { border: 2px solid transparent; text-decoration: none; }
QPushButton[entry="true"]:checked { border-color: $line; }
QPushButton[segment="true"]:checked { border: 0; border-bottom: 3px solid $text; }
QPushButton[choice="true"]:checked, QPushButton[chip="true"][tone="selected"] {
  border: 4px solid $primary; }
QFrame#banner[tone="err"], QFrame#status[tone="err"] { border: 2px solid $err; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QComboBox, QAbstractSpinBox {
  border: 2px solid $lineStrong; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QComboBox:focus, QAbstractSpinBox:focus { border: 3px solid $focus; }
QTextBrowser, QTextBrowser:focus, QLineEdit[bare="true"] { border: 0; }
QTreeWidget::item:selected, QMenu::item:selected { border: 2px solid $primary; }
QLabel#count, QLabel#country { background: $surface; border: 1px solid $line; }
QFrame#rail { border-right: 2px solid $onRail; }
QFrame#topbar { border-bottom: 2px solid $line; }
QFrame#statusbar { border-top: 2px solid $line; }
QScrollBar::handle { background: $lineStrong; }
""")


class _Names(dict[str, str]):
    """Looks up `p12` as a measure and every other name as a colour."""

    def __missing__(self, name: str) -> str:
        if name[0] == "p" and name[1:].isdigit():
            return str(theme.px(int(name[1:])))
        return theme.token(name)


def style_sheet() -> str:
    """The style sheet of the whole program in the theme in use."""
    written = _SHEET.substitute(_Names())
    return written + _STRONG.substitute(_Names()) if theme.strong() else written
