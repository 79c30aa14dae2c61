// The saved queries: a list to choose from, and fields for the parameters of the one chosen.
import { find, make } from "./dom.js";
import { language, say } from "./strings.js";

export function showGallery(queries, choose) {
  const search = make("input", { id: "search", type: "search", placeholder: say("search"), "aria-label": say("search") });
  const list = make("div");
  const show = () => {
    const part = search.value.trim().toLowerCase();
    const fitting = queries.filter((query) => `${query.name} ${query.help} ${query.zh}`.toLowerCase().includes(part));
    list.replaceChildren(...fitting.map((query) => makeButton(query, choose)));
  };
  search.addEventListener("input", show);
  show();
  find("gallery").replaceChildren(make("h2", { text: say("gallery") }), search, list);
}

function makeButton(query, choose) {
  const button = make("button", { type: "button", class: "saved", "data-query": query.name, text: helpOf(query) });
  button.append(make("small", { text: query.name }));
  button.addEventListener("click", () => choose(query));
  return button;
}

function helpOf(thing) {
  return (language === "zh" && thing.zh) || thing.help;
}

export function pressButton(name) {
  for (const button of document.querySelectorAll(".saved")) button.setAttribute("aria-pressed", String(button.dataset.query === name));
}

// Shows a query's fields; `fill` is called with its text whenever one changes, `run` when Enter is pressed.
export function showParameters(query, { fill, run }) {
  const form = find("parameters");
  form.hidden = !query;
  if (!query) return;
  const fields = query.parameters.map((parameter) => {
    const given = parameter.default === "UNDEF" ? "" : parameter.default.split("@")[0].replace(/^"|"$|^kg:/g, "");
    const field = make("input", { name: parameter.name, value: given, placeholder: say("any"), autocomplete: "off" });
    field.addEventListener("input", () => fill(fillIn(query, read())));
    return make("label", {}, helpOf(parameter), field);
  });
  const read = () => Object.fromEntries([...form.querySelectorAll("input")].map((field) => [field.name, field.value.trim()]));
  form.onsubmit = (event) => {
    event.preventDefault();
    run();
  };
  const submit = make("button", { class: "tool", text: say("run") });
  form.replaceChildren(make("p", { class: "help", text: helpOf(query) }), ...fields, query.parameters.length ? submit : "");
  fill(fillIn(query, {}));
}

// Returns the query with these values in place of its defaults, as `kg query --param` fills them in.
export function fillIn(query, values) {
  const shown = query.text.split("\n").filter((line) => !/^# (param|zh)\b/.test(line));
  let text = shown.join("\n").replace(/^# .*/, `# ${helpOf(query)}`).trim();
  for (const parameter of query.parameters) {
    const value = values[parameter.name];
    if (!value) continue;
    const place = new RegExp(String.raw`(VALUES\s+\?${parameter.name}\s*\{)[^{}]*\}`);
    text = text.replace(place, (_, head) => `${head} ${writeTerms(parameter.default, value)} }`);
  }
  return text;
}

function writeTerms(form, value) {
  if (/^-?\d+(\.\d+)?$/.test(form)) return /^-?\d+(\.\d+)?$/.test(value) ? value : form;
  const prefixed = /^(\w+:)\w+$/.exec(form);
  if (prefixed) return /^[A-Za-z]\w*$/.test(value) ? prefixed[1] + value : form;
  const literal = JSON.stringify(value);
  return form === "UNDEF" || form.includes("@") ? `${literal}@zh ${literal}@en` : literal;
}
