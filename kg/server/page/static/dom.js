// Makes elements; texts become text nodes only, so nothing that stands in a result can run.
const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "g", "line", "path", "text", "use", "title"]);

export function make(tag, attributes = {}, ...children) {
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function find(id) {
  return document.getElementById(id);
}

// The shape and colour of a kind of thing.
export function sign(kind) {
  return make("svg", { class: "sign", "data-kind": kind, "aria-hidden": "true" }, make("use", { href: `#kind-${kind}` }));
}

export function addressOf(iri) {
  return `/resource?iri=${encodeURIComponent(iri)}`;
}
