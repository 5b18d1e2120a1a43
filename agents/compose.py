"""The words of an answer: calculator results first, then quotations with their marks, refusals with a reason."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from agents.answer import Answer, Caution, Citation, Claim, Missing, Status
from agents.calculations import Branch, Calculated
from agents.introductions import unsaid_leads
from agents.runs import Run, depth
from agents.scope import Judgement, Verdict
from agents.snippets import Snippet
from agents.understand import Understanding
from agents.values import Found
from corpus.snapshot import Snapshot
from corpus.types import Document, Passage, squeeze
from corpus.types import Kind as Form
from ingest.shapes import cells
from tools.calculator import DISCLAIMER, CalculatorAnswer, label_of
from tools.inputs import Kind
from tools.numbers import show
from tools.registry import CALCULATORS

SHORT_NAMES = {
    "nccn-mm-2022v5": "NCCN 2022v5", "nccn-mm-patients-2023": "NCCN 患者指南 2023", "msd-mm-2024": "MSD 手册 2024",
    "csco-mbd-2024": "CSCO 骨病指南 2024", "emd-review": "髓外病变综述",
}  # fmt: skip
LONGEST_TITLE = 24
MAX_STEPS = 260
_DENIES = re.compile(r"无|没|未|否|不|(?<!卡)非|阴|正常|[-－(（]\s*[-－]|停|拒")
PLACE, CAPTION = 18, 44


def short_name(document: Document) -> str:
    """How an answer names a document: a known one by its usual name, another by its title and edition."""
    name = SHORT_NAMES.get(document.doc_id) or _title(document)
    return name + ("（摘要）" if document.digest else "")


def _title(document: Document) -> str:
    title = document.title if len(document.title) <= LONGEST_TITLE else f"{document.title[: LONGEST_TITLE - 1]}…"
    said = document.edition == "未注明" or squeeze(document.edition) in squeeze(title)
    return title if said else f"{title} {document.edition}"


def citations_of(quoted: Sequence[Run], snapshot: Snapshot) -> tuple[Citation, ...]:
    """One numbered citation for each run, placed in the section in which it stands."""
    return tuple(
        Citation(
            n,
            _placed(run),
            snapshot.document(run.passage.doc_id),
            run.quote,
            run.quote if run.row else "",
            _under(run, quoted, snapshot.passages),
        )
        for n, run in enumerate(quoted, start=1)
    )


def _placed(run: Run) -> Passage:
    passage = run.passage
    return replace(passage, section=passage.section_of(run.quote)) if passage.parts else passage


def _under(run: Run, quoted: Sequence[Run], passages: Sequence[Passage]) -> str:
    """The headings over a list on a page with a code, and what introduces a quotation, as far as neither is quoted."""
    passage = run.passage
    here = passage.section_of(run.quote)
    coded = passage.page_label and any(p.level for p in run.pieces) and passage.kind is not Form.TABLE
    over = [_cut(words.removeprefix(passage.page_label).strip(), CAPTION) for words in here] if coded else []
    above = [lead.shown.rstrip("：:") for lead in unsaid_leads(run, quoted, passages)]
    said = squeeze(" ".join((passage.page_label, *(here[:1] if coded else here), *(p.shown for p in run.pieces))))
    return " › ".join(words for words in dict.fromkeys((*over, *above)) if squeeze(words) not in said)


def quotation_text(quoted: Sequence[Run], citations: Sequence[Citation]) -> tuple[str, tuple[Claim, ...]]:
    """Quotations under the names of their documents and places, each with its mark."""
    lines: list[str] = []
    claims: list[Claim] = []
    place = ""
    shown: dict[str, list[Snippet]] = {}
    for run, citation in zip(quoted, citations, strict=True):
        here = heading_of(citation)
        if here != place:
            lines.append(here)
            place = here
        above = shown.setdefault(run.passage.passage_id, [])
        indent = "  " * depth(run.pieces[0], above)
        said = [indent + line for line in run.lines()]
        above += run.pieces
        lines += [*said[:-1], f"{said[-1]} [{citation.n}]"]
        claims.append(Claim("\n".join(line.strip().removeprefix("- ") for line in said), (citation.n,)))
    return "\n".join(lines), tuple(claims)


def heading_of(citation: Citation) -> str:
    """The line above quotations: the document and where in it; of a flattened table its caption and column heads too."""
    passage = citation.passage
    place = passage.page_label or (passage.section[-1] if passage.section else "")
    place = _cut(place or f"第 {passage.page} 页", PLACE)
    if citation.table_row and passage.title:
        caption = _cut(passage.title.removeprefix(passage.page_label).strip(), CAPTION)
        place = f"{passage.page_label} · {caption}".removeprefix(" · ")
    heads = "" if not citation.table_row or passage.columns.startswith("|") else "｜".join(cells(passage.columns))
    under = f" · {citation.under}" if citation.under else ""
    return f"**{short_name(citation.document)}** · {place}" + (f"（{heads}）" if heads else "") + under


def _cut(place: str, longest: int) -> str:
    """A place within a length, never cut inside a number, which would be another one."""
    return re.sub(r"[（(]?[\d.]*$", "", place[: longest - 1]) + "…" if len(place) > longest else place


def calculation_text(c: Calculated) -> tuple[str, tuple[Claim, ...]]:
    """The result first in one sentence, what else the rule says, the values used, what is still asked for."""
    lines: list[str] = []
    claims: list[Claim] = []
    for i, answer in enumerate(c.answers):
        first, rest = sentences(answer)
        whole = answer in c.asked or i == len(c.answers) - 1
        lines.append(f"**{first}**" if answer.status == "ok" else first)
        if rest and whole:
            lines.append(rest)
        claims.append(Claim(first + (rest if whole else ""), tool_calls=(i,), support="tool"))
        if answer in c.asked and (told := _to_act_on(answer)):
            lines.append(told)
            claims.append(Claim(told, tool_calls=(i,), support="tool"))
    calls = len(c.answers)
    for branch in c.branches:
        lines.append(branch_sentence(branch, c))
        indices = tuple(range(calls, calls + len(branch.answers)))
        claims.append(Claim(lines[-1].removeprefix("- "), tool_calls=indices, support="tool"))
        calls += len(branch.answers)
    if answer_steps := steps_of(c.answers):
        lines.append("计算过程：" + "；".join(answer_steps) + "。")
    said = [_said(f) for f in c.used]
    if any(said):
        lines.append("所用数据：" + "；".join(dict.fromkeys(s for s in said if s)) + "。")
    for title, of in (("请补充：", c.open), ("未提供（按未知处理）：", () if c.open else (*c.asked, *c.answers[-1:]))):
        if asked := missing_of(of):
            lines.append(title + "、".join(f"{m.label}（{m.unit}）" if m.unit else m.label for m in asked) + "。")
    return "\n".join(lines), tuple(claims)


# Notices without which a result can do harm stand in the answer itself, not only beside it.
_ACTS = frozenset({
    "plt_25_to_50_prophylactic_only", "plt_below_25_no_source_support", "full_dose_contraindicated_plt_lt_50", "hit_avoid_heparins",
    "existing_prophylaxis_changes_group", "denosumab_severe_hypocalcaemia_monitor", "denosumab_correct_hypocalcaemia_first", "onj_stop_drug",
    "renal_avoid_morphine_codeine", "methadone_caution",
})  # fmt: skip


def _to_act_on(answer: CalculatorAnswer) -> str:
    """The notices of a determined result that say what to do or to avoid, in one line."""
    said = [w.message_zh for w in answer.warnings if w.code.split(":")[0] in _ACTS and answer.status == "ok"]
    return f"须注意：{'；'.join(dict.fromkeys(said))}。" if said else ""


def _said(found: Found) -> str:
    """A value as the text has it; of a denied finding whose words do not show it, that it is denied."""
    text = found.text.strip(" ，,；;（()）+")
    denied = found.raw is False and text and not _DENIES.search(text)
    return f"{text}（无）" if denied else text


def provisional(c: Calculated) -> bool:
    """Whether the defining findings are known and only conditions of the diagnosis are open."""
    result = c.open[0].result if c.open else {}
    features = result.get("features")
    known = isinstance(features, Mapping) and "unknown" not in features.values()
    one_of_two = True in (result.get("clinical_relapse"), result.get("relapse_from_cr_or_mrd"))
    return bool(result.get("provisional")) and known or one_of_two


def branch_sentence(branch: Branch, c: Calculated) -> str:
    """What would follow from one of the two answers to the missing finding; at length only where it can be told."""
    told = [sentences(a)[0] for a in branch.answers] if only_ethnicity(c) else [_in_short(a, c) for a in branch.answers]
    results = "；".join(t.rstrip("。") for t in told if t)
    return f"- 若{branch.label}为“{'是' if branch.value else '否'}” → {results}。"


def only_ethnicity(c: Calculated) -> bool:
    """Ethnicity is never guessed: both answers are given."""
    return bool(c.branches) and c.open[0].missing[0] in ("asian", "asian_pacific")


def _in_short(answer: CalculatorAnswer, c: Calculated) -> str:
    """The outcome among those that are still possible, with its score or dose; not worded as a finding."""
    calculator = CALCULATORS[answer.calculator]
    labels = [calculator.word(v) for v in answer.result.values() if isinstance(v, str) and v in calculator.words]
    if answer in c.answers and answer.status == "ok":
        return ""
    if not labels:
        return _CONCLUDES.sub(" → ", sentences(answer)[0])
    score = answer.result.get("score")
    return labels[0] + (f"（{show(Fraction(score))} 分）" if isinstance(score, int | Fraction) else "")


# The cut-off of a score stands in its result sentence already.
_CUT_OFF = re.compile(r"；[≥<≤>]\s*\d+(?:\.\d+)?\s*分为\S危$")
# What only would follow is not worded as a finding.
_CONCLUDES = re.compile(r"[，,]\s*属于?\s*|(?<=分期)为\s*")


def steps_of(answers: Sequence[CalculatorAnswer]) -> tuple[str, ...]:
    """The steps to check by hand, as many as fit; the whole list stands in the tool calls."""
    steps: list[str] = []
    for step in (_CUT_OFF.sub("", s) for a in answers for s in a.steps):
        if sum(map(len, steps)) + len(step) > MAX_STEPS:
            break
        if step not in steps:
            steps.append(step)
    return tuple(steps)


def sentences(answer: CalculatorAnswer) -> tuple[str, str]:
    """The result sentence and the rest, without notices, missing inputs and disclaimer, which are shown apart."""
    text = answer.interpretation_zh
    for mark in ("注意：", DISCLAIMER):
        text = text.split(mark)[0]
    text = re.sub(r"[；。]?缺少：[^。]*（未按阴性处理）", "", text)
    first, _, rest = text.strip().partition("。")
    return first + "。", rest.strip().lstrip("。")


def missing_of(answers: Iterable[CalculatorAnswer]) -> tuple[Missing, ...]:
    """The inputs that the last calculators of the chain ask for, each once."""
    found: dict[str, Missing] = {}
    for answer in answers:
        calculator = CALCULATORS[answer.calculator]
        for name in answer.missing:
            definition = next((i for i in calculator.inputs if i.name == name), None)
            unit = definition.canonical_unit if definition else ""
            if definition and definition.kind is Kind.CHOICE:
                unit = "/".join(o.label for o in definition.options)
            if definition and definition.kind is Kind.BOOLEAN:
                unit = "有/无"
            found.setdefault(name, Missing(name, label_of(calculator, name), unit))
    return tuple(found.values())


def cautions_of(answers: Iterable[CalculatorAnswer]) -> tuple[Caution, ...]:
    """Notices of the calculators as warnings of the answer."""
    kinds = {"near_threshold": "near_cutoff", "unusual_value": "assumption"}
    found = [Caution(kinds.get(w.code.split(":")[0], "note"), w.message_zh) for a in answers for w in a.warnings]
    return tuple(dict.fromkeys(found))


def rejection_text(reasons: Sequence[str]) -> str:
    """Values that cannot be true: what is wrong and that it has to be checked."""
    return "资料需要先核对，暂不计算：\n" + "\n".join(f"- {r}" for r in dict.fromkeys(reasons))


def refusal(u: Understanding, judgement: Judgement, nearest: tuple[Passage, ...], snapshot: Snapshot) -> Answer:
    """An honest refusal: why, which documents were searched, what to look for."""
    searched = "、".join(short_name(d) for d in snapshot.documents)
    if judgement.verdict is Verdict.INSTRUCTION:
        text = "问题里含有要改变依据或规则的指令，这里只当作文字，不执行，也不作为来源引用。请直接提出您的临床问题；回答只引用已收录的文献。"
        return Answer(u.question, Status.REJECTED, text, nearest=nearest)
    if judgement.verdict is Verdict.OUTSIDE:
        own = any(d.doc_id not in SHORT_NAMES for d in snapshot.documents)
        field = "收录文献中的问题" if own else "多发性骨髓瘤及相关疾病的指南问题"
        text = f"这个问题不在收录文献的范围内。本助手回答{field}，并做分期、剂量等计算。已收录：{searched}。"
        return Answer(u.question, Status.REJECTED, text, nearest=nearest[:2])
    lines = [f"收录的文献中没有找到能直接回答这个问题的内容（已检索：{searched}）。"]
    if judgement.absent:
        lines.append(f"文献中没有提到：{'、'.join(judgement.absent)}。")
    lines.append("建议查阅最新药品说明书、原始研究或更新版指南；下面列出最接近的段落，仅供查找，不能当作答案。")
    return Answer(u.question, Status.ABSTAINED, "\n".join(lines), nearest=nearest)
