"""The words of questions in (ontology/questions/words/*.toml, labels of kg.ttl, metrics), what each can mean out.

A word may mean several things (收购: a relation, an event, a metric); templates decide which of them a question needs.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.ontology.lexicon import load_lexicon
from kg.ontology.metrics import load_metrics
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import Vocabulary, check_class, check_metric, check_name, check_property, load_vocabulary
from kg.questions.tokens import Form, Kind, Reading

ASKS = (
    *("person", "thing", "place", "time", "amount", "money", "count", "truth", "reason"),
    *("list", "describe", "relationship", "happening"),
)
MARKERS = (
    *("idle", "and", "passive", "toward", "than", "negation", "growth", "share", "max", "min", "over", "under"),
    *(
        "title",
        "speech",
        "document",
        "mention",
        "order",
        "from",
        "figures",
        "successor",
        "site",
        "predecessor",
        "heir",
        "sale",
        "stop",
        "each",
    ),
)
TENSES = ("了", "过")
POSTS = "holdsPositionAt"
FORMS: Mapping[str, Form] = {"verbs": "verb", "reversed": "reversed", "subjects": "subject", "objects": "object"}
_KEYS = {
    "asking": {"words", "measures"},
    "markers": {"words"},
    "statuses": {"words", "nouns"},
    "relations": {*FORMS, "asked", "about_subject", "about_object"},
    "classes": {"words"},
    "events": {"words", "subject", "object"},
    "metrics": {"words"},
}


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of words: `readings` by the word, Latin letters lowered.

    `asked` tells what else may ask for a property's object (place), `roles` the (subject, object) roles of events,
    `about` the (subject, object) questions to offer on a property, `titles` the titles that say the same as one,
    `synonyms` the labels behind everyday names, `exchanges` what follows a place in the name of its exchange, `firms`
    the forms in which the company of a brand is called.
    """

    readings: Mapping[str, tuple[Reading, ...]]
    asked: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, str]]
    about: Mapping[str, tuple[str, str]]
    titles: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]
    exchanges: tuple[str, ...]
    firms: tuple[str, ...]


@dataclass(slots=True)
class _Gathering:
    """Readings as they are gathered: names by word, kind and form."""

    vocabulary: Vocabulary
    names: dict[tuple[str, Kind, Form], dict[str, None]] = field(default_factory=dict)

    def add(self, words: Sequence[str], kind: Kind, *names: str, form: Form = "") -> None:
        for word in words:
            self.names.setdefault((word.lower(), kind, form), {}).update(dict.fromkeys(names))

    def list_readings(self) -> dict[str, tuple[Reading, ...]]:
        """Return the readings by word; with the particle of a tense it means all that it means without (卖了, 卖)."""
        tensed = {word for word, _, _ in self.names if len(word) > 1 and word.endswith(TENSES)}
        for (word, kind, form), names in list(self.names.items()):
            for tense in TENSES:
                if word + tense in tensed:
                    self.add([word + tense], kind, *names, form=form)
        found: dict[str, list[Reading]] = {}
        for (word, kind, form), names in self.names.items():
            found.setdefault(word, []).append(Reading(kind, tuple(names), form))
        return {word: tuple(readings) for word, readings in sorted(found.items())}


@cache
def load_words(directory: Path | None = None) -> Words:
    """Return the words of questions; loaded once a process.

    Raises:
        OntologyError: a file or key that can't be used, a name the vocabulary doesn't have.
    """
    folder = directory or find_ontology() / "questions" / "words"
    tables = {name: _load_file(folder / f"{name}.toml", keys) for name, keys in _KEYS.items()}
    synonyms = _load_synonyms(folder / "synonyms.toml")
    gathering = _Gathering(load_vocabulary())
    _add_asking(gathering, tables["asking"], folder / "asking.toml")
    _add_markers(gathering, tables["markers"], folder / "markers.toml")
    _add_statuses(gathering, tables["statuses"], folder / "statuses.toml")
    _add_relations(gathering, tables["relations"], folder / "relations.toml")
    _add_classes(gathering, tables["classes"], folder / "classes.toml")
    _add_events(gathering, tables["events"], folder / "events.toml")
    _add_metrics(gathering, tables["metrics"], folder / "metrics.toml")
    return Words(
        readings=gathering.list_readings(),
        asked={name: tuple(table.get("asked", ())) for name, table in tables["relations"].items()},
        roles={n: (t.get("subject", ""), t.get("object", "")) for n, t in tables["events"].items()},
        about={n: (t.get("about_subject", ""), t.get("about_object", "")) for n, t in tables["relations"].items()},
        titles=_load_titles(folder / "titles.toml"),
        synonyms={word: tuple(labels) for word, labels in synonyms["names"].items()},
        exchanges=tuple(synonyms["exchanges"]["endings"]),
        firms=tuple(synonyms["firms"]["forms"]),
    )


