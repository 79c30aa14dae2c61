// What the page asks its server: queries, names for what a result holds, the sentences behind a row.
import { language } from "./strings.js";

export const MOST_ROWS = 5000; // more than anybody reads; a download has them all
const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

export class Refused extends Error {}

// Returns {kind: "rows", vars, rows, cut} or {kind: "truth", truth} or {kind: "graph", vars, rows, cut}, each with its text.
export async function askQuery(query, { infer, signal, most = MOST_ROWS }) {
  const body = new URLSearchParams({ query, infer: String(infer), "max-rows": String(most) });
  const response = await fetch("/sparql", { method: "POST", body, signal, headers: { accept: ACCEPT } });
  const text = await response.text();
  if (!response.ok) throw new Refused(text.trim());
  if (response.headers.get("content-type").startsWith("application/n-triples")) return readGraph(text);
  const result = JSON.parse(text);
  if ("boolean" in result) return { kind: "truth", truth: result.boolean, text };
  return { kind: "rows", vars: result.head.vars, rows: result.results.bindings, cut: "truncated" in result, text };
}

const TERM = String.raw`(?:<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)`;
const TRIPLE = new RegExp(String.raw`^${TERM}\s+<([^>]*)>\s+${TERM}\s*\.`);

function readGraph(text) {
  const lines = text.split("\n");
  const rows = lines.map((line) => TRIPLE.exec(line)).filter(Boolean);
  return {
    kind: "graph",
    vars: ["subject", "property", "value"],
    rows: rows.map((m) => ({ subject: makeTerm(m.slice(1, 6)), property: { type: "uri", value: unescape(m[6]) }, value: makeTerm(m.slice(7, 12)) })),
    cut: lines.some((line) => line.startsWith("# truncated")),
    text,
  };
}

function makeTerm([iri, node, text, tag, datatype]) {
  if (iri !== undefined) return { type: "uri", value: unescape(iri) };
  if (node !== undefined) return { type: "bnode", value: node };
  const term = { type: "literal", value: unescape(text) };
  if (tag) term["xml:lang"] = tag;
  if (datatype) term.datatype = datatype;
  return term;
}

const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
function unescape(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, char) =>
    char ? ESCAPES[char] || char : String.fromCodePoint(parseInt(short || long, 16)),
  );
}

// Returns for each value the thing it names: {name, iri, kind}, iri empty where several bear the name; null for a mere
// value. `translate`: labels in the other language are given in the page's.
export async function askLinks(terms, { translate }) {
  return JSON.parse(await send("/links", terms, { translate }));
}

// Returns questions that the graph can answer.
export async function askOffers() {
  const response = await fetch("/offers");
  return response.ok ? response.json() : [];
}

// Returns the HTML of the facts behind a row; the server has escaped every text in it. What the query names of the
// vocabulary tells which of several facts is meant.
export async function askSentences(terms, query, vocabulary) {
  const names = new Set([...query.matchAll(/\bkg:([A-Za-z]\w*)/g)].map((match) => vocabulary + match[1]));
  return send("/sentences", terms, { hints: [...names] });
}

// Returns {query, verdict, html} for a Chinese question.
export async function askQuestion(question) {
  const response = await fetch(`/ask?${new URLSearchParams({ question })}`);
  const text = await response.text();
  if (!response.ok) throw new Refused(text.trim());
  return JSON.parse(text);
}

async function send(path, terms, more) {
  const body = JSON.stringify({ terms, language, ...more });
  const response = await fetch(path, { method: "POST", body, headers: { "content-type": "application/json" } });
  const text = await response.text();
  if (!response.ok) throw new Refused(text.trim());
  return text;
}

// Returns things whose label holds `part`, for the editor: [{label, name}].
export async function askThings(part, most, base) {
  const text = JSON.stringify(part);
  const query = `SELECT DISTINCT ?thing ?label { ?thing skos:prefLabel ?label FILTER(CONTAINS(STR(?label), ${text}) && STRSTARTS(STR(?thing), "${base}")) } LIMIT ${most}`;
  const { rows } = await askQuery(query, { infer: false });
  return rows.map((row) => ({ label: row.label.value, name: row.thing.value.slice(base.length) }));
}
