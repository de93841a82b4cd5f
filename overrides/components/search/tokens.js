// Text to search terms. The Python counterpart is macros/search/tokens.py; a parity test runs both over the same texts.

const CAMEL = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const PLURAL_ACRONYM = /^[A-Z0-9]+s$/;
const ACCENTS = /[\u0300-\u036f]/g;
const PLAIN = /^[a-zß-ÿ]{3,}$/;
const ASCII = /^[\x20-\x7e]*$/;
const LETTER = "[\\p{L}\\p{N}]";

/** Lower case, without accents, in one Unicode form; so "Über" is found by "uber". */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFKC").toLowerCase().normalize("NFKD").replace(ACCENTS, "").normalize("NFC");
}

const oneOf = characters => `[${characters.map(c => c.replace(/[\\\]^-]/g, "\\$&")).join("")}]`;

const cut = (text, longest) => Array.from(text).slice(0, longest).join("");

const overlappingPairs = run => {
  const letters = Array.from(run);
  return letters.length < 2 ? [run] : letters.slice(1).map((letter, at) => letters[at] + letter);
};

function splitHumps(piece) {
  if (PLURAL_ACRONYM.test(piece)) return [piece];
  const humps = piece.split(CAMEL);
  return humps.length > 1 && humps.every(hump => Array.from(hump).length > 1) ? humps : [piece];
}

/** A reader of chunks, made from the `tokens` part of the search definition. */
export function makeTokenizer({ joiners, apostrophes, paired, longest, units }) {
  const inside = oneOf([...joiners, ...apostrophes]);
  const chunk = new RegExp(`\\^[A-Za-z](?!${LETTER})|${LETTER}+(?:${inside}${LETTER}+)*`, "gu");
  const joiner = new RegExp(inside, "gu");
  const apostrophe = new RegExp(oneOf(["'", ...apostrophes]), "gu");
  const pairs = new RegExp(`([${paired.map(([first, last]) => `${first}-${last}`).join("")}]+)`, "u");

  const unitOf = new Map(units);
  const measure = new RegExp(`^([0-9]+)(${[...unitOf.keys()].join("|")})$`);

  const readWord = raw => {
    const plain = raw.replace(apostrophe, "");
    const whole = cut(fold(plain).replace(joiner, ""), longest);
    const [, number, sign] = whole.match(measure) ?? [];
    if (number) return [{ whole, parts: [number, unitOf.get(sign)] }];
    const parts = plain
      .split(joiner)
      .flatMap(splitHumps)
      .map(fold)
      .filter(Boolean)
      .map(part => cut(part, longest));
    return whole ? [{ whole, parts: parts.length > 1 ? parts : [] }] : [];
  };

  const read = raw =>
    raw.split(pairs).flatMap((piece, at) => {
      if (at % 2) return overlappingPairs(fold(piece)).map(pair => ({ whole: pair, parts: [] }));
      return piece ? readWord(piece) : [];
    });

  return {
    /** Every chunk of the text with its place: `[{whole, parts, start, end}]`. */
    chunks(text) {
      const found = [];
      for (const { 0: raw, index: start } of text.matchAll(chunk)) {
        for (const { whole, parts } of read(raw)) found.push({ whole, parts, start, end: start + raw.length });
      }
      return found;
    },
  };
}

/** The stemmer of a language. In English, lunr and its Python port treat a last `y` each another way. */
export function makeStemmer(lunr, language) {
  const { stemmer } = language === "en" ? lunr : lunr[language];
  return word => {
    if (!PLAIN.test(word)) return word;
    const stem = stemmer(new lunr.Token(word, {})).toString();
    return language === "en" ? stem.replace(/(?<=.)y$/, "i") : stem;
  };
}
