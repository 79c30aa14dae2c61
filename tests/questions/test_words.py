"""The words of questions: every term of the vocabulary that can be asked after has some, broken files are told."""

import shutil
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import load_vocabulary
from kg.questions.words import load_words

WORDS = find_ontology() / "questions" / "words"


def test_every_property_of_facts_can_be_asked_after() -> None:
    told = {"qualifier", "measure", "participant", "identifier"}
    given = {"hasSubsidiary", "brandOf", "producedBy"}  # inverses of properties that have words
    facts = {
        name
        for name, property in load_vocabulary().properties.items()
        if not told & {name, *property.parents} and set(property.domain) & set(load_vocabulary().classes)
        if not {"Fact", "Observation", "Event", "Evidence", "Document"} & set(property.domain) and name not in given
    }
    known = {
        n for readings in load_words().readings.values() for r in readings if r.kind == "relation" for n in r.names
    }
    assert facts - known == set()


@pytest.mark.parametrize("kind", ["class", "event", "metric", "status"])
def test_the_labels_of_the_vocabulary_are_words(kind: str) -> None:
    vocabulary = load_vocabulary()
    labels = {
        "class": [c.zh for c in vocabulary.classes.values() if "Entity" in c.parents],
        "event": [c.zh for c in vocabulary.classes.values() if "Event" in c.parents],
        "metric": [word for m in vocabulary.metrics.values() for word in (m.zh, *m.aliases)],
        "status": [s.zh for s in vocabulary.statuses.values()],
    }[kind]
    readings = load_words().readings
    assert labels and all(any(r.kind == kind for r in readings[label.lower()]) for label in labels)


def test_a_verb_with_a_particle_means_what_it_means_without() -> None:
    readings = load_words().readings
    for word in ("卖了", "收购了"):
        plain = {name for reading in readings[word[:-1]] for name in reading.names}
        assert plain <= {name for reading in readings[word] for name in reading.names}


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("relations.toml", '[aquired]\nverbs = ["收购"]', "did you mean acquired?"),
        ("relations.toml", '[acquired]\nverb = ["收购"]', "did you mean verbs?"),
        ("relations.toml", '[acquired]\nverbs = ["<no_such_class>"]', "no class <no_such_class>"),
        ("relations.toml", '[acquired]\nverbs = "收购"', "a list of words is accepted"),
        ("asking.toml", '[whom]\nwords = ["谁"]', "unknown kind of asking 'whom'"),
        ("markers.toml", '[idel]\nwords = ["的"]', "did you mean idle?"),
        ("statuses.toml", '[plannned]\nwords = ["拟"]', "did you mean planned?"),
        ("classes.toml", '[Firm]\nwords = ["公司"]', "unknown class 'Firm'"),
        ("events.toml", '[Acquisition]\nwords = ["收购"]\nsubject = "byer"', "did you mean buyer?"),
        ("metrics.toml", '[revenues]\nwords = ["营收"]', "did you mean revenue"),
        ("titles.toml", "group = []", "one key is accepted: groups"),
        ("synonyms.toml", "[names]", "are accepted"),
        ("synonyms.toml", "names", "a UTF-8 TOML file is needed"),
    ],
)
def test_a_broken_file_is_told_with_what_is_accepted(tmp_path: Path, file: str, text: str, told: str) -> None:
    shutil.copytree(WORDS, tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as raised:
        load_words.__wrapped__(tmp_path)
    assert told in str(raised.value) and "\n" not in str(raised.value)
