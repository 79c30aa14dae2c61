// The visible facts as Turtle, in the vocabulary and with the identifiers of the graph's own file.
const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/",
  document: "document/",
  entity: "entity/",
  evidence: "evidence/",
  fact: "fact/",
  kg: "ontology#",
  oa: "http://www.w3.org/ns/oa#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

function makeTurtle() {
  const things = new Set(),
    docs = new Set();
  const facts = tableFacts();
  const blocks = facts.flatMap((i) => turtleFact(FACTS[i], things, docs));
  const head = Object.entries(PREFIXES).map(
    ([name, iri]) =>
      `@prefix ${name}: <${iri.startsWith("http") ? iri : PAGE.base[name === "kg" ? 1 : 0] + (name === "kg" ? "" : iri)}> .`,
  );
  const first = [...things].sort((a, b) => a - b).map(turtleThing);
  const second = [...docs].sort((a, b) => a - b).map(turtleDocument);
  return `${head.join("\n")}\n\n${[...first, ...second, ...blocks].join("\n")}`;
}

// An IRI in full: local names with percent signs and dots are legal, but not every reader takes them.
function term(space, thing) {
  return `<${PAGE.base[0]}${space}/${thing.iri || thing.id}>`;
}

function text(value, language = "") {
  const escapes = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const safe = String(value)
    .replace(/[\\"\n\r\t]/g, (char) => escapes[char])
    .replace(/[\u0000-\u001f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${safe}"${language ? `@${language}` : ""}`;
}

function typed(value, type) {
  return `"${value}"^^xsd:${type}`;
}

// A name of the vocabulary; one that can't be written short is written in full.
function kg(name) {
  return /^[A-Za-z]\w*$/.test(name) ? `kg:${name}` : `<${PAGE.base[1]}${encodeURIComponent(name)}>`;
}

function block(subject, pairs) {
  return `${subject} ${pairs
    .filter((pair) => pair[1] !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join(" ;\n    ")} .\n`;
}

function turtleThing(i) {
  const node = NODES[i];
  const labels = [
    ["skos:prefLabel", text(node.label, "zh")],
    ["skos:prefLabel", node.en ? text(node.en, "en") : null],
  ];
  const aliases = (node.aliases || []).map((alias) => [
    "skos:altLabel",
    text(alias, /[\u3400-\u9fff]/.test(alias) ? "zh" : "en"),
  ]);
  return block(term("entity", node), [["a", kg(node.group)], ...labels, ...aliases]);
}

function turtleDocument(i) {
  const doc = DOCS[i];
  return block(term("document", doc), [
    ["a", "kg:Document"],
    ["dcterms:title", text(doc.title)],
    ["dcterms:creator", doc.author ? text(doc.author) : null],
    ["dcterms:source", doc.source ? text(doc.source) : null],
    ["dcterms:issued", doc.date ? typed(doc.date, "date") : null],
  ]);
}

function turtlePart(part, things) {
  if (!Number.isInteger(part)) return part.rdf || text(part.iso || part.text || part.zh);
  things.add(part);
  return term("entity", NODES[part]);
}

function turtleFact(fact, things, docs) {
  const subject = term("fact", fact);
  const pairs = [
    ["a", fact.k === "r" ? "rdf:Statement" : fact.k === "o" ? "kg:Observation" : kg(fact.p)],
    ["kg:status", kg(fact.st)],
    ["kg:confidence", typed(fact.c, "decimal")],
  ];
  const plain = [];
  if (fact.k === "r") {
    const ends = [turtlePart(fact.s, things), turtlePart(Number.isInteger(fact.o) ? fact.o : fact.v, things)];
    pairs.push(["rdf:subject", ends[0]], ["rdf:predicate", kg(fact.p)], ["rdf:object", ends[1]]);
    if (fact.st === "asserted") plain.push(`${ends[0]} ${kg(fact.p)} ${ends[1]} .\n`);
  } else if (fact.k === "o") {
    pairs.push(
      ["kg:about", turtlePart(fact.s, things)],
      ["kg:metric", kg(fact.p)],
      ["kg:value", fact.v.n ? typed(fact.v.n, "decimal") : null],
      ["kg:unit", text(fact.v.u || "")],
      ["kg:comparator", text(fact.v.cmp || "exactly")],
    );
  }
  for (const [role, part] of fact.q || []) {
    if (fact.k === "e" && Number.isInteger(part)) pairs.push(["kg:participant", turtlePart(part, things)]);
    pairs.push([kg(role), turtlePart(part, things)]);
  }
  const proofs = fact.pr.map((proof) => turtleProof(evidenceName(fact, proof), proof, things, docs));
  pairs.push(["prov:wasDerivedFrom", proofs.map((proof) => proof[0]).join(", ")]);
  return [...plain, block(subject, pairs), ...proofs.map((proof) => proof[1])];
}

// The local name that the graph's own file gives a piece of evidence: document, place and fact.
function evidenceName(fact, proof) {
  const [start, end] = proof.cp || [proof.a, proof.b];
  const doc = DOCS[proof.d];
  return proof.iri || `${doc.iri || doc.id}:${start}-${end}:${fact.iri || fact.id}`;
}

function turtleProof(name, proof, things, docs) {
  docs.add(proof.d);
  const subject = term("evidence", { id: name });
  const speaker = proof.sp === undefined ? null : turtlePart(proof.sp, things);
  const [start, end] = proof.cp || [proof.a, proof.b];
  return [
    subject,
    block(subject, [
      ["a", "kg:Evidence"],
      ["kg:document", term("document", DOCS[proof.d])],
      ["oa:exact", text(quoteOf(proof))],
      ["oa:start", typed(start, "integer")],
      ["oa:end", typed(end, "integer")],
      ["kg:rule", text(proof.r)],
      ["kg:score", typed(proof.c, "decimal")],
      ["kg:speaker", speaker],
    ]),
  ];
}
