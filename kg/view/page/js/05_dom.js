// Elements are made here and only here; text is always text, never markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "text") element.textContent = value;
    else if (key === "style")
      for (const [name, setting] of Object.entries(value)) element.style.setProperty(name, setting);
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined && child !== "") element.append(child);
  return element;
}

function find(id) {
  return document.getElementById(id);
}

function button(text, onclick, attributes = {}) {
  return make("button", { type: "button", text, onclick, ...attributes });
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  table: "M4 6h16M4 12h16M4 18h16M10 6v12",
  timeline: "M6 3v18M6 6h13M6 12h9M6 18h11M4 6h4M4 12h4M4 18h4",
  network: "M6 7l12-2M6 7l4 11M18 5l-8 13",
  dark: "M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z",
  light:
    "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 1v3M12 20v3M1 12h3M20 12h3M4.2 4.2l2.1 2.1M17.7 17.7l2.1 2.1M4.2 19.8l2.1-2.1M17.7 6.3l2.1-2.1",
  export: "M12 4v11M7.5 10.5L12 15l4.5-4.5M5 20h14",
  help: "M9 9a3 3 0 1 1 4.2 2.7c-.9.5-1.2 1-1.2 2.1M12 17.5v.5",
  menu: "M4 7h16M4 12h10M4 17h13",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  focus: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v4M12 18v4M2 12h4M18 12h4",
  expand: "M12 12L5 5M12 12l7-7M12 12v8M9 17l3 3 3-3",
  hide: "M4 4l16 16M9.9 5.2A10 10 0 0 1 22 12a15 15 0 0 1-3 3.8M6.5 7A15 15 0 0 0 2 12s4 7 10 7a10 10 0 0 0 4.4-1",
  pin: "M12 15v6M8 4h8l-1 6 3 5H6l3-5z",
  path: "M6 18a2 2 0 1 0 0-.1M18 6a2 2 0 1 0 0-.1M7.5 16.5C10 12 14 12 16.5 7.5",
};

// A line drawing named in ICONS, for sighted readers only: its button carries the words.
function icon(name) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon-image", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function iconButton(name, words, onclick, attributes = {}) {
  const made = make("button", {
    type: "button",
    class: "icon",
    title: words,
    "aria-label": words,
    onclick,
    ...attributes,
  });
  made.append(icon(name));
  return made;
}

// The sign of a kind of thing as the network draws it.
function sign(kind, size = 14) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "-8 -8 16 16",
    width: size,
    height: size,
    class: "sign",
    "aria-hidden": "true",
  }))
    svg.setAttribute(key, value);
  const path = document.createElementNS(NS, "path");
  const pen = new PathPen();
  traceShape(pen, shapeOf(kind), 0, 0, 6.4);
  path.setAttribute("d", pen.text());
  if (shapeOf(kind) === "ring") {
    path.setAttribute("fill", "none");
    path.setAttribute("stroke", colourOf(kind));
    path.setAttribute("stroke-width", "2.6");
  } else path.setAttribute("fill", colourOf(kind));
  svg.append(path);
  return svg;
}

// A name that leads to its thing in the network.
function chip(at, attributes = {}) {
  return make(
    "button",
    { type: "button", class: "chip", "data-node": at, onclick: () => visit(at), ...attributes },
    sign(NODES[at].kind, 12),
    nameOf(at),
  );
}

function announce(text) {
  find("news").textContent = text;
}
