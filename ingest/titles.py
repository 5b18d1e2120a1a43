"""The title of a document by its own words, where the reader found none."""

import re

from ingest.source_text import SourceText

HEAD = 40
LONGEST = 60
_FRONT = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.I)
_HEADING = re.compile(r"^#\s+(.*?)\s*#*$")
_WORDS = re.compile(r"指南|共识|规范|手册|路径|标准|综述|说明书|管理办法|操作规程")


def own_title(source: SourceText) -> str:
    """The title that a text gives itself: front matter, first main heading, or a first line that speaks like one."""
    lines = [line.strip() for line in source.text.split("\n")[:HEAD]]
    if source.markdown:
        fronts = (_FRONT.match(line) for line in lines) if lines[:1] == ["---"] else ()
        found = next((m for m in (*fronts, *(_HEADING.match(line) for line in lines)) if m), None)
        return _plain(found.group(1)) if found else ""
    first = next((line for line in lines if line), "").lstrip("# ")
    return first if len(first) <= LONGEST and _WORDS.search(first) and not re.search(r"[。，；]", first) else ""


def _plain(text: str) -> str:
    plain = re.sub(r"\*\*|__|`|\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()
    return plain if len(plain) <= LONGEST else ""
