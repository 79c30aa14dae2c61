// SPARQL 1.1 for the editor: what each stretch of a line is, with names in any script.
import { StreamLanguage } from "./codemirror.js";

export const KEYWORDS =
  "ASK BASE BY CONSTRUCT DESCRIBE DISTINCT FILTER FROM GRAPH GROUP HAVING IN LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE AS ASC DESC BIND EXISTS".split(" ");
export const FUNCTIONS =
  "ABS AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY FLOOR GROUP_CONCAT IF IRI ISIRI ISLITERAL ISNUMERIC LANG LANGMATCHES LCASE MAX MIN MONTH REGEX REPLACE ROUND SAMPLE STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS SUBSTR SUM UCASE YEAR".split(" ");
const WORDS = new Set([...KEYWORDS, "TRUE", "FALSE", "A", "SEPARATOR", "SERVICE", "SILENT"]);

const VARIABLE = /^[?$][\p{L}\p{N}_]+/u;
const IRI = /^<[^<>"{}|^`\\\s]*>/;
const NAME = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?:(?:[\p{L}\p{N}_:%·-]|\\.|\.(?=[\p{L}\p{N}_:%\\·-]))*/u;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const WORD = /^[\p{L}\p{N}_]+/u;
const LONG_QUOTES = ['"""', "'''"];

function readString(stream, state) {
  while (!stream.eol()) {
    if (stream.match(state.quote)) {
      state.quote = null;
      return "string";
    }
    if (stream.next() === "\\") stream.next();
  }
  if (state.quote.length === 1) state.quote = null; // a short string ends with its line
  return "string";
}

export const sparql = StreamLanguage.define({
  name: "sparql",
  startState: () => ({ quote: null }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (state.quote) return readString(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return "comment";
    if (stream.match(VARIABLE)) return "variableName";
    if (stream.match(IRI) || stream.match(NAME)) return "atom";
    for (const quote of [...LONG_QUOTES, '"', "'"]) {
      if (stream.match(quote)) {
        state.quote = quote;
        return readString(stream, state);
      }
    }
    if (stream.match(/^@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*/)) return "meta";
    if (stream.match(NUMBER)) return "number";
    if (stream.match(WORD)) {
      const word = stream.current().toUpperCase();
      return WORDS.has(word) ? "keyword" : FUNCTIONS.includes(word) ? "keyword" : null;
    }
    stream.next();
    return /[{}()[\],;.]/.test(stream.current()) ? "punctuation" : "operator";
  },
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"', "'"] } },
});
