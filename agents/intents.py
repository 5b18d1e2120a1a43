"""How people ask for the result of each calculator: by its name, or by what it is about and what is to be decided."""

import re
from dataclasses import dataclass
from functools import cached_property

_BONE = (
    r"唑来[膦磷]酸|唑来(?!膦|磷)|择泰|帕米[膦磷]酸|氯[屈]?[膦磷]酸|因卡[膦磷]酸|伊班[膦磷]酸|地舒单抗|地诺单抗|狄诺塞麦|安加维|"
    r"[双二][膦磷]酸盐|骨靶向|骨改良|骨修饰|骨针|骨病针|护骨针|骨保护|xgeva|prolia|denosumab|zoledron|zometa|密固达|BMA(?![A-Za-z])"
)
_LENALIDOMIDE = r"来那度胺|来那渡胺|瑞复美|雷那度胺|来那(?!替)|lenalidomide|revlimid|(?<![A-Za-z])len(?![A-Za-z])"
_POMALIDOMIDE = r"泊马度胺|泊马(?!沙)|安跃|pomalidomide|pomalyst"
_STEROID = r"地塞?米松|地米|泼尼松|强的松|泼尼松龙|甲泼尼龙|甲强龙|美卓乐|氢化可的松|氢考|可的松|倍他米松|曲安西龙|激素|(?<![A-Za-z])Dex(?![A-Za-z])"
_OPIOID = r"吗啡|阿片|羟考酮|奥施康定|美施康定|芬太尼|多瑞吉|曲马多|可待因|氢吗啡酮|美沙酮|丁丙诺啡|哌替啶|杜冷丁|泰勒宁|止痛(?:药|贴)"
_VTE = r"SAVED|IMPEDE|血栓|VTE|DVT|抗凝|肝素|克赛|阿司匹林|华法林|利伐沙班|阿哌沙班|沙班|栓塞|肚皮针"
_SMM = r"冒烟|SMM|无症状(?:性)?(?:的)?(?:多发性)?骨髓瘤|惰性骨髓瘤"
_CHAINS = r"轻链|FLC|κ|λ|kappa|lambda|卡帕|拉姆达"
# One criterion of the definition that asks for nothing but the light chains.
_OF_LIGHT = r"[^，,。；;]{0,6}(?:游离)?(?:轻链|FLC|Li(?![A-Za-z]))[^，,。；;]{0,4}(?:条|项|标准|达标|够|满足|符合)"
_WHETHER_BIOPSY = r"(?:要不要|是否|需不需要|是不是|该不该|需要|应该?|能不能|还要|做不做|用不用)[^，,。；;]{0,8}(?:活检|肾穿|穿刺)|(?:活检|肾穿)[^，,。；;]{0,6}(?:吗|不|[?？]|指征|建议|考虑|延)"
_DENTAL = r"拔牙|种植牙|种植体|种植(?:[一二12]期)?(?:手术|术(?!前)|修复)|(?:口腔|牙)(?:科)?种植|要求种植|种牙|植牙|洗牙|洁治|洁牙|补牙|根管|口腔(?:科)?(?:手术|操作|治疗)|牙科|牙周|智齿|镶牙|颌骨坏死|ONJ|看牙|牙槽|刮治|磨牙|拔除"
_RADIATION = r"放疗|放射(?:治疗)?|照射|电疗|烤电|(?<![A-Za-z])c?Gy(?![A-Za-z])|RT(?![A-Za-z])"
_TRANSPLANT = r"移植|ASCT|HSCT|HCT(?![A-Za-z])|采干|干细胞(?:采集|动员)?|序贯"
_DOSE = (
    r"剂量|(?<![A-Za-z])dos(?:e|ing)|(?<![尿总数质])量(?:(?:是|该|应|得|要)?(?:多少|几|多大|怎么|如何|呢)|(?:要|需要|用|该)?(?:不要?)?(?:改|减|调|变)|(?=[?？]))|照(?:常|旧|样|原)|原(?:量|剂量|来的?量)|计量|减量|调量|加量|调(?:整|一?下)|怎么(?:吃|用|给|调|打|开|改|减|输|服)|如何(?:吃|用|给|调|服|改|使用|用药)|用法|用量|给多少|(?:吃|用|打|给|开|服|减)多(?:少|大)|"
    r"几毫克|多少(?:毫克|mg)|几\s*mg|起始|够不够|合适(?:吗|不|么)|对不对|对(?:吗|不|么)(?=$|[?？，,。])|合理(?:吗|不|么)|要减吗|要不要减|需要减|减不减|减到|改成|该给|(?:吃|用|打|服|给|开)几|给\s*\d|\d+\s*mg[^，,。]{0,4}(?:行|对|可以|合适)|多大量|大量"
)
# 来那度胺？ behind a patient's kidney values asks for its dose.
_KIDNEY = r"肌酐|肌酸酐|CrCl|CCr|(?<![A-Za-z])S?Cr(?![A-Za-z])|清除率|GFR|透析|肾功能"
_MAY = r"(?:可以|能行|行|能)不(?=$|[?？，,。])|能不能|能否|可不可以|可以(?:直接)?(?:打|用|输|上|继续)|可否|能(?:直接|继续|再)?(?:打|用|输|上)|还能|敢不敢|行不行|行吗|可以[^，,。]{0,6}吗|能[^，,。不否]{0,8}(?:吗|不$|不[?？])"
_NEED = r"要不要|需不需要|需要[^，,。]{0,10}(?:吗|么|[?？])|该不该|是否(?:需要|应该?|要|有必要|考虑|推荐|建议)|有没有必要|有必要|用不用|应不应该?|应该[^，,。]{0,8}吗|要[^，,。]{0,8}吗|该[^，,。]{0,8}吗|推不推荐|推荐[^，,。]{0,8}吗"
_INDICATED = rf"适应证|适应症|指征|{_NEED}|值不值得|算[^，,。]{{0,4}}适应"


