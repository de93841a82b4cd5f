/** Puts the ranking into words: sentences, formats and slots come from the page, this only fills them. */

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Fills the slots below a node that have a value: a text as text, nodes as they are. */
export function put(root, values) {
  for (const slot of root.querySelectorAll("[data-slot]")) {
    const value = values[slot.dataset.slot];
    if (value !== undefined) slot.replaceChildren(...[value].flat());
  }
}

/** Clones a template of the component and fills its slots. */
export function build(root, template, values) {
  const node = root.querySelector(`template[data-template="${template}"]`).content.firstElementChild.cloneNode(true);
  put(node, values);
  return node;
}

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

  /** Why a column is not compared, by its code. */
  reason(code) {
    return this.reasons[code];
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

  /** The findings that no stronger one accounts for. */
  listCauses({ worse }) {
    return worse.filter(({ shadowOf }) => shadowOf === undefined);
  }

  /** The paragraph for the ticket: plain text, one line for each thing found. */
  writeParagraph(result, names, columns) {
    const totals = this.totals(result);
    const causes = this.listCauses(result);
    const lines = [this.say("paragraph_open", { ...totals, columns: columns.join(", ") })];
    for (const finding of causes) {
      const words = this.describe(finding);
      lines.push(
        this.say("paragraph_found", {
          ...totals,
          ...words,
          part: words.name,
          bad: totals.bad,
          good: totals.good,
          bad_with: words.bad,
          good_with: words.good,
        }),
      );
    }
    if (!causes.length) lines.push(this.say("paragraph_none", totals));
    if (result.leftOut.length) lines.push(this.say("paragraph_left_out", { columns: this.listLeftOut(result, names) }));
    if (this.isSmall(result)) lines.push(this.say("paragraph_small"));
    if (result.pair) lines.push(this.describePair(result.pair, names));
    lines.push(
      this.say("paragraph_examples", { examples: result.examples.map(example => this.nameRecord(example)).join(", ") }),
    );
    return lines.join("\n");
  }

  listLeftOut({ leftOut }, names) {
    return leftOut.map(({ column, reason }) => `${names[column]} (${this.reason(reason)})`).join(", ");
  }

  describePair({ bad, good, differences }, names) {
    const differ = differences.map(column =>
      this.say("paragraph_difference", { name: names[column], bad: bad.cells[column], good: good.cells[column] }),
    );
    return this.say("paragraph_pair", {
      bad: this.nameRecord(bad),
      good: this.nameRecord(good),
      differences: differ.join(", "),
    });
  }
}

function buildFinding(root, words, finding) {
  const node = build(root, "finding", words);
  for (const bar of node.querySelectorAll("rect")) bar.setAttribute("width", 100 * finding[bar.dataset.share]);
  return node;
}

/** What the slots of the minimal pair hold. */
function describePair(root, pair, names, used, wording) {
  const differences = pair?.differences ?? [];
  const differs = column => differences.includes(column);
  const rows = pair ? [...used].sort((a, b) => differs(b) - differs(a)) : [];
  return {
    pair: wording.say(["pair_none", "pair_one"][differences.length] ?? "pair_many", { count: differences.length }),
    "pair-rows": rows.map(column =>
      build(root, differs(column) ? "different-row" : "pair-row", {
        name: names[column],
        bad: pair.bad.cells[column],
        good: pair.good.cells[column],
      }),
    ),
  };
}

/** A line for each column that was not compared, with the reason, and a button where comparing it can tell something. */
function listLeftOut(root, { leftOut }, names, wording) {
  return leftOut.map(({ column, reason }) => {
    const line = build(root, "left-out", { name: names[column], reason: wording.reason(reason) });
    const button = line.querySelector("button");
    button.value = column;
    button.hidden = reason === "constant" || reason === "own-value" || reason === "spoilt";
    return line;
  });
}

/** Fills the result part of the page. `names` are all columns. */
export function showResult(root, result, names, wording) {
  const used = result.compared;
  const totals = wording.totals(result);
  const causes = wording.listCauses(result).length;
  const list = findings => findings.map(finding => buildFinding(root, wording.describe(finding, findings), finding));
  const nameFor = ({ parts }) => (parts ? wording.say("example_for", { part: wording.nameParts(parts) }) : "");
  put(root, {
    headline: wording.say(["found_none", "found_one"][causes] ?? "found_many", { ...totals, count: causes }),
    small: wording.say("small", totals),
    tried: wording.say("tried", totals),
    findings: list(result.worse),
    better: list(result.better),
    ranked: result.ranked.map(finding => build(root, "ranked", wording.describe(finding))),
    examples: result.examples.map(example =>
      build(root, "example", { id: wording.nameRecord(example), for: nameFor(example) }),
    ),
    ...describePair(root, result.pair, names, used, wording),
  });
  put(root, { "left-out": listLeftOut(root, result, names, wording) });
  root.part("left-out").hidden = result.leftOut.length === 0;
  root.part("small").hidden = !wording.isSmall(result);
  root.part("better").hidden = result.better.length === 0;
  root.part("paragraph").value = wording.writeParagraph(
    result,
    names,
    used.map(column => names[column]),
  );
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
      : [buildCheck(analyser, name, reason && analyser.wording.reason(reason), index, reason === "")],
  );
  put(analyser, { columns: checks });
}
