"""Conversations: what a follow-up question inherits from the one before it."""

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from agents.answer import Answer
from agents.case import changes, continued_case, tells_course
from agents.chains import CONSEQUENCES, FEEDERS
from agents.extraction import Extraction
from agents.follow_up import LONGEST, Asked, asks_of_its_own, names_in_order, resolved, subjects
from agents.retractions import takes_back
from agents.route import asking_clauses, wanted
from agents.segments import ASKS
from agents.supposed import not_read, of_a_relative, supposed, told
from agents.understand import Understanding, understand
from tools.registry import CALCULATORS

MAX_SESSIONS = 500
SHORT = 45
LONG_CASE = 6000
_REFERS = re.compile(
    r"^(?:那|那么|它|他|她|这个|这种|上面|如果|要是|假如|改成|补充|另外|还有|不是|不好意思|抱歉|更正|刚才|刚刚|同样|换成|再算|重新|再评|输了|呢|现在|其实|其他不变|结果)|呢[？?]?$|还一样吗|"
    r"(?:打|写|看|抄|记|输|报|填|录|说|弄|搞)(?:错|反|串|岔)|更正|重新(?:算|评|判|换)|再算|其(?:他|余)(?:项目|数据|资料|指标)?(?:都|均|全)?(?:一样)?(?:不变|没变|没动|同前)|(?:刚|才)(?:出|回|拿到)[^，,。]{0,6}(?:结果|报告)|"
    r"(?:报告|结果)[^，,。]{0,4}(?:回来|出来|更正|改)了|(?:要不要|改不改|变不变|还)(?:改|变|一样|这样)"
)
# What is looked up and not calculated, also after a calculation.
_ABOUT = re.compile(
    r"副作用|不良反应|毒性|疗效|有效率|缓解率|生存|机制|原理|禁忌|适应证|监测|注意|怎么(?:说|写|推荐)|说法|文献|指南|NCCN|CSCO|MSD|预防|症状|表现"
)
_NAMES = frozenset({"imid", "drug", "response", "diagnosis"})
_NEW_PATIENT = re.compile(
    r"(?:另|换|下)(?:外)?(?:一|1)?(?:个|位|例|名)(?:患者|病人|例|的)?|(?:另一|换)(?:患者|病人)|新(?:来|收|入院)?(?:的)?(?:患者|病人|病例)|第(?:二|2)(?:个|位|例)"
)
# After these the earlier answer needs what was said before, though nothing of it is a value of a note.
_SOMEBODY = re.compile(r"患者|病人|岁|这位|本例|[给为]他|[给为]她|我(?!们|国)|老爷子|老太太|先生|女士")
_DATED = frozenset({"pneumococcal_schedule", "dental_procedure_hold", "followup_schedule"})
_ADDS = re.compile(r"又加|加用|加上|再加|另加|同时(?:用|吃|贴|服)|还(?:在|有)?(?:用|吃|贴|服|打)|合计|一共|总共|加起来")
# What a document says is looked up, whatever was calculated.
_OF_A_SOURCE = re.compile(r"怎么(?:说|写)|说法|文献|指南|NCCN|CSCO|MSD|副作用|不良反应")
# A rule is asked for, or patients in general, not the one spoken of.
_GENERAL = re.compile(
    r"哪些|什么是|定义|标准(?:是|有)|有什么|包括|指南|为什么|机制|研究|试验|副作用|不良反应|(?:的|位)(?:患者|病人)(?!的?(?:肌酐|体重))|是什么意思|区别"
)


@dataclass(frozen=True)
class Turn:
    """What is remembered of a conversation: the patient's case, and what was calculated or looked up last.

    `patient` tells whether anything was calculated so far; before that, values belong to questions and to nobody.
    """

    topic: str
    calculators: tuple[str, ...]
    extraction: Extraction
    asked: Asked = Asked("")
    computed: bool = True
    documents: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    case: str = ""
    patient: bool = True


