/** Puts the ranking into words: sentences, formats and slots come from the page, this only fills them. */

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Clones a template of the component and fills its slots. */
export function build(root, template, values = {}) {
  const node = root.querySelector(`template[data-template="${template}"]`).content.firstElementChild.cloneNode(true);
  for (const slot of node.querySelectorAll("[data-slot]")) slot.textContent = values[slot.dataset.slot] ?? "";
  return node;
}

const count = new Intl.NumberFormat("en");
const share = new Intl.NumberFormat("en", { style: "percent", maximumSignificantDigits: 3 });
const ratio = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

export const formats = { count: (n) => count.format(n), share: (n) => share.format(n) };

/** Words for one result: names of findings, chances, calls, and the paragraph for the ticket. */
export class Wording {
  constructor({ attributes, sentences, limits }) {
    Object.assign(this, { attributes, sentences, limits });
  }

  say(name, values = {}) {
    return fill(this.sentences[name], values);
  }

  nameParts(parts) {
    const [one, other] = parts.map((part) => fill(this.attributes[part.text === "" ? "empty" : part.kind], part));
    return other === undefined ? one : fill(this.attributes.pair, { one, other });
  }

  /** A probability as odds; very small ones are not told apart. */
  chance(value) {
    if (value >= this.limits.false_alarm) return this.say("chance_high");
    const odds = Math.round(1 / Math.max(value, 1e-6));
    return this.say(value < 1e-6 ? "chance_below" : "chance_one_in", { n: count.format(odds) });
  }

  describe(finding, findings = []) {
    const other = findings[finding.shadowOf];
    return {
      name: this.nameParts(finding.parts),
      bad: count.format(finding.bad),
      good: count.format(finding.good),
      bad_share: share.format(finding.badShare),
      good_share: share.format(finding.goodShare),
      lift: ratio.format(finding.lift),
      chance: this.chance(finding.chance),
      shadow: other ? this.say("shadow", { other: this.nameParts(other.parts) }) : "",
    };
  }

  nameCall({ id, row }) {
    return id ? this.say("call_id", { id }) : this.say("call_row", { row: count.format(row) });
  }

  totals({ totals, tries }) {
    return {
      bad: count.format(totals.bad),
      good: count.format(totals.good),
      tries: count.format(tries),
      false_alarm: share.format(this.limits.false_alarm),
    };
  }

  isSmall({ totals }) {
    return Math.min(totals.bad, totals.good) < this.limits.small_sample;
  }

  /** The paragraph for the ticket: plain text, one line for each thing found. */
  writeParagraph(result, names, columns) {
    const totals = this.totals(result);
    const causes = result.worse.filter((finding) => finding.shadowOf === undefined);
    const lines = [this.say("paragraph_open", { ...totals, columns: columns.join(", ") })];
    for (const finding of causes) {
      const words = this.describe(finding);
      lines.push(this.say("paragraph_found", { ...totals, ...words, part: words.name, bad: totals.bad, good: totals.good, bad_with: words.bad, good_with: words.good }));
    }
    if (causes.length === 0) lines.push(this.say("paragraph_none", totals));
    if (this.isSmall(result)) lines.push(this.say("paragraph_small"));
    if (result.pair) lines.push(this.describePair(result.pair, names));
    lines.push(this.say("paragraph_calls", { calls: result.calls.map((call) => this.nameCall(call)).join(", ") }));
    return lines.join("\n");
  }

  describePair({ bad, good, differences }, names) {
    const differ = differences.map((column) =>
      this.say("paragraph_difference", { name: names[column], bad: bad.cells[column], good: good.cells[column] }));
    return this.say("paragraph_pair", { bad: this.nameCall(bad), good: this.nameCall(good), differences: differ.join(", ") });
  }
}

function buildFinding(root, words, { badShare, goodShare }, wording) {
  const texts = { bad: wording.say("bar_bad", { share: words.bad_share }), good: wording.say("bar_good", { share: words.good_share }) };
  const node = build(root, "finding", { ...words, ...texts });
  const [bad, good] = node.querySelectorAll("rect");
  bad.setAttribute("width", 100 * badShare);
  good.setAttribute("width", 100 * goodShare);
  return node;
}

