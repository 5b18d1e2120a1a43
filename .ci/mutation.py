"""Mutation testing of the calculators' rules: runs mutmut, then prints the score of each module (docs/mutation.md)."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SURVIVED, NOT_TESTED = 0, 33  # exit codes that mutmut keeps for a mutant
LEAST = 0.9


def main() -> int:
    """Gives 1 if less than 90 % of the mutants of a module were noticed by a test."""
    code = subprocess.call([Path(sys.executable).with_name("mutmut"), "run", *sys.argv[1:]], cwd=ROOT)
    if code:
        return code
    weak = 0
    for path in sorted((ROOT / "mutants" / "tools").glob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values()
        run = [c for c in codes if c is not None]
        if run:
            noticed = sum(c not in (SURVIVED, NOT_TESTED) for c in run)
            weak += noticed < LEAST * len(run)
            name = path.name.removesuffix(".py.meta")
            sys.stdout.write(f"{name:28}{len(run):6}{len(run) - noticed:6}{noticed / len(run):8.1%}\n")
    return int(weak > 0)


if __name__ == "__main__":
    sys.exit(main())
