// Text to search terms. The Python counterpart is macros/search/tokens.py; a parity test runs both over the same texts.

const CAMEL = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const PLURAL_ACRONYM = /^[A-Z0-9]+s$/;
const ACCENTS = /[\u0300-\u036f]/g;
const PLAIN = /^[a-zß-ÿ]{3,}$/;
const ASCII = /^[\x20-\x7e]*$/;
const CHUNK = /\^[A-Za-z](?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:[-_.'’ʼ＇][\p{L}\p{N}]+)*/gu;
const JOINER = /[-_.'’ʼ＇]/gu;
const APOSTROPHE = /['’ʼ＇]/gu;
const PAIRED = /([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)/u; // scripts without blanks
const LONGEST = 40; // letters kept of a long word
/** `32s` is `32 seconds`. */
const UNITS = new Map(
  Object.entries({ seconds: "s sec secs", minutes: "min mins", hours: "h hr hrs", milliseconds: "ms" }).flatMap(
    ([unit, signs]) => signs.split(" ").map(sign => [sign, unit]),
  ),
);
const MEASURE = new RegExp(`^([0-9]+)(${[...UNITS.keys()].join("|")})$`);

/** Lower case, without accents, in one Unicode form; so "Über" is found by "uber". */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
}

const cut = text => Array.from(text).slice(0, LONGEST).join("");

const overlappingPairs = run => {
  const letters = Array.from(run);
  return letters.length < 2 ? [run] : letters.slice(1).map((letter, at) => letters[at] + letter);
};

function splitHumps(piece) {
  if (PLURAL_ACRONYM.test(piece)) return [piece];
  const humps = piece.split(CAMEL);
  return humps.length > 1 && humps.every(hump => Array.from(hump).length > 1) ? humps : [piece];
}

function readWord(raw) {
  const plain = raw.replace(APOSTROPHE, "");
  const whole = cut(fold(plain).replace(JOINER, ""));
  const [, number, sign] = whole.match(MEASURE) ?? [];
  if (number) return [{ whole, parts: [number, UNITS.get(sign)] }];
  const parts = plain.split(JOINER).flatMap(splitHumps).map(fold).filter(Boolean).map(cut);
  return whole ? [{ whole, parts: parts.length > 1 ? parts : [] }] : [];
}

const readRun = raw =>
  raw.split(PAIRED).flatMap((piece, at) => {
    if (at % 2) return overlappingPairs(fold(piece)).map(pair => ({ whole: pair, parts: [] }));
    return piece ? readWord(piece) : [];
  });

/** Every chunk of a text with its place: `[{whole, parts, start, end}]`. */
export const readChunks = text =>
  [...text.matchAll(CHUNK)].flatMap(({ 0: raw, index: start }) =>
    readRun(raw).map(chunk => ({ ...chunk, start, end: start + raw.length })),
  );

/** The stemmer of a language. In English, lunr and its Python port treat a last `y` each another way. */
export function makeStemmer(lunr, language) {
  const { stemmer } = language === "en" ? lunr : lunr[language];
  return word => {
    if (!PLAIN.test(word)) return word;
    const stem = stemmer(new lunr.Token(word, {})).toString();
    return language === "en" ? stem.replace(/(?<=.)y$/, "i") : stem;
  };
}
