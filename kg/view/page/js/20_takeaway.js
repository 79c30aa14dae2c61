// What a reader takes away: the picture as PNG or SVG, the visible facts as CSV or Turtle.
function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = make("a", { href: url, download: `${fileName()}.${name}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function fileName() {
  const what = state.focus.length ? nameOf(state.focus[0]) : PAGE.title;
  return (
    what
      .replace(/[\\/:*?"<>|\u0000-\u001f]/g, " ")
      .trim()
      .slice(0, 60) || "graph"
  );
}

function savePng() {
  const source = find("canvas").querySelector("canvas");
  const canvas = document.createElement("canvas");
  canvas.width = source.width;
  canvas.height = source.height;
  const context = canvas.getContext("2d");
  context.fillStyle = ink().ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0);
  canvas.toBlob((blob) => save("png", "image/png", blob));
}

// Draws the same picture as on the screen with a pen that writes SVG.
function makeSvg() {
  const view = drawing.view;
  const under = new SvgPen();
  paintIslands(under);
  paintUnder(under, view);
  BY_RANK.filter((i) => shown.nodes[i])
    .reverse()
    .forEach((i) => paintNode(under, i, view));
  const over = new SvgPen();
  paintOver(over, view);
  const { width, height, scale, left, top } = view;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FONT)}">\n` +
    `<title>${escapeXml(PAGE.title)}</title>\n<rect width="${width}" height="${height}" fill="${ink().ground}"/>\n` +
    `<g transform="scale(${scale}) translate(${short(-left)} ${short(-top)})">\n${under.out.join("\n")}\n</g>\n${over.out.join("\n")}\n</svg>\n`
  );
}

// RFC 4180, with a byte-order mark because spreadsheets take UTF-8 for something else without it.
function makeCsv() {
  const head = [
    "subject",
    "property",
    "object",
    "value",
    "unit",
    "comparator",
    "date",
    "place",
    "status",
    "confidence",
    "participants",
    "document",
    "published",
    "speaker",
    "sentence",
  ];
  const rows = tableFacts().flatMap((i) => FACTS[i].pr.map((proof) => csvRow(FACTS[i], proof)));
  return `\ufeff${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function csvRow(fact, proof) {
  const value = fact.v || {};
  const when = qualifier(fact, "date") || qualifier(fact, "period");
  const parts = (fact.q || [])
    .filter((pair) => Number.isInteger(pair[1]) && pair[0] !== "place")
    .map((pair) => NODES[pair[1]].label);
  const place = qualifier(fact, "place");
  return [
    fact.k === "e" ? "" : NODES[fact.s].label,
    fact.p,
    Number.isInteger(fact.o) ? NODES[fact.o].label : value.text || "",
    value.n || value.iso || "",
    value.u || "",
    value.cmp || "",
    when === null ? "" : partText(when),
    place === null ? "" : partText(place),
    fact.st,
    fact.c,
    parts.join("、"),
    DOCS[proof.d].title,
    DOCS[proof.d].date || "",
    proof.sp === undefined ? "" : nameOf(proof.sp),
    quoteOf(proof),
  ];
}

// A cell that begins like a formula gets an apostrophe: a spreadsheet would run it.
function csvCell(value) {
  let text = String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

async function copyLink() {
  writeAddress(false);
  try {
    await navigator.clipboard.writeText(location.href);
  } catch (error) {
    const field = make("textarea", { text: location.href }); // a file may not write to the clipboard without a gesture
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  announce(say("copied"));
  flash(say("copied"));
}
