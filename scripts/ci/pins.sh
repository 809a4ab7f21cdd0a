#!/bin/sh
# Pins every dependency with its hashes, without index lines.
set -eu
uv() { command uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --group build "$@"; }
uv pyproject.toml -o requirements.txt --upgrade
uv pyproject.toml --group test --constraint requirements.txt -o requirements-test.txt --upgrade
# What `thu7 compress` packs with besides gzip, for those who want it: a plain install stays small.
command uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --group compress --constraint requirements-test.txt -o requirements-compress.txt --upgrade
for file in requirements.txt requirements-test.txt requirements-compress.txt; do
  { echo "# Pinned with hashes. Renew with: make pins"; cat "$file"; } >"$file.new" && mv "$file.new" "$file"
done
npm install --package-lock-only --no-progress
