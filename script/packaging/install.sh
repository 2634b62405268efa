#!/bin/sh
# WECOOP Desktop on Linux, for this user alone and without any rights: menu entry and file type.
#   ./install.sh            the program stays where this file lies
#   ./install.sh --remove   takes the entries away again; proposals and settings stay
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/wecoop.desktop
kind=$data/mime/packages/wecoop.xml
picture=$data/icons/hicolor/256x256/apps/wecoop.png

refresh() {
    # Desktops without these tools find the entries at the next login.
    command -v update-mime-database >/dev/null && update-mime-database "$data/mime" || true
    command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications" || true
}

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$kind" "$picture"
    refresh
    echo "WECOOP Desktop is no longer in the menu. Your proposals and settings stay."
    exit 0
fi
if [ $# -ne 0 ]; then
    echo "use: ./install.sh [--remove]" >&2
    exit 2
fi
mkdir -p "$(dirname "$entry")" "$(dirname "$kind")" "$(dirname "$picture")"
# A quoted path as desktop entries want it: these four signs are escaped twice.
quoted=$(printf '%s' "$here/wecoop" | sed 's/\\/\\\\\\\\/g; s/["`$]/\\\\&/g; s/%/%%/g')
WECOOP_PROGRAM="\"$quoted\"" awk '
    { at = index($0, "@PROGRAM@")
      if (at) print substr($0, 1, at - 1) ENVIRON["WECOOP_PROGRAM"] substr($0, at + 9)
      else print }
' "$here/_internal/desktop/wecoop.desktop" > "$entry.part"
mv "$entry.part" "$entry"
cp "$here/_internal/desktop/wecoop.xml" "$kind"
cp "$here/_internal/desktop/wecoop.png" "$picture"
refresh
echo "WECOOP Desktop is in the menu, and .wecoop files open with it."
