"""A word of one script as it is usually written with the letters of the other."""

from __future__ import annotations

import re

from wecoop_desktop.library.words import is_cyrillic

# Longer spellings first. What the usual ways of writing Russian names in Latin have in common.
_CYRILLIC = """
    shch:щ sch:щ dzh:дж zh:ж kh:х ts:ц tz:ц ch:ч sh:ш yu:ю ju:ю iu:ю ya:я ja:я ia:я yo:е jo:е ye:е
    je:е ii:ий yy:ый iy:ий ay:ай ey:ей oy:ой uy:уй yi:ы a:а b:б c:к d:д e:е f:ф g:г h:х i:и j:дж
    k:к l:л m:м n:н o:о p:п q:к r:р s:с t:т u:у v:в w:в x:х y:ы z:з
"""
_LATIN = """
    а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts
    ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya
"""


def _table(lines: str) -> dict[str, str]:
    return {before: after for before, _, after in (pair.partition(":") for pair in lines.split())}


_TO_CYRILLIC, _TO_LATIN = _table(_CYRILLIC), _table(_LATIN)
_SPELLING = re.compile("|".join(sorted(_TO_CYRILLIC, key=len, reverse=True)))


def other_script(word: str) -> str:
    """A word in base letters in the other script: othody -> отходы, казрефф -> kazreff.

    Letters that no rule knows stay; the answer is a guess, to be looked up or corrected.
    """
    if is_cyrillic(word):
        return "".join(_TO_LATIN.get(char, char) for char in word)
    return _SPELLING.sub(lambda found: _TO_CYRILLIC[found[0]], word)
