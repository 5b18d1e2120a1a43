"""A guideline of another field, made up for the tests, as PDF and as Word document; no county, no rule here is real."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
TITLE = "青川县成人高血压管理规范（2024年版）"
ROWS = (
    ("药物", "起始剂量", "最大剂量", "主要不良反应"),
    ("氨氯地平", "5 mg 每日一次", "10 mg 每日一次", "踝部水肿"),
    ("依那普利", "5 mg 每日两次", "20 mg 每日两次", "干咳"),
    ("氢氯噻嗪", "12.5 mg 每日一次", "25 mg 每日一次", "低血钾"),
)


@dataclass(frozen=True)
class Guideline:
    """The wording of one edition."""

    title: str = TITLE
    target: str = "140/90"


def _parts(g: Guideline) -> Iterator[tuple[str, str]]:
    yield "heading", "1 概述"
    yield "heading", "1.1 定义"
    yield (
        "text",
        (
            "本规范供青川县基层医生使用。在未服用降压药的情况下，非同日三次测量诊室血压，收缩压达到或超过 140 mmHg，"
            "或者舒张压达到或超过 90 mmHg，即可诊断为高血压。"
        ),
    )
    yield "heading", "1.2 测量"
    yield (
        "text",
        (
            "测量前静坐五分钟，上臂与心脏保持同一高度。首诊要测双侧上臂，以后取读数高的一侧。"
            "家庭自测血压的诊断界值为 135/85 mmHg。"
        ),
    )
    yield "heading", "2 治疗"
    yield "heading", "2.1 降压目标"
    yield "text", f"一般高血压患者的降压目标是低于 {g.target} mmHg，能耐受者可进一步降到 130/80 mmHg 以下。"
    yield "text", "80 岁以上的老年患者，降压目标为低于 150/90 mmHg。"
    yield "heading", "2.2 起始用药"
    yield (
        "text",
        (
            "常用五类药物：钙通道阻滞剂、血管紧张素转换酶抑制剂、血管紧张素受体拮抗剂、利尿剂和 β 受体阻滞剂。"
            "血压达到 160/100 mmHg 时起始即可联合两种药。"
        ),
    )
    yield "table", "表 1 常用降压药的剂量"
    yield "break", ""
    yield "heading", "3 随访"
    yield "text", "血压未达标者每 2 至 4 周随访一次，达标后每 3 个月随访一次。"
    yield "heading", "3.1 转诊"
    yield "text", "血压持续高于 180/110 mmHg，或出现意识障碍、胸痛、肢体无力，应立即转往上级医院。"
    yield "heading", "3.2 生活方式"
    yield "text", "每人每日食盐摄入量不超过 5 g；每周至少五天、每天 30 分钟中等强度运动；戒烟，限制饮酒。"


def write_pdf(path: Path, guideline: Guideline = Guideline()) -> Path:
    """Two pages with a running header, page numbers, headings by type size and a ruled table."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("text", fontName=FONT, fontSize=10.5, leading=16, spaceAfter=8, wordWrap="CJK")
    heading = ParagraphStyle("heading", parent=text, fontSize=13, leading=20, spaceBefore=8)
    story: list[Flowable] = [Paragraph(guideline.title, ParagraphStyle("title", parent=text, fontSize=18, leading=26))]
    for kind, words in _parts(guideline):
        if kind == "break":
            story.append(PageBreak())
        elif kind == "heading":
            story.append(Paragraph(words, heading))
        else:
            story.append(Paragraph(words, text))
        if kind == "table":
            cells = [[Paragraph(cell, text) for cell in row] for row in ROWS]
            story.append(Table(cells, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))])))
    SimpleDocTemplate(str(path), invariant=1).build(story, onFirstPage=_decorated, onLaterPages=_decorated)
    return path


def _decorated(canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, 8)
    canvas.drawString(72, 810, "青川县卫生健康局")
    canvas.drawCentredString(300, 30, f"第 {document.page} 页")


def write_docx(path: Path, guideline: Guideline = Guideline()) -> Path:
    """The same with Word's own headings and table."""
    made = docx.Document()
    made.add_heading(guideline.title, 0)
    for kind, words in _parts(guideline):
        if kind == "break":
            made.add_page_break()
        elif kind == "heading":
            made.add_heading(words, 1 + words.split(" ")[0].count("."))
        else:
            made.add_paragraph(words)
        if kind == "table":
            table = made.add_table(rows=0, cols=len(ROWS[0]))
            for row in ROWS:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
    made.save(str(path))
    return path
