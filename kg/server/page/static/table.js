// Rows as a table: names in place of identifiers, each a link to its page, and behind each row its sentences.
import { addressOf, make, sign } from "./dom.js";
import { language, nameColumn, say } from "./strings.js";

const STEP = 200; // rows shown at a time
const DATE = /^\d{4}(-\d\d){0,2}$/;
const LONG = /^-?\d{5,}(\.\d+)?$/; // figures that nobody reads without marks between their digits
const GROUPS = /(?<=\d)(?=(\d{3})+(?!\d))(?<!\.\d*)/g;
const order = new Intl.Collator(language === "zh" ? "zh-Hans" : "en", { numeric: true });

// `hidden` are columns that only lead to what stands elsewhere on the page.
export function makeTable(result, links, showSentences, hidden) {
  const vars = result.vars.filter((name) => !hidden.includes(name));
  const body = make("tbody");
  const table = make("table", { class: "rows" }, make("thead", {}, makeHead(vars, sortBy)), body);
  const more = make("button", { type: "button", class: "tool next", onclick: () => grow() });
  const holder = make("div", {}, table, more);
  let rows = result.rows.map((row, place) => ({ row, place }));
  let shown = 0;
  const numeric = new Set(vars.filter((name) => isNumeric(result.rows, name)));

  function grow() {
    const next = rows.slice(shown, shown + STEP);
    body.append(...next.map(({ row, place }) => makeRow(row, place)));
    shown += next.length;
    const left = rows.length - shown;
    more.hidden = left === 0;
    more.textContent = say("more", Math.min(left, STEP));
  }

  function makeRow(row, place) {
    const cells = vars.map((name) => make("td", { class: numeric.has(name) ? "number" : DATE.test(row[name]?.value) ? "date" : null }, makeCell(row[name], links)));
    const because = make("button", { type: "button", class: "because", title: say("becauseHelp"), text: `“ ${say("because")}` });
    const line = make("tr", {}, make("td", { class: "place", text: place + 1 }), cells, make("td", { class: "last" }, because));
    because.addEventListener("click", () => {
      for (const other of body.querySelectorAll(".chosen")) other.classList.remove("chosen");
      line.classList.add("chosen");
      showSentences(Object.values(row));
    });
    return line;
  }

  function sortBy(name, down) {
    const text = (row) => (row[name] ? nameOf(row[name], links) : "");
    rows = [...rows].sort((a, b) => {
      const found = numeric.has(name) ? Number(text(a.row)) - Number(text(b.row)) : order.compare(text(a.row), text(b.row));
      return (down ? -found : found) || a.place - b.place;
    });
    body.replaceChildren();
    shown = 0;
    grow();
  }

  grow();
  return holder;
}

function makeHead(vars, sortBy) {
  const heads = vars.map((name) => {
    const head = make("th", { scope: "col" });
    head.append(
      make("button", {
        type: "button",
        title: `?${name}`,
        text: nameColumn(name),
        onclick: () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          sortBy(name, down);
        },
      }),
    );
    return head;
  });
  return make("tr", {}, make("th", { class: "place" }), heads, make("th", { class: "last" }));
}

function isNumeric(rows, name) {
  const values = rows.map((row) => row[name]).filter(Boolean);
  return values.length > 0 && values.every(isNumber);
}

function isNumber(term) {
  return /#(integer|decimal|double|float)$/.test(term.datatype || "") && Number.isFinite(Number(term.value));
}

export function keyOf(term) {
  return `${term.type} ${term["xml:lang"] || ""} ${term.value}`;
}

export function nameOf(term, links) {
  return links.get(keyOf(term))?.name ?? (term.type === "bnode" ? `_:${term.value}` : String(term.value?.value ?? term.value));
}

function makeCell(term, links) {
  if (!term) return make("span", { class: "absent", text: "–" });
  const link = links.get(keyOf(term));
  const name = nameOf(term, links);
  if (!link) return LONG.test(name) && isNumber(term) ? make("span", { title: name, text: name.replace(GROUPS, ",") }) : name;
  const address = link.iri ? addressOf(link.iri) : `/resource?name=${encodeURIComponent(link.name)}`;
  if (!link.kind && !link.iri && link.name !== term.value) return name; // a term of the vocabulary, translated
  if (!link.kind) return make("a", { class: "plain-link", href: address, text: name, title: link.iri });
  return make("a", { class: "chip", href: address, title: link.iri }, sign(link.kind), name);
}
