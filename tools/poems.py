"""POEMS syndrome: diagnosis and treatment path."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice, integer, number
from tools.logic import all_true, any_true, negate
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show

FIELD = "相关丙种球蛋白病"
DISPENZIERI = Source("LIT", "Dispenzieri 2019, doi:10.1002/ajh.25495")
MANDATORY = {"polyneuropathy": "多发性神经病", "monoclonal_plasma_cell_disorder": "单克隆浆细胞增殖症"}
MAJOR = {"castleman": "Castleman 病", "sclerotic_bone_lesions": "骨硬化病变", "vegf_elevated": "VEGF 升高"}
MINOR = {
    "organomegaly": "器官肿大", "volume_overload": "血管外容量负荷过重", "endocrinopathy": "内分泌疾病",
    "skin_changes": "皮肤变化", "papilloedema": "视乳头水肿", "thrombocytosis_or_polycythaemia": "血小板/红细胞增多症",
}  # fmt: skip
VEGF = number("vegf", "血浆 VEGF", "0", "100000", unit="pg/mL", aliases=("VEGF", "血管内皮生长因子", "血VEGF"))
VEGF_ULN = number("vegf_uln", "VEGF 正常上限", "0", "100000", unit="pg/mL", aliases=("VEGF正常上限", "VEGF上限"))


def _vegf_elevated(v: Values) -> bool | None:
    stated, vegf, limit = v.flag("vegf_elevated"), v.num("vegf"), v.num("vegf_uln")
    measured = None if vegf is None or limit is None else vegf > limit
    if stated is not None and measured is not None and stated != measured:
        message = f"“VEGF 升高”与所填 VEGF {show(vegf or Fraction(0))}、上限 {show(limit or Fraction(0))} 矛盾，请核对"
        raise CalculatorInputError(FieldError("vegf_elevated", "inconsistent", message))
    return stated if stated is not None else measured


def _endocrine(v: Values) -> bool | None:
    """Diabetes or thyroid abnormality alone does not count (note to POEMS-3)."""
    return all_true(v.flag("endocrinopathy"), negate(v.flag("endocrine_only_dm_or_thyroid")))


def _criteria(v: Values) -> tuple[dict[str, bool | None], dict[str, bool | None], dict[str, bool | None]]:
    mandatory = {name: v.flag(name) for name in MANDATORY}
    major = {name: v.flag(name) for name in MAJOR} | {"vegf_elevated": _vegf_elevated(v)}
    minor = {name: v.flag(name) for name in MINOR} | {"endocrinopathy": _endocrine(v)}
    return mandatory, major, minor


def _asked(v: Values, criterion: str) -> tuple[str, ...]:
    """Inputs that would settle an unknown criterion."""
    if criterion == "endocrinopathy":
        return v.unknown("endocrinopathy", "endocrine_only_dm_or_thyroid")
    if criterion == "vegf_elevated" and (v.has("vegf") or v.has("vegf_uln")):
        return v.unknown("vegf", "vegf_uln")
    return (criterion,)


def _missing(v: Values, *parts: tuple[bool | None, dict[str, bool | None]]) -> tuple[str, ...]:
    unknown = (name for state, table in parts if state is None for name, s in table.items() if s is None)
    return tuple(asked for name in unknown for asked in _asked(v, name))


def _count(table: dict[str, bool | None]) -> int | None:
    return None if None in table.values() else sum(s is True for s in table.values())


def _counted(table: dict[str, bool | None]) -> str:
    known = sum(s is True for s in table.values())
    return f"{known}/{len(table)}{'（尚有未评估项）' if None in table.values() else ''}"


def _line(title: str, labels: dict[str, str], table: dict[str, bool | None]) -> str:
    words = {True: "是", False: "否", None: "未知"}
    return f"{title}：" + "；".join(f"{labels[name]} {words[state]}" for name, state in table.items())


def _diagnosis_notices(v: Values) -> tuple[Notice, ...]:
    codes = []
    if v.flag("endocrine_only_dm_or_thyroid"):
        codes.append("dm_thyroid_alone_not_counted")
    if v.flag("castleman") and v.flag("monoclonal_plasma_cell_disorder") is False:
        codes.append("castleman_variant")
    if v.code("light_chain") == "kappa":
        codes.append("non_lambda")
    close = near(VEGF, v.num("vegf"), v.num("vegf_uln") or Fraction(0))
    return tuple(notice(code) for code in codes) + close


def poems_diagnosis_rule(v: Values) -> Outcome:
    """POEMS syndrome (NCCN POEMS-3 table 1; Dispenzieri 2019): both mandatory, one other major, one minor."""
    mandatory, major, minor = _criteria(v)
    parts = all_true(*mandatory.values()), any_true(*major.values()), any_true(*minor.values())
    poems = all_true(*parts)
    result = {
        "poems": poems, "mandatory": parts[0], "other_major": parts[1], "minor": parts[2],
        "n_other_major": _count(major), "n_minor": _count(minor),
    }  # fmt: skip
    steps = (_line("强制性（须全部）", MANDATORY, mandatory), _line("其他主要（至少 1 项）", MAJOR, major),
             _line("次要（至少 1 项）", MINOR, minor))  # fmt: skip
    notices = _diagnosis_notices(v)
    if poems is None:
        missing = _missing(v, *zip(parts, (mandatory, major, minor), strict=True))
        return Outcome(result, "", False, (True, False), missing, notices, steps)
    state = {True: "满足", False: "不满足", None: "未知"}[parts[0]]
    sentence = (
        f"{POEMS_WORDS[str(poems)]} POEMS 综合征诊断标准（强制性{state}，其他主要 {_counted(major)}，次要 {_counted(minor)}），"
        "依据 NCCN POEMS-3 表 1。"
    )
    sentence += "治疗见 POEMS-2；" if poems else ""
    sentence += "如诊断为 MM、WM、Castleman 病或淀粉样变性，按相应指南处理（POEMS-1）。"
    return Outcome(result, sentence, notices=notices, steps=(*steps, f"→ {POEMS_WORDS[str(poems)]}"))


POEMS_WORDS = {"True": "符合", "False": "不符合"}

POEMS_DIAGNOSIS = Calculator(
    name="poems_diagnosis",
    title="POEMS 综合征诊断",
    field=FIELD,
    purpose="判断是否符合 POEMS 综合征的诊断标准",
    inputs=(
        boolean("polyneuropathy", "多发性神经病（典型为脱髓鞘性）", aliases=("多发性神经病", "多发性周围神经病", "周围神经病")),
        boolean("monoclonal_plasma_cell_disorder", "单克隆浆细胞增殖症",
                aliases=("单克隆浆细胞病", "单克隆浆细胞增殖", "克隆性浆细胞病", "M蛋白阳性", "免疫固定电泳阳性")),
        boolean("castleman", "Castleman 病", aliases=("Castleman", "卡斯特曼病", "巨淋巴结增生症")),
        boolean("sclerotic_bone_lesions", "骨硬化病变", aliases=("骨硬化", "硬化性骨病变", "成骨性病变")),
        boolean("vegf_elevated", "VEGF 升高", aliases=("VEGF升高", "VEGF增高")),
        VEGF, VEGF_ULN,
        boolean("organomegaly", "器官肿大（脾、肝、淋巴结）", aliases=("脾大", "肝大", "肝脾肿大", "脾肿大", "淋巴结肿大", "器官肿大")),
        boolean("volume_overload", "血管外容量负荷过重（浮肿、胸水、腹水）",
                aliases=("浮肿", "水肿", "胸腔积液", "胸水", "腹水", "心包积液")),
        boolean("endocrinopathy", "内分泌疾病",
                aliases=("内分泌异常", "性腺功能减退", "肾上腺皮质功能减退", "甲减", "高泌乳素", "糖尿病")),
        boolean("endocrine_only_dm_or_thyroid", "内分泌异常仅为糖尿病或甲状腺异常", aliases=("仅糖尿病", "仅甲状腺异常"),
                help="仅有糖尿病或甲状腺异常不足以满足该次要标准"),
        boolean("skin_changes", "皮肤变化",
                aliases=("色素沉着", "多毛", "肾小球样血管瘤", "多血质", "手足发绀", "皮肤变黑", "白甲", "皮肤改变")),
        boolean("papilloedema", "视乳头水肿", aliases=("视盘水肿", "视神经乳头水肿", "视乳头水肿")),
        boolean("thrombocytosis_or_polycythaemia", "血小板增多症或红细胞增多症",
                aliases=("血小板增多", "红细胞增多", "红血球增多")),
        choice("light_chain", "轻链类型", (Option("kappa", "κ", ("κ型", "kappa型")), Option("lambda", "λ", ("λ型", "lambda型"))),
               aliases=("轻链", "轻链类型"), role="information"),
    ),
    rule=poems_diagnosis_rule,
    rule_zh="两项强制性标准（多发性神经病、单克隆浆细胞增殖症）须同时具备，另加至少一项其他主要标准（Castleman 病、骨硬化病变、VEGF 升高）"
            "和至少一项次要标准；仅有糖尿病或甲状腺异常不计。",
    sources=(Source("nccn-mm-2022v5", "POEMS-3 表1"), Source("nccn-mm-2022v5", "POEMS-1"), DISPENZIERI),
    words=POEMS_WORDS,
    aliases=("POEMS", "POEMS综合征", "POEMS诊断", "POEMS诊断标准"),
)  # fmt: skip

PATH_WORDS = {"radiotherapy_alone": "单独放疗", "transplant": "适合移植", "non_transplant": "不适合移植"}
_PAIRS = "来那度胺、硼替佐米、美法仑、环磷酰胺或泊马度胺之一联合地塞米松"
_CAUTION = "硼替佐米可加重神经病变。依据 NCCN POEMS-2。"
_PATH_SENTENCES = {
    "radiotherapy_alone": "单独放疗：少于 3 处的孤立骨病变且无克隆性骨髓浆细胞。依据 NCCN POEMS-2（原文未给剂量）。",
    "transplant": f"适合移植：自体造血干细胞移植，可单用或在诱导（{_PAIRS}）后进行；{_CAUTION}",
    "non_transplant": f"不适合移植：{_PAIRS}；{_CAUTION}",
}


def _paths(alone: bool | None, candidate: bool | None) -> tuple[str, ...]:
    systemic = [path for path, fits in (("transplant", True), ("non_transplant", False)) if candidate in (fits, None)]
    if alone is None:
        return ("radiotherapy_alone", *systemic)
    return ("radiotherapy_alone",) if alone else tuple(systemic)


def poems_treatment_rule(v: Values) -> Outcome:
    """Treatment path of POEMS syndrome (NCCN POEMS-2) by bone lesions and clonal marrow plasma cells."""
    lesions, clonal, candidate = (
        v.num("bone_lesions"),
        v.flag("clonal_marrow_plasma_cells"),
        v.flag("transplant_candidate"),
    )
    few = None if lesions is None else 1 <= lesions <= 2
    alone = all_true(few, negate(clonal))
    paths = _paths(alone, candidate)
    words = {True: "是", False: "否", None: "未知"}
    steps = (
        f"孤立骨病变 {'未知' if lesions is None else show(lesions) + ' 处'}（1–2 处：{words[few]}）",
        f"克隆性骨髓浆细胞：{words[clonal]} → 可单独放疗：{words[alone]}",
        f"适合移植：{words[candidate]}",
    )
    notices = (notice("poems_three_lesions"),) if lesions == 3 and clonal is False else ()
    missing = v.unknown("bone_lesions", "clonal_marrow_plasma_cells") if alone is None else ()
    missing += v.unknown("transplant_candidate") if alone is not True else ()
    if len(paths) > 1:
        return Outcome({"path": None}, "", False, paths, missing, notices, steps)
    conclusion = f"→ {PATH_WORDS[paths[0]]}"
    return Outcome({"path": paths[0]}, _PATH_SENTENCES[paths[0]], missing=missing, notices=notices,
                   steps=(*steps, conclusion))  # fmt: skip


POEMS_TREATMENT = Calculator(
    name="poems_treatment_path",
    title="POEMS 治疗路径",
    field=FIELD,
    purpose="确诊 POEMS 综合征后选择单独放疗、移植或不含移植的全身治疗",
    inputs=(
        integer("bone_lesions", "孤立骨病变数", 0, 100, unit="处", aliases=("骨病变", "骨病灶", "骨硬化灶", "骨病灶数")),
        boolean("clonal_marrow_plasma_cells", "骨髓有克隆性浆细胞",
                aliases=("骨髓克隆性浆细胞", "克隆性骨髓浆细胞", "骨髓受累")),
        boolean("transplant_candidate", "适合自体移植", aliases=("适合移植", "移植候选", "可移植", "适合自体移植")),
    ),
    rule=poems_treatment_rule,
    rule_zh="1–2 处孤立骨病变且无克隆性骨髓浆细胞：单独放疗；否则适合移植者行自体移植（可先诱导），不适合者用含地塞米松的两药方案。",
    sources=(Source("nccn-mm-2022v5", "POEMS-2"), DISPENZIERI),
    words=PATH_WORDS,
    aliases=("POEMS治疗", "POEMS放疗", "POEMS怎么治"),
)  # fmt: skip