@dataclass(frozen=True)
class Intent:
    """A wish that means these calculators where it stands in an asking clause and `about` stands near it.

    Without `about` the wish names the result and suffices.
    """

    calculators: tuple[str, ...]
    wish: str
    about: str = ""

    @cached_property
    def wish_pattern(self) -> re.Pattern[str]:
        """The compiled wish."""
        return re.compile(self.wish, re.I)

    @cached_property
    def about_pattern(self) -> re.Pattern[str]:
        """The compiled subject."""
        return re.compile(self.about, re.I)


def _alone(name: str) -> str:
    """A name that is all that a clause says."""
    return rf"^[\s，,；;。]*(?:那么?|也是|也用|用|打|吃|上|想用|拟用|准备用)?\s*(?:{name})(?:二钠|注射液|胶囊)?\s*(?:呢|的话|怎么说)?[\s，,；;。?？！!]*$"


INTENTS = (
    Intent(("r2_iss",), r"R\s*-?\s*2\s*-?\s*ISS|R-?ISS\s*2|第[二2][次版](?:的)?修订"),
    Intent(("r_iss",), r"R\s*-?\s*ISS|(?<!第[二2][次版])(?<!第[二2][次版]的)修订.{0,4}(?:国际)?(?:分期|ISS)"),
    Intent(("iss",), r"(?<![A-Za-z0-9-])(?<!R-)(?<!R\s)(?<!修订)(?<!修订的)(?<!修订版)ISS|(?<!修订)(?<!修订的)国际分期"),
    Intent(("durie_salmon",), r"Durie|(?<![A-Za-z])D\s*-?\s*S\s*分?期|(?<![A-Za-z])DS(?![A-Za-z])|传统分期"),
    Intent(("staging",), r"(?<!AKI)(?<!肾损伤)(?<!肾病)(?<!CKD)(?<!肾脏病)(?<!损伤的)(?<!窗口)(?<![Gg])(?:分期|第?几期|哪一?期|期别|定(?:个|一下)?(?:分)?期|分(?:个|一?下)(?:分)?期|预后(?:分层|分组)|危险(?:度)?分层)"),
    Intent(("flc_ratio",), r"比值|比例|比是|比多少|之比|dFLC|差值|降幅|降(?:了|低)?(?:多少|百分|几|%)|受累(?:的)?(?:是)?(?:哪|链)|偏(?:高|哪)|克隆性|正常吗|异常吗|算不算异常", _CHAINS),
    Intent(("flc_ratio",), r"dFLC|(?:κ|kappa)\s*[/:比和与]\s*(?:λ|lambda)|sFLC\s*比"),
    Intent(("flc_ratio",), rf"(?:SLiM|CRAB|定义事件){_OF_LIGHT}|(?:游离)?轻链(?:比(?:值)?)?(?:这|那)一?[条项]"),
    Intent(("smm_20_2_20",), r"20\s*[/\-－—、]\s*2\s*[/\-－—、]\s*20|Mayo\s*2018|二十.二.二十"),
    Intent(("smm_20_2_20",), r"危险|风险|分层|高危|中危|低危|会不会.{0,6}(?:变成|进展|转)|进展(?:成|为|的)?.{0,6}(?:概率|可能|风险|快不快)|容易进展|几个因素", _SMM),
    Intent(("slim_crab",), rf"(?:SLiM|CRAB|定义事件)(?!{_OF_LIGHT})|MDE(?![A-Za-z])"),
    Intent(("slim_crab",), r"(?<!POEMS)(?:诊断|归类|分类|定性)(?:是|为|怎么下|怎么写|成立|属于|考虑|归|结论|如何|分型|应该?|上)?(?:什么|哪|[?？]|$|吗|谢|到)|(?:归|属|算|定)(?:于|为|到|在|是|成)?(?:哪|什么)(?:一)?(?:类|种|型|个(?:阶段|病))|是(?:什么|哪种)(?:病|类型|阶段)|什么(?:诊断|病)|下(?:什么|哪个|个)诊断|诊断(?:上)?(?:该|应)|明确诊断|重新(?:归类|诊断)"),
    Intent(("slim_crab",), r"(?:是|算|属于?|够|符合|考虑|诊断(?:为|成)?|还是|按|到)[^，,。；;]{0,8}(?:冒烟|SMM|无症状(?:性)?骨髓瘤|活动性|症状性|MGUS|意义[未不]明|孤立性(?!骨?浆细胞瘤?[^，,。；;]{0,6}(?:推荐|规定|要求|剂量|建议|放疗)))|(?:是|算|够|符合|诊断(?:为|成)?|达到|确诊)[^，,。；;]{0,6}(?:多发性)?(?:骨髓瘤|MM(?![A-Za-z]))(?!患者|病人|肾病)[^，,。；;]{0,6}(?:吗|么|不|[?？]|还是|标准|诊断|呢)|(?:能|可)(?:不能|否|以)?(?:确诊|诊断)[^，,。；;]{0,8}(?:骨髓瘤|MM(?![A-Za-z])|吗)"),
    Intent(("slim_crab",), r"要不要(?:开始)?(?:治疗|化疗|治)|需要(?:开始)?(?:治疗|化疗)吗|(?:只|继续|先)观察|能不能(?:先)?(?:不治|等等)|该(?:不该)?(?:启动|开始)?治疗(?:吗|了)|观察还是治疗|治疗还是观察|治不治", rf"{_SMM}|浆细胞\s*(?:比例)?\s*\d|MGUS"),
    Intent(("renal_status", "slim_crab"), r"[(（]R[)）]|R\s*[(（]肾|算(?:不算)?\s*R(?![A-Za-z0-9\-])|(?<![A-Za-z])R\s*(?:这|那)一?[条项]|的\s*R(?![A-Za-z0-9-])|肾(?:脏|功能|损害|功)?(?:这|那)(?:一)?(?:条|项).{0,8}(?:达标|够|算|符合|满足|成立)|(?<![A-Za-z])R(?:到底|究竟)?(?:(?:能|算)?成立|达标|满足)(?![^，,。；;]{0,2}[。；;，,])|CRAB.{0,12}R(?![A-Za-z])"),
    Intent(("renal_status",), r"肾功能不全|肾(?:脏)?(?:损害|受损|受累)|肾功(?:能)?(?:怎么样|如何|正常|好不好|判定|分级|算)|肾衰(?!竭患者)", ""),
    Intent(("corrected_calcium", "slim_crab"), r"[(（]C[)）]|(?<![A-Za-z])C\s*(?:算|达|够)|高钙.{0,6}(?:这|那)(?:一)?条|CRAB.{0,8}[C钙]|里(?:面)?的\s*C"),
    Intent(("poems_response",), r"疗效|缓解|进展|有效|改善|反应|好转|评估", r"POEMS"),
    Intent(("poems_treatment_path",), r"怎么治|如何治|治疗|路径|放疗还是|放疗|移植|方案|全身|怎么处理|选哪|走哪", r"POEMS"),
    Intent(("poems_diagnosis",), r"诊断|算不算|算|符合|够|是不是|成立|标准|确诊|能不能定|能定|满足|吗", r"POEMS"),
    Intent(("imwg_response",), r"疗效|达到?(?:了)?(?:什么|哪[种个级])[^，,。]{0,4}缓解|评(?:一)?(?:下)?效|缓解(?:程度|深度|等级|级别|状态|分级|到什么|了没|了吗|几级|什么|哪)|(?:到|达到?|算|是|属于?|评|够|够得上|算得上)(?:了|不)?(?:到|上)?(?:是)?\s*(?:s?CR|nCR|VGPR|PR|MR|SD|PD)(?![A-Za-z0-9])|(?:s?CR|VGPR|PR|MR|SD|PD)(?:还是|吗|了没|么|算不算)|(?:有没有|是否|算不算|算|是不是|达到?(?:了)?)(?:疾病)?进展|进展(?:了)?(?:吗|没|么|标准)|(?:治疗|药)(?:有没有|是否|有)(?:有)?效(?:果)?(?:吗)?|效果(?:怎么样|如何|好不好)"),
    Intent(("imwg_mrd",), r"MRD|微小残留|(?:流式|测序|NGS|NGF).{0,8}(?:阴性|阳性)"),
    Intent(("imwg_relapse",), r"(?:临床|CR后|缓解后|MRD.{0,6})复发|(?:算|是|属|达到?|符合|够|判|定)(?:不|于|是|作|为)?(?:算|是|到|上)?[^，,。]{0,4}复发|复发(?:了)?(?:吗|没|么|标准|成立)|复发算不算|是不是又?复发"),
    Intent(("relapse_regimen_eligibility",), r"什么条件|哪些[^，,。]{0,6}(?:方案|药)|(?:可选|备选)(?:的)?(?:方案|药)|(?:够|符合|满足|合)(?:不够|不符合)?(?:(?!复发)[^，,。]){0,10}(?:条件|线数|标准|要求|吗)|早期复发|晚期复发|(?:用|选|换|上)(?:什么|哪(?:个|些|种))(?:方案|药)?|什么方案|哪些方案|方案(?:可选|可以|怎么选|有哪些|选)|适用|能不能(?:用|上|做)|能(?:用|上|做)[^，,。]{0,12}吗|几线", r"复发|难治|耐药|经治|曾治|[一二三四五六七八\d]\s*线(?:了|后|失败|用药|耐药)|(?:既往|已|用过|经过?)[^，,。]{0,6}(?:\d+|[一二两三四五六])\s*线|\d+\s*线(?:治疗|方案)|CAR-?T|ide-?cel|cilta|塞利尼索|维奈克拉|特立妥|埃纳妥|塔奎妥|双抗"),
    Intent(("impede_vte",), r"IMPEDE"),
    Intent(("saved_vte",), r"SAVED"),
    Intent(("vte_score",), r"评分|打分|分数|风险(?:高|大|评|分|几|多|如何|怎么|等级)|几分|高危|低危|多少分", r"血栓|VTE|DVT|栓塞"),
    Intent(("vte_prophylaxis",), rf"预防(?!接种)|防(?:血)?栓|怎么(?:用|防|打|选|抗)|如何(?:用|处理|选|预防)|选(?:什么|哪)|(?:用|换|打|吃|上)(?:什么|哪)|能用|行不行|(?<!低危)(?<!中危)(?<!高危)(?<!剂量)还是(?![低中高]危)|要不要|{_NEED}|{_MAY}|处理|怎么办|(?:打|用|吃|停)不(?:打|用|吃|停)|要停|(?:用|打|吃)(?:到|多)(?:什么时候|久|何时)|抗凝[^，,。]{0,4}(?:疗程|停)", _VTE),
    Intent(("dexamethasone_cycle_dose",), r"(?:每|[一1]|单|整)个?(?:周期|疗程)[^，,。]{0,12}(?:多少|总|共|几|剂量|合计|用)|(?:周期|疗程)总(?:量|剂量)|总量|总共|累计|合计|分级|哪(?:一)?档|那档|几档|(?:算|是|属于?)(?:大|小|高|低|标准)剂量|剂量(?:级别|档次|分级)", r"地塞?米松|地米|DXM|(?<![A-Za-z])Dex|激素"),
    Intent(("dexamethasone_cycle_dose",), r"(?:SAVED|IMPEDE)(?:评分|量表)?(?:里面?|中|上)[^，,。；;]{0,8}(?:分|档)", r"^(?=.{0,60}$).*(?:地塞?米松|地米|(?<![A-Za-z])Dex)"),
    Intent(("dexamethasone_cycle_dose",), r"(?:SAVED|IMPEDE)[^，,。；;]{0,6}(?:算|属于?|是|归|按|哪|几)[^，,。；;]{0,4}(?:哪|几)?(?:一|1)?(?:档|(?:大|小|高|低|标准)剂量)", r"地塞?米松|地米|DXM|(?<![A-Za-z])Dex"),
    Intent(("dexamethasone_cycle_dose",), r"每(?:个)?(?:周期|疗程)(?:的)?总(?:量|剂量)"),
    Intent(("steroid_equivalence",), r"等效|换(?:成|算|为|用|[地泼强甲氢])|折(?:合|算|成|\s*[地泼强甲氢])(?!\d+\s*天)|相当|等(?:于|同)|转换|当量|替(?:换|代)(?:成|为)?|改(?:成|为)|是多少", _STEROID),
    Intent(("creatinine_clearance",), r"(?<!轻链)(?<!乳酸)(?:肌酐)?清除率|(?<![A-Za-z])C-?L?Cr(?:CL)?(?![A-Za-z])|CCr|CrCl|Cockcroft|(?<![A-Za-z])C-?G\s*(?:公式|法)"),
    Intent(("lenalidomide_renal_dose",), rf"{_DOSE}|{_MAY}|评估", _LENALIDOMIDE),
    Intent(("lenalidomide_renal_dose",), _alone(_LENALIDOMIDE), _KIDNEY),
    Intent(("pomalidomide_renal_dose",), _alone(_POMALIDOMIDE), _KIDNEY),
    Intent(("bone_agent_renal_dose",), _alone(_BONE), _KIDNEY),
    Intent(("pomalidomide_renal_dose",), rf"{_DOSE}|{_MAY}|怎么说|透析|肾|安全|全量", _POMALIDOMIDE),
    Intent(("egfr_mdrd",), r"MDRD"),
    Intent(("egfr_ckd_epi_2021",), r"e?GFR(?![A-Za-z])|CKD-?EPI|肾小球滤过率|CKD\s*(?:几期|分期|[Gg]几)"),
    Intent(("kdigo_aki_stage",), r"AKI|KDIGO|急性肾(?:损伤|衰|功能)"),
    Intent(("kdigo_aki_stage",), r"几\s*期|哪一?期|第几", r"^(?!.*(?:β2|ISS|白蛋白)).*(?:AKI|KDIGO|急性肾衰竭|肾损伤)(?!后|史|恢复|缓解|好转)"),
    Intent(("renal_support_targets",), r"够不够|够吗|达(?:到|标)|达没达|目标|多少|每小时|加快|要求|合格|充分|足够", r"水化|补液量|尿量|轻链(?:的)?(?:清除|下降|降低)|管型肾病|清除目标|血浆置换|高截留"),
    Intent(("bone_targeted_indication",), rf"{_INDICATED}", _BONE),
    Intent(("bone_agent_contraindications",), rf"禁忌|{_MAY}|安全吗|有没有问题|合适吗|能.{{0,6}}吗", _BONE),
    Intent(("bone_agent_renal_dose",), rf"{_DOSE}|{_MAY}|换(?:什么|成|哪)|改(?:用|成)什么|几毫克|(?:滴|输|泵|静滴|静注|推)(?:注)?(?:多(?:久|长)|几)|指导", _BONE),
    Intent(("bone_agent_renal_dose",), rf"^[^，,。]{{0,6}}(?:{_BONE})(?:二钠|注射液)?(?:用|给|打|该|是|要)*(?:多少|几)\s*(?:$|[?？。])"),
    Intent(("bone_agent_renal_dose",), r"还(?:能|可以|是)?(?:继续|接着)?(?:打|用|输|上)[^，,。]{0,8}(?:吗|不$|[?？])|不行(?:的话)?(?:用|换|改)(?:什么|啥|哪)|能?用(?:什么|哪)", rf"^(?=.*(?:{_KIDNEY})).*(?:{_BONE})"),
    Intent(("bone_agent_schedule",), r"间隔|(?:以后|往后|今后|之后|后面|后期)(?:还|该|应该|要|再|又|的)?(?:怎么|如何)(?:打|用|安排|办|给)|(?:可以|能)不(?:再)?(?:打|用)了|多久(?:打|用|输)?(?:一|1)次|几个月(?:打)?(?:一|1)次|拉长|延长|频(?:率|次)|\d+\s*个?月[^，,。]{0,6}(?:一|1)?次|改(?:成|为)?[^，,。]{0,4}(?:一季度|每季|三个月|3个月)|疗程|后续|接下来|下一步|起停|停用|停[^，,。]{0,8}(?:以后|之后|后)|怎么接|接什么|接着|(?<!直)接(?:着)?(?:用|打|上)?(?=唑来|帕米|[双二][膦磷]|地舒|地诺)|停多久|停几|何时停|什么时候停|从[^，,。]{0,6}停|(?:打|用)(?:到|满)?多(?:久|长)|打多少次|停药|能(?:不能)?停|可以停|要停|停了|停掉|还(?:要|需要?|用|得)(?:继续)?(?:打|用|吗)|继续(?:打|用)|重启|重新(?:开始|用|打)|恢复(?:用|使用|骨)|反弹|补(?:打|用|什么|一针|一次|1次|针)|(?:要不要|需不需要|需要|用不用|该不该|还要|还需要?)[^，,。；;]{0,4}(?:补(?!钙|液|充|铁|镁)|处理|接续|桥接|序贯|巩固)|满\s*(?:\d+|一|两|二)\s*(?:年|个月)|还(?:打|用)不(?:打|用)|停不停|继续不(?=$|[?？，,。])", rf"{_BONE}|骨病指南"),
    Intent(("dental_procedure_hold",), rf"停|够不够|够了?[吗没]|来得及|提前|恢复|什么时候|何时|哪天|多久|{_MAY}|{_NEED}|几个月|怎么安排|怎么办|注意", _DENTAL),
    Intent(("calcium_vitd_intake",), r"(?:补|吃|摄入|服)(?:充)?(?:多少|几|量|够|吗|法)|补(?:充)?[^，,。]{0,10}(?:多少|怎么|吗)|推荐(?:摄入)?量|每[天日][^，,。]{0,10}(?:多少|几)|各(?:多少|补)|要补|补钙|多少(?:mg|毫克|IU|单位)|(?:继续|接着|照常|照样)(?:补|吃|服|用)|停(?:掉|用|补|吃|服)?(?:吗|不停|[?？])|(?:要不要|该不该|是否|需不需要|用不用)(?:先|都|也)?(?:停|补|吃)", r"补钙|钙片|钙剂|钙尔奇|元素钙|维生素\s*D|维\s*D|VitD|(?<![A-Za-z])VD(?![A-Za-z])|骨化|补多少钙|补[^，,。；;]{0,6}钙|(?<![血高低总])钙[^，,。；;]{0,6}(?:补|吃|摄入)"),
    Intent(("corrected_calcium",), r"(?:校正|矫正|纠正)(?:之?后)?(?:的)?.{0,3}(?:血)?(?:钙|Ca(?![A-Za-z]))|(?:albumin[ -]*)?(?:corrected|adjusted)\s*(?:serum\s*)?(?:Ca(?![A-Za-z])|calcium)|钙.{0,8}(?:校正|矫正)|真实(?:的)?(?:血)?钙|白蛋白[^，,。；;]{0,4}(?:校正|换算|折算|修正|调整)|实际(?:的)?血钙"),
    Intent(("corrected_calcium",), r"(?:校正|矫正|纠正)(?:之?后)?(?:的)?(?:(?:是)?多少|[?？]|$)|校正值", r"钙|(?<![A-Za-z])Ca(?![A-Za-z])|ALB|白蛋白"),
    Intent(("corrected_calcium", "hypercalcaemia_action"), r"算(?:不算)?(?:是)?(?:高|升高|正常)|高不高|高吗|正常吗|偏高|升高(?:了)?吗|算不算", r"血钙|总钙|钙(?=\s*\d)"),
    Intent(("hypercalcaemia_action",), rf"处理|怎么办|怎么(?:降|治)|急(?:不急|吗|诊)|危象|危急|降钙|立即|马上|紧急|用什么|选什么|治疗|级别|分级|几级|{_NEED}", r"高钙|血钙(?![^，,。；;]{0,10}正常)|降钙|钙\s*\d(?![^，,。；;]{0,8}正常)"),
    Intent(("mgrs_management",), rf"^(?!.*(?:{_WHETHER_BIOPSY})).*(?:怎么治|如何治|治疗|按(?:照)?(?:什么|哪)|疗效|方案|管理|参照|遵循|走哪|路径|流程|哪条)", r"MGRS|肾脏意义"),
    Intent(("mgrs_biopsy",), r"肾(?:脏)?(?:活检|穿刺?|组织)[^，,。]{0,14}|穿(?:不穿|肾)", ""),
    Intent(("mgrs_biopsy",), rf"活检|{_NEED}|建议|考虑|延后|推迟|指征", r"MGRS|肾脏意义"),
    Intent(("mgns_suspicion",), r"要治|治疗|治不治|观察|干预|怀疑|可能(?:性)?|几度|高度|中度|低度|关系|有关|引起|是不是|处理|相关|算不算|判断|怎么", r"MGNS|神经学意义|神经(?:系统)?意义|抗?\s*MAG|IgM.{0,60}(?:神经病|麻木|感觉异常|手脚麻|发麻)|(?:神经病|麻木).{0,60}IgM"),
    Intent(("imwg_frailty",), r"衰弱|虚弱(?:评分|程度|吗)|frail|脆弱|体弱|弱不弱"),
    Intent(("imwg_frailty",), r"哪(?:一)?组|分组|分(?:到|在)哪|几分|打分|评分|评估", r"(?=.*(?<![A-Za-z])ADL)(?=.*IADL)|IMWG[^，,。；;]{0,4}(?:老年|体能|打分)"),
    Intent(("imwg_frailty",), r"耐受|强度|体质|分组|三药|减(?:低|量|强度)|适合(?:什么|哪)|能不能(?:上|用)", r"(?<![A-Za-z])I?ADL|高龄老|老年(?:评估|综合)"),
    Intent(("charlson_index",), r"Charlson|(?<![A-Za-z])CCI(?![A-Za-z])|合并症(?:指数|评分|几分|打分|负担)|查尔森"),
    Intent(("ecog",), r"ECOG|(?<![A-Za-z])PS\s*(?:评分|几|是|多少|打|[?？]|$)|体能(?:状态|评分|状况|分级)|体力(?:状态|状况|评分)|(?:KPS|卡氏|Karnofsky).{0,10}(?:换|折|相当|对应|等于)"),
    Intent(("ecog",), r"多少|几|换算|相当|对应|等于|怎么(?:打|评)", r"(?<![A-Za-z])PS\s*\d|KPS|卡氏|Karnofsky"),
    Intent(("radiotherapy_dose",), rf"多少|几\s*(?:Gy|次)|剂量|怎么(?:给|定|照|选|做|放)|如何|几次|给|打多|合适|符合|够|合理|分割|单次|方案|(?<![A-Za-z])c?Gy|对不对|可以吗|{_NEED}|{_MAY}", _RADIATION),
    Intent(("radiotherapy_dose",), r"(?:怎么|如何)照(?!顾|护)|照几次|照多少"),
    Intent(("infection_prophylaxis",), r"抽(?:什么|哪些|几管)?[^，,。]{0,4}血|查(?:什么|哪些)|检查(?:什么|哪些)|配血|血型", r"达雷妥尤|兆珂|(?<![A-Za-z])dara|卡非佐米"),
    Intent(("infection_prophylaxis",), rf"预防|筛查|检测|检查|要查|查什么|哪些|{_NEED}|准备|注意|怎么(?:用|防|吃|预防)|吃多久", r"阿昔洛韦|伐昔洛韦|泛昔洛韦|带状疱疹|疱疹|水痘|抗病毒|乙肝|乙型肝炎|HBV|复方(?:新诺明|磺胺)|SMZ|新诺明|PJP|PCP(?![A-Za-z])|肺孢子|卡氏肺|抗生素|抗真菌|左氧氟沙星|感染(?:方面|的)?(?:预防|准备)|预防(?:性)?(?:用药|感染|吃|抗)|用药(?:之)?前|首次(?:用药|给药|输注)(?:之)?前|(?:上|用|打)(?:药|之)前"),
    Intent(("ivig_indication",), r"丙球|IVIG|丙种球蛋白|静注人免疫球蛋白|(?:输|补|打|静脉|注射|用)(?:注射)?(?:人)?免疫球蛋白"),
    Intent(("pneumococcal_schedule",), rf"什么时候|何时|多久|补(?:种|打|接种)|怎么(?:补|打|接种|安排)|如何(?:打|接种)|先打|哪天|能打|能不能|可以打|{_NEED}|直接打|打哪|几针|还要打|该打|接种|打了?吗|间隔|日期|顺序|一针", r"肺炎(?:链)?(?:球菌)?(?:结合|多糖|多价)?(?:疫苗|针|苗)|PCV|PPS?V|(?:23|13|20|15)\s*价|多糖疫苗|结合疫苗|沛儿|纽莫法"),
    Intent(("transplant_rules",), rf"{_NEED}|{_MAY}|适(?:不)?合|建议|推荐|支持|考虑|怎么安排|够不够|采(?:集)?多少|几次|第二次|二次|再(?:做|次)|双次|条件|下一步|还做|做不做", _TRANSPLANT),
    Intent(("followup_schedule",), r"(?:多久|几个月|多长时间|隔多久)[^，,。]{0,6}(?:查|来|看|随访|复|一次)|(?:随访|复查|复诊|门诊|复评)[^，,。]{0,8}(?:时间|日期|间隔|窗口|安排|计划|频率|频次|表|什么时候|何时|哪天|多久|几个月|怎么)|(?:下(?:次|一次|回)|什么时候|何时|哪天|多久|几月|几号)(?![^，,。(（]{0,6}(?:开始|升|起的?|不(?:知道|清楚|详)))[^，,。]{0,12}(?:随访|复查|复诊|来院|门诊|看|查|来(?=$|[?？，,。\s]))|(?<!就这么)(?<!就这样)(?<!继续)(?<!还是)随访|半年一次"),
    Intent(("bsa",), r"体表面积|(?<![A-Za-z])BSA(?![A-Za-z])|每(?:平方?米|m2)|(?:mg|毫克)\s*/\s*(?:m|㎡|平)"),
    Intent(("bmi",), r"BMI|体重指数|体质指数|偏(?:瘦|胖)|胖不胖|算(?:不算)?胖|超重|肥胖(?:吗|程度)"),
    Intent(("ag_ratio",), r"白球比|白/?球|(?<![A-Za-z])A/G|白蛋白[^，,。]{0,4}球蛋白[^，,。]{0,6}比|(?:白球)?倒置|球蛋白[^，,。；;]{0,5}多少|球蛋白高不高"),
    Intent(("anion_gap",), r"间隙", r"钠|(?<![A-Za-z])Na|氯|碳酸氢"),
    Intent(("ag_ratio",), r"比(?:值|例|是|多少)|之比|正常吗|倒", r"白蛋白[^。；;]{0,16}球蛋白|球蛋白[^。；;]{0,16}白蛋白"),
    Intent(("anion_gap",), r"阴离子间隙|离子间隙|(?<![A-Za-z/])AG(?![A-Za-z/])(?:是)?(?:多少|值|[?？]|高|低|正常)"),
    Intent(("anc",), rf"升白|几级|几度|严重|低不低|{_NEED}|够不够", r"中性粒|粒细胞|粒缺"),
    Intent(("anc",), r"(?<![A-Za-z])ANC(?![A-Za-z])|中性粒(?:细胞)?(?:的)?(?:绝对|计数|数量?|有?多少|几级|减少.{0,6}(?:几|级|度))|粒(?:细胞)?缺(?:乏)?(?:吗|了|几|算|不|没|[?？])|(?:算|够|是|达到?)(?:不|上|到|了)?(?:算|够|是)?粒(?:细胞)?缺|粒细胞[^，,。]{0,6}(?:几|多少)|几度(?:粒|骨髓)"),
    Intent(("morphine_equivalent",), r"等效|换(?:成|算|为|用)|折(?:合|算|成)|相当|等于|合(?:计|多少|成)|总(?:的)?(?:吗啡|阿片)?量|吗啡量|多大|当量|90\s*MME|一共|每日.{0,6}(?:多少|总)|贴(?:剂)?(?:用|多|选)", _OPIOID),
    Intent(("morphine_equivalent",), r"(?<![A-Za-z])MME|(?<![A-Za-z])OME(?![A-Za-z])|吗啡(?:毫克)?当量|MEDD"),
    Intent(("qtc_bazett",), r"校正|正常|延长|停(?:药)?吗|多少", r"(?<![A-Za-z])QT"),
    Intent(("qtc_bazett",), r"QTc|QT[^，,。]{0,8}(?:校正|正常|长|延长|多少|超)|Bazett|Fridericia"),
    Intent(("unit_convert",), r"(?:→|->|=>)\s*(?:多少)?\s*(?:[a-zμ]+\s*/\s*[a-zμ]+)\s*[?？]?$"),
    Intent(("unit_convert",), r"\d\s*(?:[a-zA-Zμµ%/^*0-9]+|克|毫克)?[^，,。]{0,6}(?:等于|换(?:算|成|为)|折(?:合|算|成)|合|转(?:换|成)|是)[^，,。]{0,8}(?:多少|几)[^，,。]{0,4}(?:[a-zμµ]+\s*/\s*[a-zμµ]+|g/|mg|mmol|umol|μmol|nmol)|(?:换(?:算|成|为)|折(?:合|算|成)|转(?:换|成)|改(?:写)?成)[^，,。\d]{0,6}(?:[a-zμµ]+\s*/\s*(?:d?l|24h|μl|ul)|国际单位|法定单位|常规单位)|单位(?:换算|转换)"),
)  # fmt: skip

