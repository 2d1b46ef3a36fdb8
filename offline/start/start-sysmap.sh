#!/bin/sh
# Starts sysmap from the wheels beside this file: makes a virtual environment here once, and opens the start page.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
env="$here/.started"
mkdir -p "$here/maps"
# A whole installation has this stamp; half of one is made again.
if [ ! -f "$env/sysmap-@VERSION@" ]; then
  found=
  for version in @PYTHONS@; do
    for name in "python$version" python3 python; do
      if "$name" -c "import sys, venv, ensurepip; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >/dev/null 2>&1; then
        found=$name
        break 2
      fi
    done
  done
  if [ -z "$found" ]; then
    echo "sysmap needs Python, one of: @PYTHONS@. None was found here."
    echo "Get it from https://www.python.org/downloads/ (no administrator rights are needed), then start this again."
    exit 1
  fi
  echo "Getting ready, once. This takes a minute or two ..."
  rm -rf "$env"
  "$found" -m venv "$env" || exit 1
  "$env/bin/python" -m pip --disable-pip-version-check install --quiet --no-index --find-links "$here/wheels" "sysmap==@VERSION@" || {
    echo "It could not be made ready. Unpack the zip again, all of it, and start once more."
    exit 1
  }
  : > "$env/sysmap-@VERSION@"
fi
cd "$here/maps" || exit 1
# Kept here and not in a folder of one's own elsewhere, so that all of it can be taken along.
export SYSMAP_STORE="${SYSMAP_STORE:-sqlite:///sysmap.db}"
[ $# -gt 0 ] || set -- start
exec "$env/bin/sysmap" "$@"
