"""Text recognition of scanned pages with the optional extra `ocr`, in a process of its own; nothing leaves the machine.

pypdfium2 draws the page, RapidOCR reads it with the models that come in its package.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ingest.pdf_lines import printed_pages
from ingest.pdf_pieces import PageContent, Run

PACKAGES = ("rapidocr_onnxruntime", "pypdfium2")
START_SECONDS, PAGE_SECONDS = 120, 60
MEMORY_BYTES = 12 * 1024**3
DOTS_PER_INCH, POINTS_PER_INCH = 200, 72
LONGEST_SIDE = 3200
LEAST_SCORE = 0.6
_SECTION = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})(?=[\u4e00-\u9fff])", re.M)  # a gap that recognition does not see
_SAME_ROW = 0.5


def installed() -> bool:
    """Whether the extra is there."""
    return all(find_spec(name) is not None for name in PACKAGES)


def recognised_pages(path: Path, numbers: Sequence[int]) -> Mapping[int, str]:
    """The texts of some pages (numbers from 1); a page that could not be read is not among them."""
    command = [sys.executable, "-m", "ingest.ocr", str(path.resolve()), *map(str, numbers)]
    seconds = START_SECONDS + PAGE_SECONDS * len(numbers)
    root = Path(__file__).parents[1]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, cwd=root).stdout
    except subprocess.TimeoutExpired as error:
        done = error.stdout or b""  # what was read in time counts
    return dict(_replies(done.decode("utf-8", "replace")))


def _replies(output: str) -> Iterator[tuple[int, str]]:
    for line in output.splitlines():
        if line.startswith('{"page"') and line.endswith("}"):
            reply = json.loads(line)
            yield int(reply["page"]), str(reply["text"])


def page_text(boxes: Sequence[tuple[Sequence[Sequence[float]], str, float]], height: float) -> str:
    """Recognised pieces (corners, text, score; y grows downwards) as the lines of a page."""
    runs = [_run(corners, text, height) for corners, text, score in boxes if score >= LEAST_SCORE and text.strip()]
    runs.sort(key=lambda r: (-r.height, r.left))
    content = PageContent(tuple(_rows(runs)), (), height)
    return _SECTION.sub(r"\1 ", printed_pages([content], headings=False)[0].text)


def _run(corners: Sequence[Sequence[float]], text: str, height: float) -> Run:
    xs, ys = [float(c[0]) for c in corners], [float(c[1]) for c in corners]
    return Run(text, min(xs), max(xs), height - max(ys), max(ys) - min(ys))


def _rows(runs: Sequence[Run]) -> Iterator[Run]:
    """Pieces of one line from left to right, though a scan is never quite straight."""
    rows: list[list[Run]] = []
    for run in runs:
        if rows and abs(rows[-1][0].height - run.height) < _SAME_ROW * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        for run in sorted(row, key=lambda r: r.left):
            yield Run(run.text, run.left, run.right, row[0].height, run.size)


def _recognise(path: str, numbers: Sequence[int]) -> None:
    """Writes one line of JSON a page as soon as it is read."""
    # onnxruntime reports to its makers unless this stands before it is loaded; its own switch comes too late.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import pypdfium2
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR(text_score=LEAST_SCORE)
    document = pypdfium2.PdfDocument(path)
    for number in numbers:
        page = document[number - 1]
        scale = min(DOTS_PER_INCH / POINTS_PER_INCH, LONGEST_SIDE / max(page.get_size()))
        image = page.render(scale=scale).to_numpy()
        found: list[Any] = engine(image)[0] or []
        text = page_text([(box, words, float(score)) for box, words, score in found], float(image.shape[0]))
        sys.stdout.write(json.dumps({"page": number, "text": text}) + "\n")
        sys.stdout.flush()


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    _limit()
    _recognise(sys.argv[1], [int(n) for n in sys.argv[2:]])
