#!/usr/bin/env bash
# Expected: what `pip install -e .` did once it does again; a hook of the build that starts Python with the tree's own src in
#           PYTHONPATH can import the package that lies there.
# Happens:  the second time it ends with ModuleNotFoundError. pip keeps the environment's packages out of a build by a
#           sitecustomize that takes the paths of its site-packages out of sys.path, those that .pth files add included, and
#           the first install added that very src. After an uninstall it works again.
# Packages: pip 23.2.1 and 26.3, hatchling 1.33.0 (PyPI).
# Matters:  a build that makes its manual or its completion from its own command tree works in every fresh checkout and in
#           CI, and fails for who updates one.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir -p tree/src/parts
touch tree/src/parts/__init__.py
cat >tree/pyproject.toml <<'TOML'
[build-system]
requires = ["hatchling==1.33.0"]
build-backend = "hatchling.build"
[project]
name = "parts"
version = "1"
[tool.hatch.build.targets.wheel]
packages = ["src/parts"]
[tool.hatch.build.hooks.custom]
TOML
cat >tree/hatch_build.py <<'PY'
import os
import subprocess
import sys

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Made(BuildHookInterface):
    def initialize(self, version, build_data):
        paths = [os.path.join(self.root, "src"), os.environ.get("PYTHONPATH", "")]
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        subprocess.run([sys.executable, "-c", "import parts"], env=environ, check=True)
PY
for version in 23.2.1 26.3; do
  python3 -m venv "env$version"
  pip() { "env$version/bin/python" -m pip "$@"; }
  pip install -qq "pip==$version" || exit 75
  pip download -qq -d got hatchling==1.33.0 || exit 75
  echo "pip $(pip --version | cut -d ' ' -f 2), hatchling 1.33.0"
  pip install -qq -e tree
  echo "  the first time: installed"
  if pip install -qq -e tree >log 2>&1; then echo "  the second time: installed" && exit 1; fi
  said=$(grep -m 1 -o "ModuleNotFoundError: No module named 'parts'" log)
  echo "  the second time: $said"
  pip uninstall -qq -y parts
  pip install -qq -e tree
  echo "  after an uninstall: installed"
done
