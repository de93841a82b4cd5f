/** Puts the ranking into words: sentences, formats and slots come from the page, this only fills them. */
import { build, fill, put } from "../templates/templates.js";

const digits = { maximumSignificantDigits: 3 };
const locale = document.documentElement.lang;
export const count = number => number.toLocaleString(locale);
const share = number => number.toLocaleString(locale, { style: "percent", ...digits });

/** Words for one result: names of findings, chances, records, and the paragraph for the ticket. */
export class Wording {
  constructor(data) {
    Object.assign(this, data);
  }

  say(name, values = {}) {
    return fill(this.sentences[name], values);
  }

  nameParts(parts) {
    const [one, other] = parts.map(part => fill(this.attributes[part.text === "" ? "empty" : part.kind], part));
    return other === undefined ? one : fill(this.attributes.pair, { one, other });
  }

  /** A probability as odds; very small ones are not told apart. */
  chance(value) {
    if (value >= this.limits.false_alarm) return this.say("chance_high");
    const odds = Math.round(1 / Math.max(value, 1e-6));
    return this.say(value < 1e-6 ? "chance_below" : "chance_one_in", { n: count(odds) });
  }

  describe(finding, findings = []) {
    const other = findings[finding.shadowOf];
    return {
      name: this.nameParts(finding.parts),
      bad: count(finding.bad),
      good: count(finding.good),
      bad_share: share(finding.badShare),
      good_share: share(finding.goodShare),
      lift: finding.lift.toLocaleString(locale, digits),
      chance: this.chance(finding.chance),
      shadow: other ? this.say("shadow", { other: this.nameParts(other.parts) }) : "",
    };
  }

  nameRecord({ id, row }) {
    return id ? this.say("record_id", { id }) : this.say("record_row", { row: count(row) });
  }

  /** What the sentences about all records say. */
  totals({ totals, tries }) {
    return {
      bad: count(totals.bad),
      good: count(totals.good),
      tries: count(tries),
      false_alarm: share(this.limits.false_alarm),
      wanted: this.limits.small_sample,
    };
  }

  isSmall({ totals }) {
    return Math.min(totals.bad, totals.good) < this.limits.small_sample;
  }

  /** The paragraph for the ticket: plain text, one line for each thing found. */
  writeParagraph(result, causes) {
    const { compared, leftOut, pair, examples } = result;
    const totals = this.totals(result);
    const list = (items, write) => items.map(write).join(", ");
    const lines = [
      this.say("paragraph_open", { ...totals, columns: compared.join(", ") }),
      ...causes.map(cause => {
        const { name: part, bad: bad_with, good: good_with, ...words } = this.describe(cause);
        return this.say("paragraph_found", { ...totals, ...words, part, bad_with, good_with });
      }),
    ];
    if (!causes.length) lines.push(this.say("paragraph_none", totals));
    if (leftOut.length) {
      const columns = list(leftOut, ({ name, reason }) => `${name} (${this.reasons[reason]})`);
      lines.push(this.say("paragraph_left_out", { columns }));
    }
    if (this.isSmall(result)) lines.push(this.say("paragraph_small"));
    if (pair) {
      const differences = list(pair.differences, each => this.say("paragraph_difference", each));
      const [bad, good] = [pair.bad, pair.good].map(each => this.nameRecord(each));
      lines.push(this.say("paragraph_pair", { bad, good, differences }));
    }
    lines.push(this.say("paragraph_examples", { examples: list(examples, each => this.nameRecord(each)) }));
    return lines.join("\n");
  }
}

function buildFinding(root, words, finding) {
  const node = build(root, "finding", words);
  for (const bar of node.querySelectorAll("rect")) bar.setAttribute("width", 100 * finding[bar.dataset.share]);
  return node;
}

/** A line for a column that was not compared, with the reason, and a button where comparing it can tell something. */
function buildLeftOut(root, { column, name, reason }, wording) {
  const line = build(root, "left-out", { name, reason: wording.reasons[reason] });
  const button = line.querySelector("button");
  button.value = column;
  button.hidden = ["constant", "own-value", "spoilt"].includes(reason);
  return line;
}

/** Fills the result part of the page. */
export function showResult(root, result, wording) {
  const { worse, better, ranked, leftOut, pair, examples } = result;
  const causes = worse.filter(({ shadowOf }) => shadowOf === undefined);
  const totals = wording.totals(result);
  const { differences, same } = pair ?? { differences: [], same: [] };
  const list = findings => findings.map(finding => buildFinding(root, wording.describe(finding, findings), finding));
  const nameFor = ({ parts }) => (parts ? wording.say("example_for", { part: wording.nameParts(parts) }) : "");
  put(root, {
    headline: wording.say(["found_none", "found_one"][causes.length] ?? "found_many", {
      ...totals,
      count: causes.length,
    }),
    small: wording.say("small", totals),
    tried: wording.say("tried", totals),
    findings: list(worse),
    better: list(better),
    ranked: ranked.map(finding => build(root, "ranked", wording.describe(finding))),
    examples: examples.map(each => build(root, "example", { id: wording.nameRecord(each), for: nameFor(each) })),
    pair: wording.say(["pair_none", "pair_one"][differences.length] ?? "pair_many", { count: differences.length }),
    "pair-rows": [
      ...differences.map(each => build(root, "different-row", each)),
      ...same.map(each => build(root, "pair-row", each)),
    ],
  });
  put(root, { "left-out": leftOut.map(each => buildLeftOut(root, each, wording)) }); // a slot of its lines is called as one above
  root.part("left-out").hidden = leftOut.length === 0;
  root.part("small").hidden = !wording.isSmall(result);
  root.part("better").hidden = better.length === 0;
  root.part("paragraph").value = wording.writeParagraph(result, causes);
}

function fillSelect(select, columns, isChoice, chosen) {
  select.length = 1;
  columns.forEach((column, index) => isChoice(column) && select.add(new Option(column.name, index)));
  select.value = chosen;
}

function buildCheck(root, text, number, value, checked) {
  const label = build(root, "check", { text, count: number });
  Object.assign(label.querySelector("input"), { value, checked });
  return label;
}

/** Offers the values of the column that tells good from bad; `ticked` are the numbers of those that mean bad. */
export function showMarkerValues(analyser, { columns }, ticked) {
  const values = columns[analyser.part("marker-column").value]?.values ?? [];
  analyser.part("marker-values").hidden = values.length === 0;
  const checks = values.map(({ text, records }, code) =>
    buildCheck(analyser, text || "—", count(records), code, ticked.includes(code)),
  );
  put(analyser, { "marker-values": checks });
}

/** Offers what the reader can change before the comparison: columns, the one that tells good from bad, the one that names a record. */
export function showChoices(analyser, table, most) {
  const { columns, marker, identifier } = table;
  fillSelect(
    analyser.part("marker-column"),
    columns,
    ({ distinct }) => distinct > 1 && distinct <= most,
    marker?.column ?? "",
  );
  fillSelect(analyser.part("identifier"), columns, () => true, identifier);
  showMarkerValues(analyser, table, marker?.bad ?? []);
  const checks = columns.flatMap(({ name, reason }, index) =>
    reason === "constant"
      ? []
      : [buildCheck(analyser, name, reason && analyser.wording.reasons[reason], index, reason === "")],
  );
  put(analyser, { columns: checks });
}
