"""A new property takes one entry in kg.ttl and one patterns file: no code knows the properties by name."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kg.ontology.paths import find_ontology

ENTRY = """
kg:sponsors a owl:ObjectProperty ;
    rdfs:label "赞助"@zh, "sponsors"@en ;
    skos:definition "该公司赞助该机构。"@zh, "The company sponsors the body."@en ;
    rdfs:domain kg:Company ;
    rdfs:range kg:Organization .
"""
PATTERNS = """
property = "sponsors"

[[pattern]]
id = "sponsors"
match = "@subject:Company (赞助|冠名) 了? {object:Company|Organization}"
score = 0.9
"""
BUILD = """
import sys
from pathlib import Path
from kg.documents import read_documents
from kg.graph.turtle import write_turtle
from kg.pipeline import build_graph
write_turtle(build_graph(read_documents([sys.argv[1]])), Path(sys.argv[2]))
"""


def test_new_property_takes_an_entry_and_a_patterns_file(tmp_path: Path):
    ontology = tmp_path / "ontology"
    shutil.copytree(find_ontology(), ontology)
    with (ontology / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(ENTRY)
    (ontology / "patterns" / "sponsors.toml").write_text(PATTERNS, encoding="utf-8")
    article, turtle = tmp_path / "article.md", tmp_path / "graph.ttl"
    article.write_text("去年，华为赞助了美的集团。\n", encoding="utf-8")
    command = [sys.executable, "-c", BUILD, str(article), str(turtle)]
    subprocess.run(command, check=True, env={**os.environ, "KG_ONTOLOGY": str(ontology)})
    facts = turtle.read_text(encoding="utf-8")
    assert "rdf:predicate kg:sponsors" in facts
    assert "sponsors/sponsors" in facts
