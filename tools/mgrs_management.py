"""Treatment path and response criteria of monoclonal gammopathy of renal significance (MGRS)."""

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import Option, boolean, choice
from tools.messages import Notice, notice

FIELD = "相关丙种球蛋白病"
TREATMENT = {"IgG": "MM_MYEL-4", "IgA": "MM_MYEL-4", "FLC": "MM_MYEL-4", "IgM": "WM_LPL_guideline",
             "MBL": "CLL_SLL_guideline"}  # fmt: skip
RESPONSE = {"IgG": "MM_MYEL-E", "IgA": "MM_MYEL-E", "FLC": "AL_criteria", "IgM": "WM_criteria", "MBL": None}
UNMEASURABLE = "renal_function_and_marrow_or_imaging"
MANAGEMENT_WORDS = {
    "MM_MYEL-4": "MM 流程（MYEL-4）", "WM_LPL_guideline": "WM/LPL 指南", "CLL_SLL_guideline": "CLL/SLL 指南",
    "MM_MYEL-E": "MM 疗效标准（MYEL-E）", "WM_criteria": "WM 疗效标准", "AL_criteria": "轻链淀粉样变性疗效标准",
    UNMEASURABLE: "肾功能及骨髓或影像学",
}  # fmt: skip


def _management_notices(kind: str, unmeasurable: bool) -> tuple[Notice, ...]:
    code = {"FLC": "flc_treat_mm_respond_al", "MBL": "mbl_response_not_stated"}.get(kind)
    return () if code is None or unmeasurable else (notice(code),)


def mgrs_management_rule(v: Values) -> Outcome:
    """Treatment path and response criteria of MGRS by clone (NCCN MGRS-2)."""
    kind, unmeasurable = v.code("type"), v.flag("monoclonal_protein_measurable") is False
    missing = v.unknown("type", "monoclonal_protein_measurable")
    if kind is None:
        result = {"treatment": None, "response": UNMEASURABLE if unmeasurable else None}
        return Outcome(result, determined=False, possible=tuple(dict.fromkeys(TREATMENT.values())), missing=missing)
    treatment, response = TREATMENT[kind], UNMEASURABLE if unmeasurable else RESPONSE[kind]
    criteria = MANAGEMENT_WORDS[response] if response else "原文未给出"
    sentence = f"治疗：{MANAGEMENT_WORDS[treatment]}；疗效标准：{criteria}。依据 NCCN MGRS-2；有神经毒性的全身药物须慎用（脚注 a）。"
    steps = (f"类型 {kind} → 治疗按{MANAGEMENT_WORDS[treatment]}",
             f"单克隆蛋白{'不可测量' if unmeasurable else '未填为不可测量'} → 疗效标准：{criteria}")  # fmt: skip
    return Outcome({"treatment": treatment, "response": response}, sentence, missing=missing,
                   notices=_management_notices(kind, unmeasurable), steps=steps)  # fmt: skip


MGRS_MANAGEMENT = Calculator(
    name="mgrs_management",
    title="MGRS 治疗与疗效标准路径",
    field=FIELD,
    purpose="确诊 MGRS 后按克隆类型选择治疗指南与疗效标准",
    inputs=(
        choice("type", "MGRS 类型", (
            Option("IgG", "IgG 型", ("IgG型", "IgG-κ", "IgG-λ", "IgGκ", "IgGλ")),
            Option("IgA", "IgA 型", ("IgA型", "IgA-κ", "IgA-λ", "IgAκ", "IgAλ")),
            Option("IgM", "IgM 型", ("IgM型", "IgM-κ", "IgM-λ", "IgMκ", "IgMλ")),
            Option("FLC", "游离轻链型", ("轻链型", "轻链", "κ轻链", "λ轻链")),
            Option("MBL", "具单克隆 B 淋巴细胞增多症（MBL）特征", ("单克隆B淋巴细胞增多症",)),
        ), aliases=("MGRS类型", "M蛋白类型")),
        boolean("monoclonal_protein_measurable", "单克隆蛋白可测量",
                aliases=("M蛋白可测量", "单克隆蛋白可测量", "可测量病变")),
    ),
    rule=mgrs_management_rule,
    rule_zh="IgG、IgA、游离轻链型按 MM 治疗，IgM 型按 WM/LPL 指南，有 MBL 特征按 CLL/SLL 指南；疗效：IgG、IgA 用 MM 标准，IgM 用 WM 标准，"
            "游离轻链型用淀粉样变性标准；单克隆蛋白不可测量时看肾功能及骨髓或影像。",
    sources=(Source("nccn-mm-2022v5", "MGRS-2"),),
    words=MANAGEMENT_WORDS,
    aliases=("MGRS治疗", "MGRS管理", "MGRS疗效标准"),
)  # fmt: skip
