#!/usr/bin/env bash
# Expected: pip installs a script that a wheel brings as a file so that it starts wherever a command made of an entry point does.
# Happens:  in an environment below "my books" the entry point starts: pip writes it for sh, which finds Python. Into the first
#           line of the file pip puts the bare path, the system reads that up to its space, and the script can't start, though
#           pip says that it is installed. uv writes both for sh, and both start.
# Packages: pip 23.2.1 and 26.3, hatchling 1.33.0 (shared-scripts), uv 0.13.9 (PyPI).
# Matters:  files are the way to have a command that starts faster than what pip generates; one with a folder named in two words
#           is told that a file is missing, which is there. Tests in a temporary folder don't show it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir -p tree/parts tree/bin
cat >tree/pyproject.toml <<'TOML'
[build-system]
requires = ["hatchling==1.33.0"]
build-backend = "hatchling.build"
[project]
name = "parts"
version = "1"
[project.scripts]
by-entry-point = "parts:main"
[tool.hatch.build.targets.wheel]
packages = ["parts"]
[tool.hatch.build.targets.wheel.shared-scripts]
"bin/by-file" = "by-file"
TOML
printf 'def main():\n    print("started")\n' >tree/parts/__init__.py
printf '#!python\nimport parts\n\nparts.main()\n' >tree/bin/by-file
chmod +x tree/bin/by-file
python3 -m pip install -qq --no-compile --target tools uv==0.13.9 || exit 75
python3 -m pip wheel -qq --no-deps -w wheels ./tree || exit 75
try() { "$1/bin/$2" 2>/dev/null || echo "can't start"; }
for tool in 23.2.1 26.3 uv; do
  for folder in "books" "my books"; do
    env="$tool $folder/env"
    [ "$folder" = "my books" ] || env="$tool-books/env"
    python3 -m venv "$env"
    if [ $tool = uv ]; then
      tools/bin/uv --version
      tools/bin/uv pip install -q --no-index --python "$env/bin/python" wheels/*.whl
    else
      "$env/bin/python" -m pip install -qq "pip==$tool" || exit 75
      "$env/bin/python" -m pip --version | cut -d ' ' -f 1-2
      "$env/bin/python" -m pip install -qq --no-index wheels/*.whl
    fi
    entry=$(try "$env" by-entry-point) file=$(try "$env" by-file)
    echo "  below \"$folder\": entry point: $entry, file: $file"
    [ "$entry" = started ]
    if [ "$folder" = "my books" ] && [ $tool != uv ]; then [ "$file" = "can't start" ]; else [ "$file" = started ]; fi
  done
done
