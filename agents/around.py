"""What the clauses around a bare name say of it: lists over commas, results given in the next clause."""

import re

_ITEM = r"[^,，。\n有伴但现无未]{1,14}"
_ALL_AHEAD = re.compile(
    rf"(?:[,，]{_ITEM}){{0,8}}?[,，][^,，。\n有伴但现无未]{{0,14}}?(?:均|都|全|皆)(?:为|呈|是|已)?"
    r"(?:(?P<no>阴性|未见|未检出|正常|无|没有?|否认|\(-\))|(?P<yes>阳性|\(\+\)|有)|(?P<open>未|待|没))"
)
_DENIED_BEFORE = re.compile(rf"(?P<word>否认|无|没有|未见)[^,，。；;\n但有]{{0,30}}(?:[,，]{_ITEM})*[,，]\s*$")
_ABERRATION = re.compile(
    r"\s*(?:FISH|荧光原位杂交|细胞遗传学?|提示|示|结果|:|\s)*(?:(?:del|1[pq]|17p|TP53|P53|CKS1B|IGH|t\()[^,，、]{0,8}?(?:缺失|扩增|获得|增益|易位|重排|融合)|1q(?:21)?\+|17p-)(?:\s*\([^)]*\))?\s*(?:[、和及伴]\s*[^,，、]{1,12}(?:缺失|扩增|获得|增益|易位|重排|融合|\+|-))*\s*"
)
_PENDING = re.compile(r"(?<![\d.])0(?:\.0+)?\s*%|阴|未|待|查|测|送|做|探针|均|都|全|正常|无|没|\(-|吗|是否|[?？]")


def next_clause_says(text: str) -> bool | None:
    """What the clause behind says of a test that this one only names: 只做了17p，阴性."""
    match = re.match(r"\s*[,，]\s*(?:结果)?(?:为|是|均|都)?\s*(阴性|未见|未检出|正常|\(-\)|阳性|\(\+\)|检出)", text)
    return None if match is None else match.group(1) in ("阳性", "(+)", "检出")


def is_result(text: str, start: int, end: int) -> bool:
    """Whether a clause is nothing but an aberration (1q21扩增) in a sentence that speaks of no testing or denial."""
    sentence = re.split(r"[。\n]", text[end : end + 80])[0]
    return _ABERRATION.fullmatch(text[start:end]) is not None and not _PENDING.search(text[start:end] + sentence)


def in_list(text: str, start: int, end: int, state: bool | None) -> bool | None:
    """The state of a bare name in a list over commas: 否认高血压，糖尿病; 糖尿病，心衰均无.

    After 无 it is not clear whether the history that stands next is still denied.
    """
    if (ahead := _ALL_AHEAD.match(text[end : end + 140])) is not None:
        return None if ahead["open"] else ahead["yes"] is not None
    before = _DENIED_BEFORE.search(text[max(0, start - 80) : start])
    if before is None:
        return state
    if before["word"] == "否认":
        return False
    return None if text[start:end].rstrip().endswith("史") else state
