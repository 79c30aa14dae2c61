// What the editor offers to write: variables of the query, terms of the vocabulary by any of their names, things by label.
import { FUNCTIONS, KEYWORDS } from "./sparql.js";
import { language, say } from "./strings.js";

const PLAIN = {
  rdf: ["type", "subject", "predicate", "object", "Statement"],
  rdfs: ["label", "subClassOf", "comment"],
  skos: ["prefLabel", "altLabel", "definition", "broader", "exactMatch"],
  dcterms: ["title", "issued", "creator", "source"],
  prov: ["wasDerivedFrom"],
  oa: ["exact", "start", "end"],
};
const TYPES = { class: "class", property: "property", metric: "constant", status: "enum" };
const THINGS = 20;

// Returns the source of completions; `known` holds the page's prefixes and terms, `askThings` finds things by a part of a label.
export function makeCompletion(known, askThings) {
  const terms = known.terms.map((term) => ({
    label: `kg:${term.name}`,
    detail: term[language],
    info: term.about[language] || undefined,
    type: TYPES[term.kind],
    other: `${term.zh} ${term.en}`.toLowerCase(),
  }));
  const fixed = Object.entries(PLAIN).flatMap(([prefix, names]) => names.map((name) => ({ label: `${prefix}:${name}`, type: "property" })));
  const words = [...KEYWORDS.map((label) => ({ label, type: "keyword" })), ...FUNCTIONS.map((label) => ({ label, type: "function", apply: `${label}(` }))];
  const prefixes = Object.keys(known.prefixes).map((name) => ({ label: `${name}:`, type: "namespace" }));

  return async (context) => {
    const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
    if (variable) return { from: variable.from, options: listVariables(context, variable.text) };
    const word = context.matchBefore(/[\p{L}\p{N}_:·.-]+/u);
    if (!word && !context.explicit) return null;
    const from = word ? word.from : context.pos;
    const text = word ? word.text : "";
    if (text.startsWith("entity:")) return { from, options: await listThings(text.slice(7), askThings), filter: false };
    if (/[^\x00-\x7f]/.test(text)) {
      const found = terms.filter((term) => term.other.includes(text.replace(/^kg:/, "").toLowerCase()));
      return { from, options: found, filter: false };
    }
    return { from, options: [...terms, ...fixed, ...prefixes, ...words] };
  };
}

function listVariables(context, typed) {
  const names = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu));
  names.delete(typed);
  return [...names].map((label) => ({ label, type: "variable" }));
}

async function listThings(part, askThings) {
  if (!part) return [];
  const found = await askThings(part, THINGS);
  return found.map(({ label, name }) => ({ label: `entity:${name}`, displayLabel: label, detail: say("kinds").thing, type: "constant" }));
}
