"""Holding bone-targeted drugs around an invasive dental procedure."""

import datetime as dt

from tools.bone import DRUG
from tools.calculator import Calculator, Outcome, Source, Values
from tools.dates import plus_months
from tools.inputs import boolean, date
from tools.messages import CalculatorInputError, FieldError, Notice, notice

HOLD_MONTHS = 3
ACTION_WORDS = {"hold": "侵入性操作，前后停药", "no_hold": "非侵入性操作，无需停药", "stop": "已发生颌骨坏死，停药"}
HYGIENE = (
    "保持口腔卫生，每年或有症状时口腔检查（CSCO 5.2.2）；治疗前基线牙科检查（NCCN MYEL-H）；切口愈合后方可恢复用药。"
)


def _dates(v: Values) -> tuple[dt.date | None, dt.date | None]:
    """The days of the procedure and of the last dose, which must come before it."""
    procedure, last = v.day("procedure_date"), v.day("last_dose_date")
    if procedure is not None and last is not None and last > procedure:
        message = f"末次用药日期 {last.isoformat()} 晚于操作日期 {procedure.isoformat()}，请核对"
        raise CalculatorInputError(FieldError("last_dose_date", "inconsistent", message))
    return procedure, last


def _action(v: Values) -> str | None:
    if v.flag("onj"):
        return "stop"
    invasive = v.flag("invasive")
    return None if invasive is None else ("hold" if invasive else "no_hold")


def _window(action: str | None, procedure: dt.date | None, last: dt.date | None) -> dict[str, dt.date | None]:
    """Hold from 3 months before to 3 months after, antibiotics from 1 day before to 3 days after (CSCO 5.2.2)."""
    held = procedure if action == "hold" else None
    return {
        "hold_from": None if held is None else plus_months(held, -HOLD_MONTHS),
        "resume_not_before": None if held is None else plus_months(held, HOLD_MONTHS),
        "antibiotic_from": None if held is None else held - dt.timedelta(days=1),
        "antibiotic_to": None if held is None else held + dt.timedelta(days=3),
        "earliest_procedure_date": plus_months(last, HOLD_MONTHS) if action == "hold" and last is not None else None,
    }


def _notices(
    v: Values, action: str | None, window: dict[str, dt.date | None], last: dt.date | None
) -> tuple[Notice, ...]:
    codes = []
    if action == "stop":
        codes.append("onj_stop_drug")
    if action == "hold" and v.code("drug") == "denosumab":
        codes.append("denosumab_hold_vs_rebound")
    hold_from = window["hold_from"]
    if hold_from is not None and last is not None and last > hold_from:
        codes.append("prehold_incomplete")
    return tuple(map(notice, codes))


def _steps(procedure: dt.date | None, last: dt.date | None, window: dict[str, dt.date | None]) -> tuple[str, ...]:
    steps = []
    if procedure is not None and window["hold_from"] is not None:
        steps.append(f"{procedure} − 3 个月 = {window['hold_from']}；+ 3 个月 = {window['resume_not_before']}")
        steps.append(f"{procedure} − 1 天 = {window['antibiotic_from']}；+ 3 天 = {window['antibiotic_to']}")
    if last is not None and window["earliest_procedure_date"] is not None:
        steps.append(f"末次用药 {last} + 3 个月 = {window['earliest_procedure_date']}")
    return tuple(steps)


def _sentence(action: str, window: dict[str, dt.date | None]) -> str:
    if action == "stop":
        return f"已发生颌骨坏死（ONJ）：停用骨靶向药物，多数在中位 4 个月（2～6 个月）愈合后可重新开始（CSCO 5.2.2）。{HYGIENE}"
    if action == "no_hold":
        return f"非侵入性操作，无需停药。{HYGIENE}"
    text = (
        f"侵入性操作：{window['hold_from']} 起停药，{window['resume_not_before']} 之前不恢复；"
        f"{window['antibiotic_from']} 至 {window['antibiotic_to']} 预防性抗感染（CSCO 5.2.2）。"
    )
    if window["earliest_procedure_date"] is not None:
        text += f"按末次用药，最早可于 {window['earliest_procedure_date']} 操作。"
    return text + HYGIENE


def dental_rule(v: Values) -> Outcome:
    """Hold of bone-targeted drugs and antibiotics around a dental procedure (CSCO 5.2.2(2))."""
    procedure, last = _dates(v)
    action = _action(v)
    window = _window(action, procedure, last)
    result = {"action": action, **window}
    notices = _notices(v, action, window, last)
    steps = _steps(procedure, last, window)
    onj = v.unknown("onj")
    if action is None:
        return Outcome(result, determined=False, possible=("hold", "no_hold"), missing=("invasive", *onj),
                       notices=notices)  # fmt: skip
    if action == "hold" and procedure is None:
        sentence = "侵入性操作前后各停药 3 个月；请填操作日期以推算停药与恢复日期。"
        return Outcome(result, sentence, determined=False, missing=("procedure_date", *v.unknown("drug"), *onj),
                       notices=notices, steps=steps)  # fmt: skip
    missing = (*(v.unknown("drug") if action == "hold" else ()), *onj)
    return Outcome(result, _sentence(action, window), missing=missing, notices=notices, steps=steps)


DENTAL_HOLD = Calculator(
    name="dental_procedure_hold",
    title="牙科操作停药窗口",
    field="骨病",
    purpose="侵入性牙科操作前后骨靶向药物的停药、恢复与预防性抗感染日期",
    inputs=(
        date("procedure_date", "操作日期", aliases=("拔牙日期", "手术日期", "牙科操作日期", "种植日期")),
        date("last_dose_date", "末次用药日期", aliases=("末次用药", "最后一次用药", "上次用药")),
        DRUG,
        boolean("invasive", "侵入性操作", aliases=("拔牙", "种植牙", "牙槽手术", "侵入性牙科操作")),
        boolean("onj", "已发生颌骨坏死", aliases=("ONJ", "颌骨坏死", "下颌骨坏死")),
    ),
    rule=dental_rule,
    rule_zh="侵入性操作：前 3 个月与后 3 个月停药；操作前 1 天至操作后 3 天预防性抗感染。非侵入性：不停药。已发生颌骨坏死：停药。",
    sources=(Source("csco-mbd-2024", "5.2.2"), Source("csco-mbd-2024", "表2"), Source("nccn-mm-2022v5", "MYEL-H")),
    words=ACTION_WORDS,
    aliases=("拔牙停药", "牙科停药", "双膦酸盐拔牙", "地舒单抗拔牙", "颌骨坏死"),
)
