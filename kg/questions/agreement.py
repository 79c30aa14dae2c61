"""What fills a template's slots in, the properties on which all of it agrees out: names, classes, question words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.ontology.vocabulary import Property, load_vocabulary
from kg.questions.roles import Role, agree, find_role, keep_fitting
from kg.questions.slots import Fill
from kg.questions.templates import Template
from kg.questions.tokens import Question
from kg.questions.words import load_words

PEOPLE = ("Person", "Organization", "Company", "Brand", "Segment")  # who 谁 can ask for


def narrow_fills(
    question: Question, template: Template, fills: tuple[Fill, ...], asks: Mapping[int, frozenset[str]]
) -> tuple[Fill, ...] | None:
    """Return the fills with the relation cut to the properties that all the rest agrees with."""
    relation = next((fill for fill in fills if fill.slot.kind == "relation"), None)
    if relation is None:
        return fills
    properties = load_vocabulary().properties
    names = tuple(
        name
        for name in relation.reading.names
        if _takes_entities(question, properties[name], relation, fills)
        and _takes_asks(properties[name], template, asks)
        and _takes_class(properties[name], template, fills)
    )
    if not names:
        return None
    kept = [_keep_things(fill, [properties[name] for name in names]) for fill in fills]
    return tuple(replace(f, reading=replace(f.reading, names=names)) if f.slot is relation.slot else f for f in kept)


def _keep_things(fill: Fill, properties: Sequence[Property]) -> Fill:
    """Return the fill of an end of the relation with the things that can stand there."""
    if fill.slot.kind != "entity" or fill.slot.role is None:
        return fill
    wanted = [name for property in properties for name in list_taken(property, fill.slot.role)]
    return replace(fill, reading=replace(fill.reading, things=keep_fitting(fill.reading.things, wanted)))


def list_taken(property: Property, role: Role) -> tuple[str, ...]:
    """Return the classes that a property takes at one end."""
    return property.domain if role == "subject" else property.range


def _takes_entities(question: Question, property: Property, relation: Fill, fills: Sequence[Fill]) -> bool:
    for fill in fills:
        if fill.slot.kind == "entity" and fill.slot.role:
            form = relation.reading.form
            role = find_role(question.tokens, fill.index, relation.index, form=form, property=property)
            if role is None or (role != fill.slot.role and not property.symmetric):
                return False
    return True


def _takes_asks(property: Property, template: Template, asks: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether what is asked for can stand at the end of the property that the template tells."""
    if template.answer is None:
        return True
    taken = list_taken(property, template.answer)
    dated = "Date" in taken
    for wanted in asks.values():
        able = {
            "person": any(agree(name, taken) for name in PEOPLE) and not dated,
            "place": any(agree("Place", [n]) for n in taken) or "place" in load_words().asked.get(property.name, ()),
            "time": dated,
        }
        if not any(able.get(ask, not dated or ask == "thing") for ask in wanted):
            return False
    return True


def _takes_class(property: Property, template: Template, fills: Sequence[Fill]) -> bool:
    for fill in fills:
        if fill.slot.of_answer and template.answer:
            taken = list_taken(property, template.answer)
            if not any(name == "Market" or agree(name, taken) for name in fill.reading.names):
                return False
    return True
