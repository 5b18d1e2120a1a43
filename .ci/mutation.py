"""Mutation testing of the calculators' rules: runs mutmut, then prints the score of each module (docs/mutation.md)."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SURVIVED, NOT_TESTED = 0, 33  # exit codes that mutmut keeps for a mutant


def main() -> int:
    """Gives 1 if less than 90 % of the mutants of a module were noticed by a test."""
    code = subprocess.call([Path(sys.executable).with_name("mutmut"), "run", *sys.argv[1:]], cwd=ROOT)
    if code:
        return code
    scores = {}
    for path in sorted((ROOT / "mutants" / "tools").glob("*.py.meta")):
        codes = list(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values())
        noticed = sum(c not in (None, SURVIVED, NOT_TESTED) for c in codes)
        scores[path.name.removesuffix(".py.meta")] = (len(codes), noticed)
    for name, (made, noticed) in scores.items():
        sys.stdout.write(f"{name:28}{made:6}{made - noticed:6}{noticed / made:8.1%}\n" if made else "")
    return int(any(noticed < 0.9 * made for made, noticed in scores.values()))


if __name__ == "__main__":
    sys.exit(main())