function showPair(slots, root, pair, names, used, wording) {
  const number = pair?.differences.length ?? 0;
  slots.pair.textContent = wording.say(["pair_none", "pair_one"][number] ?? "pair_many", { count: number });
  const rows = pair ? [...used].sort((a, b) => pair.differences.includes(b) - pair.differences.includes(a)) : [];
  slots["pair-rows"].replaceChildren(...rows.map((column) =>
    build(root, pair.differences.includes(column) ? "different-row" : "pair-row", {
      name: names[column], bad: pair.bad.cells[column], good: pair.good.cells[column],
    })));
}

/** Fills the result part of the page. `names` are all columns, `used` the numbers of the compared ones. */
export function showResult(root, result, names, used, wording) {
  const slots = Object.fromEntries([...root.querySelectorAll("[data-slot]")].map((slot) => [slot.dataset.slot, slot]));
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const totals = wording.totals(result);
  const causes = result.worse.filter((finding) => finding.shadowOf === undefined).length;
  slots.headline.textContent = wording.say(["found_none", "found_one"][causes] ?? "found_many", { ...totals, count: causes });
  slots.tried.textContent = wording.say("tried", totals);
  part("small").hidden = !wording.isSmall(result);
  part("small").textContent = wording.say("small", { ...totals, wanted: wording.limits.small_sample });
  const list = (findings) => findings.map((finding) => buildFinding(root, wording.describe(finding, findings), finding, wording));
  slots.findings.replaceChildren(...list(result.worse));
  slots.better.replaceChildren(...list(result.better));
  part("better").hidden = result.better.length === 0;
  slots.ranked.replaceChildren(...result.ranked.map((finding) => build(root, "ranked", wording.describe(finding))));
  showPair(slots, root, result.pair, names, used, wording);
  part("pair").hidden = false;
  slots.calls.replaceChildren(...result.calls.map((call) => build(root, "call", {
    id: wording.nameCall(call),
    for: call.parts.length ? wording.say("call_for", { part: wording.nameParts(call.parts) }) : "",
  })));
  part("paragraph").value = wording.writeParagraph(result, names, used.map((column) => names[column]));
}

function fillSelect(select, columns, isChoice, chosen) {
  select.length = 1;
  columns.forEach((column, index) => {
    if (isChoice(column)) select.add(new Option(column.name, index));
  });
  select.value = String(chosen);
}

function buildCheck(root, text, number, value, checked) {
  const label = build(root, "check", { text, count: number });
  const box = label.querySelector("input");
  box.value = value;
  box.checked = checked;
  return label;
}

/** Offers the values of the column that tells good from bad; `ticked` are the numbers of those that mean bad. */
export function showMarkerValues(analyser, { columns }, ticked) {
  const values = columns[analyser.part("marker-column").value]?.values ?? [];
  analyser.part("marker-values").hidden = values.length === 0;
  analyser.slotNamed("marker-values").replaceChildren(...values.map(({ text, count: calls }, code) =>
    buildCheck(analyser, text || "—", formats.count(calls), code, ticked.includes(code))));
}

/** Offers what the reader can change before the comparison: columns, the one that tells good from bad, the Call-ID. */
export function showChoices(analyser, table, most) {
  const { columns, marker, identifier } = table;
  fillSelect(analyser.part("marker-column"), columns, ({ distinct }) => distinct > 1 && distinct <= most, marker?.column ?? "");
  fillSelect(analyser.part("identifier"), columns, () => true, identifier);
  showMarkerValues(analyser, table, marker?.bad ?? []);
  analyser.slotNamed("columns").replaceChildren(...columns.flatMap(({ name, kind, outcome }, index) =>
    (kind === "constant" || kind === "identifier" ? [] : [buildCheck(analyser, name, "", index, !outcome)])));
}