class Sessions:
    """The last turn of every conversation; the oldest are forgotten."""

    def __init__(self) -> None:
        """Starts without conversations."""
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._lock = Lock()

    def last(self, session: str | None) -> Turn | None:
        """The turn before, if there was one."""
        with self._lock:
            return self._turns.get(session) if session else None

    def remember(self, session: str | None, turn: Turn) -> None:
        """Keeps the newest turn of a conversation."""
        if not session:
            return
        with self._lock:
            self._turns[session] = turn
            self._turns.move_to_end(session)
            while len(self._turns) > MAX_SESSIONS:
                self._turns.popitem(last=False)


def continued(u: Understanding, before: Turn | None) -> Understanding:
    """The understanding of a follow-up: later values replace earlier ones, an unnamed topic is the old one."""
    if before is None:
        return u
    relative = of_a_relative(u.question, before.case) if before.computed else ""
    if relative:
        new = understand(relative, ())
        goals = u.calculators or new.calculators or before.calculators
        return replace(new, question=u.question, calculators=goals, case=relative, documents=u.documents)
    looked_up = _looked_up(u, before)
    if looked_up is not None:
        return looked_up
    alone = not before.computed and _stands_alone(u) and not _of_the_case(u, before)
    if not _only_told(u, before) and (not is_follow_up(u, before) or alone):
        return u
    u = replace(u, extraction=supposed(u.question, u.extraction))
    own = wanted(u.text, before.case) if asking_clauses(u.text) else ()
    goals = own or before.calculators or u.calculators
    text = u.text if own and not before.calculators else f"{before.topic} {u.text}"
    lost = not own and not_read(u.question, u.extraction, goals)
    case = continued_case(before.extraction, u.extraction, before.case, told(u.question))
    changed = changes(before.extraction.values, case.extraction.values)
    return replace(
        u, calculators=goals, extraction=case.extraction, text=text, case=case.text[-LONG_CASE:], changes=changed,
        unread=case.unread or (u.question if lost else ""), message=case.message or u.message,
    )  # fmt: skip


def _only_told(u: Understanding, before: Turn) -> bool:
    """Whether a message goes on with a case of which the one before only told, without a question."""
    of_somebody = _SOMEBODY.search(before.case) or _numbers(before.extraction)
    if before.computed or not of_somebody or asking_clauses(before.case) or not before.extraction.values:
        return False
    person = {"age", "sex"} <= u.extraction.values.keys()
    return not (person or _NEW_PATIENT.search(u.text) or _GENERAL.search(u.text))


def _numbers(extraction: Extraction) -> bool:
    return any(not isinstance(f.raw, bool | str) for f in extraction.values.values())


def _stands_alone(u: Understanding) -> bool:
    """After a question about the documents only values without a question of their own go on with it."""
    return not _values(u, numbers=False) or asks_of_its_own(u.text)


def _of_the_case(u: Understanding, before: Turn) -> bool:
    """Whether a question after another subject asks again for a result of the patient's case."""
    known = before.patient and before.calculators and before.extraction.values
    return bool(known and u.calculators) and not _GENERAL.search(u.text) or _changes_the_case(u, before)


def _looked_up(u: Understanding, before: Turn) -> Understanding | None:
    """A follow-up that is looked up in the documents, understood like the question that it stands for; else None."""
    if (
        before.computed
        and (u.calculators or tells_course(u.text) or not _ABOUT.search(u.text) or _goes_on(u, before))
        or _values(u, numbers=not before.computed)
    ):
        return None
    if _NEW_PATIENT.search(u.text) and (before.computed or re.search("患者|病人|病例", u.text)):
        return None
    if _changes_the_case(u, before):
        return None
    found = resolved(u.text, before.asked, bool(u.documents))
    if found is None:
        return None
    whole = understand(found.text, ())
    return replace(
        whole,
        question=u.question,
        corrections=u.corrections,
        documents=u.documents or before.documents,
        calculators=() if before.computed else whole.calculators,
        extraction=before.extraction.merged(u.extraction),
        instructs=u.instructs,
        carried=f"{found.text}（尚未列出的内容）" if found.more else found.text,
        only=u.documents if found.only else (),
        shown=before.shown if found.more else frozenset(),
    )


