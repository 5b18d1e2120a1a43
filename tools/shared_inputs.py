"""Inputs that several calculators share, each written once."""

from fractions import Fraction

from tools.inputs import Option, boolean, choice, number, quantity

B2M = quantity(
    "b2m", "b2m",
    aliases=("β2-MG", "β2MG", "b2-MG", "β2M", "B2M", "β2微球蛋白", "β2-微球蛋白", "b2微球蛋白", "b2微球", "血β2微球蛋白",
             "血清β2微球蛋白", "二微球", "β2-M"),
    help="治疗前的血清值；肾功能不全时也会升高",
)  # fmt: skip
ALBUMIN = quantity(
    "albumin", "albumin",
    aliases=("ALB", "白蛋白", "血清白蛋白", "血白蛋白", "清蛋白", "Alb"), help="治疗前的血清白蛋白",
)  # fmt: skip
LDH = quantity("ldh", "ldh", aliases=("LDH", "乳酸脱氢酶"))
LDH_ULN = quantity(
    "ldh_uln", "ldh", label="LDH 正常上限", bounds=(Fraction(100), Fraction(1000)),
    aliases=("LDH正常上限", "LDH上限"), help="本院化验单的正常上限",
)  # fmt: skip
LDH_STATUS = choice(
    "ldh_status", "LDH 正常/升高",
    (Option("normal", "正常", ("不高", "未升高")), Option("high", "升高", ("增高", "偏高", "高"))),
)  # fmt: skip
DEL17P = boolean(
    "del17p",
    "del(17p)",
    aliases=(
        "del(17p)",
        "del17p",
        "17p缺失",
        "17p-",
        "TP53缺失",
        "P53缺失",
        "17p13缺失",
        "P53(17p13)缺失",
        "17号染色体短臂缺失",
    ),
)
T_4_14 = boolean("t_4_14", "t(4;14)", aliases=("t(4;14)", "IGH/FGFR3", "IGH::FGFR3"))
T_14_16 = boolean("t_14_16", "t(14;16)", aliases=("t(14;16)", "IGH/MAF", "IGH::MAF"))
AGE = quantity("age", "age", aliases=("年龄", "岁"))
SEX = choice("sex", "性别", (Option("male", "男", ("M", "m", "男性")), Option("female", "女", ("F", "f", "女性"))))
WEIGHT = quantity("weight", "weight", aliases=("体重", "BW", "Wt"))
HEIGHT = quantity("height", "height", aliases=("身高", "Ht", "个子", "身长"))
CREATININE = quantity(
    "creatinine", "creatinine",
    aliases=("肌酐", "血肌酐", "血清肌酐", "Scr", "SCr", "Cr", "Crea", "CREA", "creatinine"),
    help="稳定状态的血清肌酐；急性变化或透析时公式不成立",
)  # fmt: skip
CRCL = quantity(
    "crcl", "crcl",
    aliases=(
        "肌酐清除率", "CrCl", "CCr", "Ccr", "CLcr", "CLCr", "内生肌酐清除率", "内生清除率",
        *(f"{name}{of}{what}" for name in ("Cockcroft-Gault", "Cockcroft", "CG") for of in ("", "公式", "法", "公式法", "公式算得", "法算得", "算得", "估算")
          for what in ("清除率", "肌酐清除率")),
    ), help="Cockcroft-Gault 肌酐清除率",
)  # fmt: skip
DIALYSIS = boolean("dialysis", "透析", aliases=("透析", "血透", "血液透析", "腹透", "HD", "规律透析"))
ASIAN = boolean("asian", "亚洲人种", aliases=("亚裔", "亚洲人", "黄种人", "中国人", "汉族"))
VTE_HISTORY = boolean(
    "vte_history", "既往静脉血栓史",
    aliases=("血栓史", "VTE史", "深静脉血栓", "DVT", "肺栓塞", "PE史", "静脉血栓", "VTE"),
)  # fmt: skip
IMID = boolean("imid", "使用免疫调节药物", aliases=("IMiD", "免疫调节剂", "免疫调节药物"), role="information")
DEX_PER_CYCLE = number(
    "dex_mg_per_cycle", "地塞米松每周期总量", "0", "2000", unit="mg", aliases=("地塞米松每周期", "每周期地塞米松"),
)  # fmt: skip
BMI_INPUT = number("bmi", "BMI", "8", "100", unit="kg/m²", aliases=("BMI", "体重指数", "体质指数"))
EGFR = quantity(
    "egfr", "egfr", aliases=("eGFR", "估算肾小球滤过率", "肾小球滤过率", "GFR"), help="不是肌酐清除率；药物剂量表多按肌酐清除率",
)  # fmt: skip
PLATELETS = quantity("platelets", "plt", aliases=("血小板", "PLT", "plt", "血小板计数", "BPC"))
CALCIUM = quantity(
    "calcium", "calcium",
    label="血钙（总钙）", aliases=("血钙", "Ca", "总钙", "血清钙", "血清总钙", "钙", "血钙高", "血钙低", "血钙偏高", "血钙偏低"),
    help="化验单上的血清总钙，未经白蛋白校正",
)  # fmt: skip
CORRECTED_NAMES = (
    "校正血钙", "校正钙", "校正后血钙", "白蛋白校正血钙", "校正Ca", "校正后钙", "校正后Ca", "白蛋白校正后钙", "血钙校正后", "血钙(校正)",
    "血钙(校正后)", "矫正血钙", "矫正钙", "校正血清钙",
)  # fmt: skip
CORRECTED_CALCIUM = quantity(
    "corrected_calcium", "calcium",
    label="校正血钙", aliases=CORRECTED_NAMES, help="经白蛋白校正后的血钙",
)  # fmt: skip
HB = quantity("hb", "hb", aliases=("Hb", "HGB", "HB", "Hgb", "血红蛋白", "血色素", "血红蛋白浓度"))
SERUM_M = quantity(
    "serum_m", "mprotein",
    aliases=("M蛋白", "血清M蛋白", "血M蛋白", "M-蛋白", "M成分", "M峰", "单克隆蛋白", "M蛋白定量"),
    help="血清蛋白电泳定量的单克隆蛋白，不是总 IgG/IgA",
)  # fmt: skip
URINE_M = quantity(
    "urine_m", "urine", label="24 h 尿 M 蛋白（本周蛋白）",
    aliases=("尿M蛋白", "24h尿M蛋白", "24小时尿M蛋白", "本周蛋白", "本-周蛋白", "尿本周蛋白", "尿轻链", "24h尿轻链"),
    help="24 小时尿中的单克隆蛋白，不是尿总蛋白",
)  # fmt: skip
KAPPA = quantity(
    "kappa", "flc", label="血清游离 κ 轻链",
    aliases=("κ", "kappa", "游离κ", "血清游离κ", "sFLC-κ", "FLC-κ", "κ游离轻链", "游离kappa", "κ-FLC", "游离轻链κ", "K轻链", "游离kappa轻链", "游离κ轻链", "卡帕"),
)  # fmt: skip
LAMBDA = quantity(
    "lambda", "flc", label="血清游离 λ 轻链",
    aliases=("λ", "lambda", "游离λ", "血清游离λ", "sFLC-λ", "FLC-λ", "λ游离轻链", "游离lambda", "λ-FLC", "游离轻链λ", "L轻链", "游离lambda轻链", "游离λ轻链", "拉姆达"),
)  # fmt: skip
BMPC = quantity(
    "bmpc", "percent", label="克隆性骨髓浆细胞比例",
    aliases=("BMPC", "骨髓浆细胞", "浆细胞", "骨髓浆细胞比例", "骨穿浆细胞", "克隆性浆细胞", "克隆性骨髓浆细胞", "骨髓浆细胞占"),
    help="穿刺与活检取较高者；0 表示无克隆性浆细胞",
)  # fmt: skip
AMYLOIDOSIS = boolean("amyloidosis", "淀粉样变性", aliases=("淀粉样变", "淀粉样变性", "AL淀粉样变", "刚果红阳性"))
INVOLVED_CHAIN = choice(
    "involved_chain", "受累轻链",
    (Option("kappa", "κ 型", ("κ", "kappa链", "κ轻链", "κ型")), Option("lambda", "λ 型", ("λ", "lambda链", "λ轻链", "λ型"))),
    aliases=("受累轻链", "受累链", "轻链型别"), role="option", help="不填时由 κ/λ 比值判定",
)  # fmt: skip
RESPONSE_OPTIONS = (
    Option("sCR", "严格意义的完全缓解（sCR）", ("SCR", "严格完全缓解", "严格意义的完全缓解")), Option("CR", "完全缓解（CR）", ("完全缓解",)),
    Option("VGPR", "很好的部分缓解（VGPR）", ("非常好的部分缓解", "很好的部分缓解", "非常好部分缓解")),
    Option("PR", "部分缓解（PR）", ("部分缓解",)), Option("MR", "微小缓解（MR）", ("微小缓解", "轻微缓解")),
    Option("SD", "疾病稳定（SD）", ("疾病稳定", "稳定")), Option("PD", "疾病进展（PD）", ("疾病进展", "进展")),
)  # fmt: skip
DRUG_OPTIONS = (
    Option("bortezomib", "硼替佐米", ("万珂", "Velcade", "BTZ")), Option("carfilzomib", "卡非佐米", ("Kyprolis", "CFZ")),
    Option("ixazomib", "艾沙佐米", ("伊沙佐米", "恩莱瑞", "Ninlaro")),
    Option("daratumumab", "达雷妥尤单抗", ("达雷木单抗", "达拉妥尤单抗", "兆珂", "Darzalex", "dara", "Dara")),
    Option("isatuximab", "艾沙妥昔单抗", ("伊沙妥昔单抗", "isatuximab-irfc", "Isatuximab", "Sarclisa")),
    Option("elotuzumab", "埃罗妥珠单抗", ("埃洛妥珠单抗", "Empliciti")),
    Option("lenalidomide", "来那度胺", ("瑞复美", "雷那度胺", "Revlimid")), Option("thalidomide", "沙利度胺", ("反应停",)),
    Option("pomalidomide", "泊马度胺", ("安跃", "Pomalyst")),
    Option("high_dose_dexamethasone", "大剂量地塞米松", ("高剂量地塞米松", "大剂量地米", "高剂量地米")),
    Option("low_dose_dexamethasone", "小剂量地塞米松", ("低剂量地塞米松", "小剂量地米", "低剂量地米")),
    Option("teclistamab", "特立妥单抗", ("替利妥昔单抗", "替立他单抗", "Tecvayli")), Option("elranatamab", "埃纳妥单抗", ("埃拉那单抗", "埃尔那他单抗")),
    Option("talquetamab", "塔奎妥单抗", ("塔尔奎单抗", "塔奎他单抗")), Option("ide_cel", "艾基维仑赛（ide-cel）", ("ide-cel", "idecabtagene vicleucel")),
    Option("cilta_cel", "西达基奥仑赛（cilta-cel）", ("cilta-cel", "ciltacabtagene autoleucel", "西达基奥仑赛")),
    Option("belantamab", "玛贝兰妥单抗", ("belantamab mafodotin", "贝兰他单抗")), Option("selinexor", "塞利尼索", ("希维奥",)),
    Option("cyclophosphamide", "环磷酰胺", ("CTX",)), Option("melphalan", "美法仑", ("马法兰",)), Option("bendamustine", "苯达莫司汀", ()),
    Option("venetoclax", "维奈克拉", ("维奈托克", "唯可来")), Option("other", "其他药物", ("其他",)),
)  # fmt: skip
FLC_RATIO_INVOLVED = number(
    "flc_ratio_involved", "受累/非受累 FLC 比值", "0", "100000",
    aliases=("FLC比值", "FLCr", "sFLC比值", "游离轻链比值", "受累/非受累比值", "受累与非受累FLC比值"),
    help="受累链除以非受累链，不是 κ/λ",
)  # fmt: skip
