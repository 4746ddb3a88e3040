#!/bin/sh
# Resolve the newest versions that satisfy pyproject.toml in a clean environment and pin them: names and versions only.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$1" -m venv "$tmp/venv"
"$tmp/venv/bin/python" -m pip install -q --disable-pip-version-check -e '.[dev,postgresql,web,tables,maps,calendar]'
{
  echo "# Versions known to work together; written by 'make constraints'."
  "$tmp/venv/bin/python" -m pip --disable-pip-version-check freeze --exclude-editable
} > constraints.txt