# A more exact wish replaces the general one that its words also match.
REPLACES = {
    "bone_agent_schedule": {"bone_agent_renal_dose", "bone_agent_contraindications", "bone_targeted_indication"},
    "dental_procedure_hold": {"infection_prophylaxis", "bone_agent_renal_dose", "bone_agent_contraindications", "bone_agent_schedule", "bone_targeted_indication"},
    "calcium_vitd_intake": {"bone_targeted_indication", "bone_agent_renal_dose", "bone_agent_contraindications", "hypercalcaemia_action"},
    "egfr_mdrd": {"egfr_ckd_epi_2021"},
    "r2_iss": {"staging"}, "r_iss": {"staging"}, "iss": {"staging"}, "durie_salmon": {"staging"}, "smm_20_2_20": {"staging"}, "kdigo_aki_stage": {"staging", "renal_status"},
    "poems_response": {"imwg_response", "poems_diagnosis", "poems_treatment_path"},
    "poems_treatment_path": {"poems_diagnosis", "transplant_rules", "radiotherapy_dose"},
    "poems_diagnosis": {"slim_crab"}, "mgns_suspicion": {"slim_crab"},
    "mgrs_biopsy": {"slim_crab"}, "mgrs_management": {"imwg_response", "slim_crab", "mgrs_biopsy"},
    "morphine_equivalent": {"steroid_equivalence", "radiotherapy_dose", "unit_convert"},
    "dexamethasone_cycle_dose": {"steroid_equivalence", "impede_vte", "saved_vte", "vte_prophylaxis", "vte_score"},
    "steroid_equivalence": {"unit_convert"},
    "imwg_relapse": {"imwg_response", "slim_crab", "imwg_mrd"}, "imwg_mrd": {"imwg_response", "slim_crab"},
    "imwg_response": {"slim_crab", "flc_ratio"},
    "corrected_calcium": {"unit_convert"},
    "flc_ratio": {"unit_convert"},
    "relapse_regimen_eligibility": {"imwg_relapse"},
    "followup_schedule": {"smm_20_2_20", "slim_crab"},
    "vte_prophylaxis": {"infection_prophylaxis"},
    **dict.fromkeys(
        ("lenalidomide_renal_dose", "pomalidomide_renal_dose", "bone_agent_renal_dose", "bone_agent_contraindications", "mgrs_biopsy", "imwg_response"),
        {"renal_status"},
    ),
    "ivig_indication": {"infection_prophylaxis"}, "pneumococcal_schedule": {"infection_prophylaxis"},
}  # fmt: skip

_NUMBER_OF_KIDNEY = r"(?:CrCl|CCr|清除率|GFR|肌酐)[^，,。；;\d]{0,8}\d"
# In such a context the wish means the other calculator, wherever in the message the context stands.
CONTEXTS = (
    ("imwg_response", r"POEMS", "poems_response"), ("imwg_response", r"MGRS|肾脏意义", "mgrs_management"),
    ("slim_crab", r"POEMS", "poems_diagnosis"), ("transplant_rules", r"POEMS", "poems_treatment_path"),
    ("radiotherapy_dose", r"^(?!.*(?:Gy|剂量|多少)).*POEMS", "poems_treatment_path"),
    ("bone_agent_schedule", rf"^(?=.*{_NUMBER_OF_KIDNEY})(?!.*(?:个月|[\d一两二三半]年|疗程|间隔|停|频|拔|多久(?:打|用|一次)))", "bone_agent_renal_dose"),
    *(
        (name, rf"(?:拟|预?约|计划|准备|打算|要|想|下周|明天|后天|将)[^。；]{{0,24}}(?:{_DENTAL})", "dental_procedure_hold")
        for name in ("bone_agent_schedule", "infection_prophylaxis")
    ),
)  # fmt: skip
