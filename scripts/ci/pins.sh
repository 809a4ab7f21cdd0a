#!/bin/sh
# Pins every dependency with its hashes, without index lines.
set -eu
uv() { command uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --group build "$@"; }
uv pyproject.toml -o requirements.txt --upgrade
uv pyproject.toml --group test --constraint requirements.txt -o requirements-test.txt --upgrade
for file in requirements.txt requirements-test.txt; do
  { echo "# Pinned with hashes. Renew with: make pins"; cat "$file"; } >"$file.new" && mv "$file.new" "$file"
done
npm install --package-lock-only --no-progress
