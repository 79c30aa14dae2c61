"""A plan and its rows in, the answer in Chinese sentences out; plans, rumours and denials are told as such."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby

from kg.graph.telling import Statement
from kg.ontology.vocabulary import KG, load_vocabulary
from kg.questions.matching import Plan
from kg.questions.rows import STATES, Row, Table
from kg.questions.templates import PLACEHOLDER
from kg.questions.tokens import Question, Reading, Token

MOST = 12  # answers named in a sentence; the table has all
FEW = 5  # facts told in a sentence
DETAILS = ("title", "about", "part", "other", "value", "when")  # of an answer, told in brackets behind it
_TRUTHS = {
    "asserted": "是，文章这样说",
    "former": "曾经是",
    "planned": "还在计划中",
    "rumoured": "只是传闻，未经证实",
    "denied": "不是，被否认或已停止",
}
_PREFIXES = {
    "asserted": "",
    "former": "（曾经）",
    "planned": "（计划中）",
    "rumoured": "（传闻）",
    "denied": "（被否认）",
}
_ASKED = {
    "person": "问人或机构",
    "thing": "问事物",
    "place": "问地点",
    "time": "问时间",
    "amount": "问数值",
    "money": "问金额",
    "count": "问数量",
    "truth": "问是否",
    "reason": "问原因",
    "list": "要列表",
    "describe": "要介绍",
    "relationship": "问关系",
    "happening": "问经过",
}
_MARKED = {
    "growth": "变化",
    "share": "占比",
    "max": "最高",
    "min": "最低",
    "over": "超过",
    "under": "低于",
    "title": "职务",
    "speech": "言论",
    "document": "文章",
    "mention": "提及",
    "than": "比较",
    "predecessor": "前任",
    "heir": "继任",
    "sale": "出售",
    "stop": "停止",
    "each": "每股",
}


def tell_answer(question: Question, plan: Plan, table: Table, statements: Sequence[Statement]) -> Iterator[str]:
    """Yield the answer, one sentence a status."""
    shape = plan.template.shape
    if shape == "truth":
        yield _tell_truth(question, plan, table)
        return
    if shape == "compare" and (line := _tell_larger(plan, table)):
        yield line
    for state, group in groupby(table.rows, key=lambda row: row.state):
        rows = list(group)
        if shape == "about":
            answer = _join_statements(rows, statements)
        elif shape == "quotes":
            answer = _join_quotes(rows, statements)
        elif shape in ("figure", "compare", "ranking"):
            answer = _join_figures(table, _keep_first(plan, rows) if shape == "ranking" else rows)
        else:
            answer = _join_relations(plan, table, rows)
        yield f"{_PREFIXES.get(state, '')}{fill_sentence(question, plan, table, answer)}"


def fill_sentence(question: Question, plan: Plan, table: Table, answer: str) -> str:
    """Return the template's sentence with the names of what fills its slots."""
    values: dict[str, str] = {"answer": answer, "phrase": _tell_phrase(question, plan)}
    for name, (token, reading) in plan.filled.items():
        values[name] = _name_reading(reading, token.text)
        values[f"{name}.text"] = _trim(token.text)
    metrics = {cell.text for cell in table.list_cells("metric")}
    if len(metrics) == 1:  # told by its name, whatever the question calls it
        values["metric"] = metrics.pop()
    return PLACEHOLDER.sub(lambda match: values.get(match[0].removeprefix("$"), ""), plan.template.say)


def _name_reading(reading: Reading, text: str) -> str:
    if reading.kind == "marker":
        return _MARKED.get(reading.names[0], text)
    return reading.things[0].label if reading.things else _trim(text)


def _trim(word: str) -> str:
    """Return a verb without the particles of its tense: 收购 of 收购了."""
    return word[:1] + word[1:].rstrip("了过的")


def _tell_phrase(question: Question, plan: Plan) -> str:
    """Return what is known of the answer in the order Chinese has it: 特斯拉的供应商, 在纽约证券交易所上市的."""
    relation, given = plan.filled.get("relation"), plan.filled.get("given")
    if relation is None or given is None:
        return ""
    name, word = _name_reading(given[1], given[0].text), _trim(relation[0].text)
    if relation[1].form in ("subject", "object"):
        named = plan.template.answer in (None, relation[1].form)
        return f"{name}的{word}" if named else f"以{name}为{word}的"
    if load_vocabulary().properties[relation[1].names[0]].symmetric:
        return f"与{name}{word}的"
    before = given[0].start < relation[0].start
    if before and (plan.template.answer != "subject" or relation[1].form == "reversed"):
        return f"{name}{word}"
    mark = _find_mark(question, given[0])
    return f"{mark}{name}{word}的" if before and mark else f"{word}{name}的"