def _goes_on(u: Understanding, before: Turn) -> bool:
    """Whether a message asks again for what was calculated or for what follows from it: 那现在分数和预防？."""
    reached = {*before.calculators, *(n for c in before.calculators for n in CONSEQUENCES.get(c, ()))}
    return not _OF_A_SOURCE.search(u.text) and bool(reached & set(wanted(u.text, before.case)))


def _changes_the_case(u: Understanding, before: Turn) -> bool:
    """Whether a question states a finding that a result of the patient's case depends on: 如果FISH是高危呢."""
    needed = {i.name for c in before.calculators for i in CALCULATORS[c].inputs}
    known = before.patient and bool(before.extraction.values)
    return known and bool(needed & u.extraction.values.keys())


def _values(u: Understanding, *, numbers: bool) -> bool:
    """Whether a question states values of a patient; with `numbers` only those count: 透析的呢 names a circumstance."""
    own = {n: f for n, f in u.extraction.values.items() if n not in _NAMES}
    return any(not numbers or not isinstance(f.raw, bool | str) for f in own.values())


def is_follow_up(u: Understanding, before: Turn) -> bool:
    """Whether a question leans on the one before it."""
    person = {"age", "sex"} <= u.extraction.values.keys()
    asks = bool(asking_clauses(u.message)) and not _REFERS.search(u.text)
    if _NEW_PATIENT.search(u.text) or person and (u.calculators or asks):
        return False
    course = before.computed and tells_course(u.text)
    if course or _REFERS.search(u.text) or bool(before.case) and takes_back(u.text):
        return True
    own = u.extraction.values.keys() - _NAMES
    routed = u.calculators if ASKS.search(u.text) else ()
    values_only = bool(own) and not routed
    near = {n for n in routed if set(FEEDERS.get(n, ())) & set(before.calculators)}
    same = bool(routed) and set(routed) <= {*before.calculators, *near, "creatinine_clearance"}
    asks_only = bool(routed) and not own and len(u.text) <= SHORT and not _GENERAL.search(u.text)
    kept = bool(before.extraction.values) or values_only and _values(u, numbers=True)
    kept = kept or before.computed and bool(_DATED & set(before.calculators) or _ADDS.search(u.text))
    known = bool(before.calculators) and kept
    return len(u.text) <= 4 * SHORT and (values_only or same or asks_only) and known or _bare(u)


def _bare(u: Understanding) -> bool:
    """A few words without a subject of their own."""
    return len(u.text) < 14 and not u.mentions and not u.calculators


def remembered(u: Understanding, answer: Answer | None = None, before: Turn | None = None) -> Turn:
    """What the next question may need of this one and its answer; a question beside a case leaves the case as it is."""
    topic = " ".join(dict.fromkeys(m.term.name for m in u.mentions)) or u.text[:SHORT]
    turn = Turn(topic, u.calculators, u.extraction, Asked(_asking(u)), case=u.case or u.question)
    if answer is None:
        return turn
    named = names_in_order([c.text for c in answer.claims], u.text)
    shown = u.shown | {c.quote for c in answer.citations}
    computed = bool(answer.tool_calls)
    patient = computed or before is not None and before.patient and not _NEW_PATIENT.search(u.text)
    turn = replace(
        turn, asked=Asked(_asking(u), named), computed=computed, documents=u.documents, shown=shown, patient=patient
    )
    own = _NEW_PATIENT.search(u.text) or _values(u, numbers=True)
    if turn.computed or before is None or not before.case or not before.calculators or own:
        return turn
    return replace(turn, calculators=before.calculators, extraction=before.extraction, case=before.case)


def _asking(u: Understanding) -> str:
    """The clauses that ask, with the subjects that stand before them; of a long note nothing else."""
    if len(u.text) <= LONGEST and not _values(u, numbers=False):
        return u.text
    clauses = [c for c in re.split(r"[，,。；;！!\n]", u.text) if c.strip()]
    asking = "，".join([c for c in clauses if ASKS.search(c)][-2:]) or u.text[-SHORT:]
    missing = [] if subjects(asking) else [m.form for m in subjects(u.text)]
    return " ".join((*dict.fromkeys(missing), asking))[-LONGEST:]
