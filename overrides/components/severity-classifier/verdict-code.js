// Writes and reads verdict codes such as P3-O-7F2KX. The twin of macros/rules/verdict_code.py, which says how they are
// made. `codes` comes with the page: alphabet, generator, versions, levels, letters and the layout of each version.
export const UNSURE = -1;

const lengthOf = (codes, sizes) => {
  const most = sizes.reduce((product, size) => product * (size + 2), codes.versions) - 1;
  let length = 1;
  while (most >= codes.alphabet.length ** length) length += 1;
  return length;
};

function weigh(codes, values) {
  let weight = 1;
  let total = 0;
  for (const value of [...values].reverse()) {
    total += weight * value;
    weight = (weight * codes.generator) % codes.alphabet.length;
  }
  return total % codes.alphabet.length;
}

// `answers` maps a question's number to its answer's number or UNSURE; only questions that were put.
export function encode(codes, version, level, category, answers) {
  const { sizes } = codes.layouts[version];
  let number = sizes.reduce((packed, size, question) => {
    const answer = answers.get(question);
    return packed * (size + 2) + (answer === undefined ? 0 : answer === UNSURE ? 1 : answer + 2);
  }, 0);
  number = number * codes.versions + version;
  const base = codes.alphabet.length;
  const payload = [];
  for (let place = lengthOf(codes, sizes); place > 0; place -= 1) {
    payload.unshift(number % base);
    number = Math.floor(number / base);
  }
  const check = (base - weigh(codes, [level, category, ...payload, 0])) % base;
  return `${codes.levels[level]}-${codes.letters[category]}-${[...payload, check].map(value => codes.alphabet[value]).join("")}`;
}

function split(codes, text) {
  const plain = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  for (const [level, start] of codes.levels.entries()) {
    for (const [category, letter] of codes.letters.entries()) {
      const letters = [...plain.slice(start.length + 1)];
      const known = letters.length > 1 && letters.every(found => codes.alphabet.includes(found));
      if (plain.startsWith(start + letter) && known) return { level, category, letters };
    }
  }
  return null;
}

function unpack(sizes, number) {
  const answers = new Map();
  let rest = number;
  for (let question = sizes.length - 1; question >= 0; question -= 1) {
    const radix = sizes[question] + 2;
    const digit = rest % radix;
    rest = Math.floor(rest / radix);
    if (digit) answers.set(question, digit === 1 ? UNSURE : digit - 2);
  }
  return rest ? null : new Map([...answers].reverse());
}

// Returns { version, level, category, answers }, or { refused } with the kind of fault: form, check, version, answers.
export function decode(codes, text) {
  const parts = split(codes, text);
  if (!parts) return { refused: "form" };
  const values = parts.letters.map(letter => codes.alphabet.indexOf(letter));
  if (weigh(codes, [parts.level, parts.category, ...values]) !== 0) return { refused: "check" };
  const packed = values.slice(0, -1).reduce((number, value) => number * codes.alphabet.length + value, 0);
  const version = packed % codes.versions;
  const layout = codes.layouts[version];
  if (!layout || lengthOf(codes, layout.sizes) !== values.length - 1) return { refused: "version" };
  const answers = unpack(layout.sizes, Math.floor(packed / codes.versions));
  return answers ? { version, level: parts.level, category: parts.category, answers } : { refused: "answers" };
}