def _find_mark(question: Question, given: Token) -> str:
    """Return the word that puts a name before its verb: 在, 被, 向; empty if there is none."""
    before = next((token for token in question.tokens if token.end == given.start), None)
    marked = before and (before.text in ("在", "于") or before.find("marker", "passive", "toward"))
    return before.text if before and marked else ""


def _list_answers(table: Table, rows: Sequence[Row], said: Container[str]) -> list[str]:
    """Return the answers, each with what sets it apart and was not `said`: a post, whose figure it is, its day."""
    place = table.columns.index("answer") if "answer" in table.columns else 0
    names = [name for name in DETAILS if name in table.columns]
    if "value" not in names and "event" not in table.columns:
        names = [name for name in names if name != "when"]
    found: dict[str, list[str]] = {}
    for row in rows:
        details = found.setdefault(row.cells[place].text, [])
        for text in (row.cells[table.columns.index(name)].text for name in names):
            if text not in ("", *details) and text not in said:
                details.append(text)
    return [f"{answer}（{'、'.join(details)}）" if details else answer for answer, details in found.items()]


def _join_statements(rows: Sequence[Row], statements: Sequence[Statement]) -> str:
    facts = {row.fact.rpartition("/")[2] for row in rows}
    told = list(dict.fromkeys(statement.text for statement in statements if statement.id in facts))
    more = f"等 {len(rows)} 条" if len(told) > FEW else ""
    return "；".join(told[:FEW]) + more


def _join_quotes(rows: Sequence[Row], statements: Sequence[Statement]) -> str:
    facts = {row.fact.rpartition("/")[2] for row in rows}
    told = [sentence.quote for statement in statements if statement.id in facts for sentence in statement.sentences]
    quotes = list(dict.fromkeys(quote.strip() for quote in told))
    return "".join(f"“{quote}”" for quote in quotes[:FEW]) + (f"等 {len(quotes)} 句" if len(quotes) > FEW else "")


def _join_relations(plan: Plan, table: Table, rows: Sequence[Row]) -> str:
    """Return the answers; where they stand in different relations (已进入, 计划进入), each under its own."""
    place = table.columns.index("relation") if "relation" in table.columns else None
    properties = load_vocabulary().properties
    parts: dict[str, list[Row]] = {}
    for row in rows:
        name = "" if place is None else row.cells[place].iri.removeprefix(KG)
        above = properties[name].parents if name in properties else ()
        parts.setdefault(above[-1] if above else name, []).append(row)  # the posts one holds are one relation
    said = {token.text for token, _ in plan.filled.values()}
    if len(parts) < 2 or plan.counted:
        return _join_answers(table, rows, said, counted=plan.counted)
    told = ((properties[name].zh if name in properties else "", same) for name, same in sorted(parts.items()))
    return "；".join(f"（{label}）{_join_answers(table, same, said, counted=False)}" for label, same in told)


def _join_answers(table: Table, rows: Sequence[Row], said: Container[str], *, counted: bool) -> str:
    answers = _list_answers(table, rows, said)
    first = rows[0].state in ("", "asserted")
    number = table.total if counted and first and table.total else len(answers)
    if counted:
        return f"图谱中有 {number} 个——{'、'.join(answers[:MOST])}{'等' if number > MOST else ''}"
    more = f"等 {number} 个" if table.cut is False else "等"
    return "、".join(answers[:MOST]) + (more if len(answers) > MOST else "")


def _join_figures(table: Table, rows: Sequence[Row]) -> str:
    told = dict.fromkeys(_tell_figure(table, row) for row in rows)
    return "；".join(list(told)[:MOST])


