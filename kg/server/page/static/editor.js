// The editor: SPARQL coloured and completed, Ctrl+Enter runs it, an error stands where it is.
import {
  Decoration, EditorState, EditorView, HighlightStyle, Prec, StateEffect, StateField, autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap,
  defaultKeymap, drawSelection, history, historyKeymap, indentWithTab, keymap, lineNumbers, syntaxHighlighting, tags,
} from "./codemirror.js";
import { sparql } from "./sparql.js";
import { say } from "./strings.js";

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--word)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--variable)" },
  { tag: tags.atom, color: "var(--name)" },
  { tag: [tags.string, tags.number], color: "var(--text-value)" },
  { tag: tags.meta, color: "var(--faint)" },
  { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.operator], color: "var(--soft)" },
]);
const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--sheet)", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { padding: "12px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 18px 0 8px" },
  ".cm-gutters": { backgroundColor: "var(--sheet)", color: "var(--faint)", border: "0", paddingLeft: "8px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--planned) 24%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
  ".cm-wrong": { textDecoration: "underline wavy var(--denied) 1.5px", textUnderlineOffset: "4px" },
  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "8px", backgroundColor: "var(--sheet)", color: "var(--text)" },
});


// What the server found wrong, underlined until the text changes.
const setWrong = StateEffect.define();
const wrong = StateField.define({
  create: () => Decoration.none,
  update: (marks, transaction) => transaction.effects.find((effect) => effect.is(setWrong))?.value ?? (transaction.docChanged ? Decoration.none : marks),
  provide: (field) => EditorView.decorations.from(field),
});

const [FEWEST, MOST, LINE] = [4, 10, 21.6]; // lines that the editor shows at first, and their height in px

export function makeEditor(parent, { complete, run, changed }) {
  const runs = Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }]));
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        EditorView.cspNonce.of(parent.dataset.nonce), runs, lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(),
        sparql, syntaxHighlighting(COLOURS), LOOK, wrong, EditorView.lineWrapping, autocompletion({ override: [complete] }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ "aria-label": say("editor") }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
      ],
    }),
  });
  return {
    read: () => view.state.doc.toString(),
    write: (text) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      parent.style.height = `${Math.min(Math.max(view.state.doc.lines, FEWEST), MOST) * LINE + 26}px`;
    },
    focus: () => view.focus(),
    // Marks the place that a message of the server names ("line 2, column 9").
    mark: (message) => view.dispatch({ effects: setWrong.of(markPlace(view.state.doc, message)) }),
  };
}

function markPlace(doc, message) {
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) || [];
  if (!line || Number(line) > doc.lines) return Decoration.none;
  const { from, to } = doc.line(Number(line));
  const start = Math.max(from, Math.min(from + Number(column) - 1, to - 1)); // at the end of a line its last character
  const length = (/^\S+/.exec(doc.sliceString(start, to)) || [" "])[0].length;
  if (start >= to) return Decoration.none;
  return Decoration.set([Decoration.mark({ class: "cm-wrong", attributes: { title: message } }).range(start, Math.min(start + length, to))]);
}