def load_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file of the ontology.

    Raises:
        OntologyError: it is missing or no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{path}: {error}; a UTF-8 TOML file is needed") from error


def _load_file(path: Path, keys: set[str]) -> dict[str, dict[str, Any]]:
    table = load_toml(path)
    for name, entry in table.items():
        if not isinstance(entry, dict):
            raise OntologyError(f"{path}: key {name}: a table [{name}] is accepted")
        for key, value in entry.items():
            check_name(key, keys, what="key", where=f"{path}: [{name}]")
            listed = isinstance(value, list) and all(isinstance(word, str) and word for word in value)
            if not listed and not (isinstance(value, str) and key not in ("words", "measures", "nouns", *FORMS)):
                raise OntologyError(f"{path}: [{name}] {key}: a list of words is accepted")
    return table


def _expand(words: Sequence[str]) -> Iterator[str]:
    """Yield words, `<class>` replaced by that class of ontology/lexicon/."""
    for word in words:
        yield from load_lexicon().words(word[1:-1]) if word.startswith("<") else [word]


def _add_asking(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    for name, table in tables.items():
        check_name(name, ASKS, what="kind of asking", where=str(path))
        measured = [word + measure for word in table["words"] for measure in table.get("measures", ())]
        gathering.add([*table["words"], *measured], "ask", name)


def _add_markers(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    for name, table in tables.items():
        check_name(name, MARKERS, what="marker", where=str(path))
        gathering.add(table["words"], "marker", name)


def _add_statuses(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    for name, table in tables.items():
        check_name(name, gathering.vocabulary.statuses, what="status", where=str(path))
        gathering.add(table.get("words", ()), "status", name, form="word")
        gathering.add(table.get("nouns", ()), "status", name, form="noun")
    for name, status in gathering.vocabulary.statuses.items():
        gathering.add([status.zh, status.en], "status", name, form="word")


def _add_relations(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    """Add the words of properties; what asks after a property asks after those below it too (高管: 董事长, …)."""
    properties = gathering.vocabulary.properties
    for name, table in tables.items():
        check_property(name, where=str(path))
        below = [each for each, property in properties.items() if name in property.parents]
        words = {form: [*_expand(table.get(key, ()))] for key, form in FORMS.items()}
        known = {word for found in words.values() for word in found}
        if properties[name].zh not in known and POSTS not in properties[name].parents:  # 任董事长 would cut 出任
            words["verb"].append(properties[name].zh)
        for form, found in words.items():
            gathering.add(found, "relation", name, *below, form=form)


def _add_classes(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    for name, table in tables.items():
        check_class(name, where=str(path))
        gathering.add(table["words"], "class", name)
    for name, found in gathering.vocabulary.classes.items():
        if "Entity" in found.parents:
            gathering.add([found.zh, found.en], "class", name)


def _add_events(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    classes = gathering.vocabulary.classes
    events = [name for name, found in classes.items() if "Event" in found.parents]
    for name, table in tables.items():
        check_name(name, events, what="event class", where=str(path))
        for role in (table.get("subject"), table.get("object")):
            if role:
                check_name(role, gathering.vocabulary.roles, what="role", where=f"{path}: [{name}]")
        gathering.add([*_expand(table["words"])], "event", name)
    for name in events:
        gathering.add([classes[name].zh, classes[name].en], "event", name)


def _add_metrics(gathering: _Gathering, tables: Mapping[str, Any], path: Path) -> None:
    for name, table in tables.items():
        check_metric(name, where=str(path))
        gathering.add(table["words"], "metric", name)
    for name, metric in load_metrics().metrics.items():
        gathering.add(metric.words, "metric", name)
    for name, concept in gathering.vocabulary.metrics.items():
        gathering.add([concept.zh, concept.en, *concept.aliases], "metric", name)


def _load_synonyms(path: Path) -> dict[str, Any]:
    table = load_toml(path)
    lists = [*table.get("names", {}).values()]
    lists += [table.get("exchanges", {}).get("endings"), table.get("firms", {}).get("forms")]
    if set(table) != {"names", "exchanges", "firms"} or not all(isinstance(labels, list) for labels in lists):
        raise OntologyError(
            f'{path}: [names] with "word" = [labels], [exchanges] with endings and [firms] with forms are accepted'
        )
    return table


def _load_titles(path: Path) -> dict[str, tuple[str, ...]]:
    groups = load_toml(path)
    if set(groups) != {"groups"}:
        raise OntologyError(f"{path}: one key is accepted: groups, a list of lists of titles")
    return {title: tuple(group) for group in groups["groups"] for title in group}