def _tell_figure(table: Table, row: Row) -> str:
    """Return one figure with what sets it apart from the others: whose it is, of what, when and where."""
    cells = {column: cell.text for column, cell in zip(table.columns, row.cells, strict=True)}
    metrics = {cell.text for cell in table.list_cells("metric")}
    measures = {cell.text for cell in table.list_cells("measure")}
    names = [cells.get(name, "") for name in ("about", "answer", *(["measure"] if len(measures) > 1 else []))]
    names += [cells.get("metric", "")] if len(metrics) > 1 else []
    where = [text for text in (cells.get("when", ""), cells.get("place", ""), cells.get("base", "")) if text]
    figure = " ".join([*filter(None, names), cells.get("value", "")])
    return f"{figure}（{'，'.join(where)}）" if where else figure


def _keep_first(plan: Plan, rows: Sequence[Row]) -> list[Row]:
    """Return the first row of each unit, or as many as 前三 asks for: figures of different units can't be compared."""
    rank = plan.filled["rank"][1].value if "rank" in plan.filled and "metric" in plan.filled else None
    last = int(rank.number or 1) if rank else 1
    first = 0 if rank is None or rank.comparator == "under" else last - 1
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.unit, []).append(row)
    return [row for same in found.values() for row in same[first:last]]


def _tell_truth(question: Question, plan: Plan, table: Table) -> str:
    counts: Mapping[str, int] = {state: sum(row.state == state for row in table.rows) for state in STATES}
    present = [state for state in STATES if counts[state]]
    statement = fill_sentence(question, plan, table, "").strip()
    if len(present) == 1:
        return f"{_TRUTHS[present[0]]}：{statement}"
    told = "、".join(f"{_TRUTHS[state]}（{counts[state]} 条）" for state in present)
    return f"说法不止一种——{told}：{statement}"


def _tell_larger(plan: Plan, table: Table) -> str:
    """Return which of two is larger, if each has one figure of the same unit that stands as a fact."""
    rows = [row for row in table.rows if row.state == "asserted" and row.number is not None]
    place = table.columns.index("about")
    names = {row.cells[place].text for row in rows}
    if len(rows) != 2 or len(names) != 2 or rows[0].unit != rows[1].unit:
        return ""
    least = "best" in plan.filled and "min" in plan.filled["best"][1].names
    first, second = sorted(rows, key=lambda row: row.number or 0, reverse=not least)
    if first.number == second.number:
        return f"两者相同：{first.cells[place].text}、{second.cells[place].text}"
    periods = {cell.text for cell in table.list_cells("when")}
    caution = "（两者的时间不同，仅供参考）" if len(periods) > 1 else ""
    return f"{first.cells[place].text}更{'低' if least else '高'}{caution}"


def tell_understood(question: Question, plan: Plan | None) -> Iterator[tuple[str, str]]:
    """Yield the words of a question with what they were taken for: in a plan, or at all where there is none."""
    used = {id(token): reading for token, reading in plan.filled.values()} if plan else {}
    for token in question.tokens:
        reading = used.get(id(token)) or (None if plan and not token.find("ask") else _choose_reading(token.readings))
        if reading is not None and (meaning := _tell_meaning(reading)):
            yield token.text.strip(), meaning


def _choose_reading(readings: Sequence[Reading]) -> Reading | None:
    return next((reading for reading in readings if reading.names[:1] != ("idle",)), None)


def _tell_meaning(reading: Reading) -> str:
    vocabulary = load_vocabulary()
    if reading.kind == "unknown":
        return ""
    if reading.kind == "entity":
        return "、".join(f"{t.label}（{_tell_class(t.types)}）" for t in reading.things)
    if reading.kind in ("date", "quantity"):
        return (reading.value.iso or f"{reading.value.number} {reading.value.unit}") if reading.value else ""
    if reading.kind == "ask":
        return "、".join(_ASKED[name] for name in reading.names)
    if reading.kind == "marker":
        return _MARKED.get(reading.names[0], "")
    groups = (vocabulary.classes, vocabulary.properties, vocabulary.metrics, vocabulary.statuses)
    terms = [group[name].zh for name in reading.names for group in groups if name in group]
    return f"{'、'.join(dict.fromkeys(terms))} kg:{' kg:'.join(reading.names)}"


def _tell_class(types: frozenset[str]) -> str:
    """Return the label of the most specific class."""
    classes = load_vocabulary().classes
    above = {parent for name in types if name in classes for parent in classes[name].parents}
    return "、".join(classes[name].zh for name in sorted(types - above) if name in classes and name != "Market")
