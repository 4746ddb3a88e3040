#!/bin/sh
# Resolve the newest versions that satisfy pyproject.toml in a clean environment and pin them: names and versions only.
set -eu
more=$(pkg-config --exists icu-i18n 2>/dev/null && echo ,ftm || true) # builds against ICU's headers
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$1" -m venv "$tmp/venv"
"$tmp/venv/bin/python" -m pip install -q --disable-pip-version-check -e ".[dev,bench,scale,postgresql,web,tables,maps,calendar$more]"
{
  echo "# Versions known to work together; written by 'make constraints'."
  "$tmp/venv/bin/python" -m pip --disable-pip-version-check freeze --exclude-editable
} > constraints.txt
