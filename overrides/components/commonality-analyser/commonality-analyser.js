/**
 * <commonality-analyser>: takes lists of records, has a worker compare them, shows what bad ones share.
 *
 * The page holds all parts and words (overrides/components/commonality-analyser.html). Nothing leaves the browser.
 */
import { copyText } from "../copy/copy.js";
import { addToDraft } from "../draft/draft.js";
import { build, fill, put } from "../templates/templates.js";
import { count, showChoices, showMarkerValues, showResult, Wording } from "./commonality-report.js";

class CommonalityAnalyser extends HTMLElement {
  #worker = null;
  #began = 0;
  #table = null;
  #insisted = new Set();
  /** What was pasted and is too long to show, for each list. */
  #pasted = ["", ""];

  connectedCallback() {
    if (this.data) return;
    this.data = JSON.parse(this.part("data").content.textContent);
    this.wording = new Wording(this.data);
    this.part("intake").hidden = false;
    this.startWorker();
    for (const type of ["submit", "change", "click", "paste", "dragover", "drop"]) this.addEventListener(type, this);
    this.dataset.live = "";
  }

  disconnectedCallback() {
    this.stopWorker();
  }

  part(name, within = this) {
    return within.querySelector(`[data-part="${name}"]`);
  }

  slotNamed(name) {
    return this.querySelector(`[data-slot="${name}"]`);
  }

  handleEvent(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    const { type, target } = event;
    // Text that is dropped goes into its box without us.
    if (type === "submit" || event.dataTransfer?.types.includes("Files")) event.preventDefault();
    if (type === "click" && act) this[act](target);
    else if (type === "paste") this.takePaste(event);
    else if (type === "drop") this.takeDrop(event);
    else if (type === "submit") this[target.dataset.part === "intake" ? "read" : "compare"]();
    else if (type === "change" && target === this.part("marker-column")) showMarkerValues(this, this.#table, []);
  }

  listAt(index) {
    return this.querySelector(`[data-list="${index}"]`);
  }

  /** A long list would freeze the page while it is drawn in a text box: keep it aside. */
  takePaste(event) {
    const list = event.target.closest("[data-list]");
    const text = list ? event.clipboardData.getData("text/plain") : "";
    if (text.length <= this.data.limits.pasted_characters) return;
    event.preventDefault();
    this.#pasted[list.dataset.list] = text;
    this.part("text", list).value = "";
    put(list, { pasted: this.wording.say("pasted", { count: count(text.length) }) });
    this.part("pasted", list).hidden = false;
  }

  forget(button) {
    const list = button.closest("[data-list]");
    this.#pasted[list.dataset.list] = "";
    this.part("pasted", list).hidden = true;
    this.part("text", list).focus();
  }

  takeDrop(event) {
    const files = [...event.dataTransfer.files].slice(0, 2);
    if (files.length > 1) this.querySelector('[name="lists"][value="two"]').checked = true;
    const first = files.length > 1 ? 0 : Number(event.target.closest("[data-list]")?.dataset.list ?? 0);
    files.forEach((file, index) => {
      const transfer = new DataTransfer();
      transfer.items.add(file);
      this.part("file", this.listAt(first + index)).files = transfer.files;
    });
  }

  /** What was given for each list, of all records or of the bad and the good ones: a file or text; "" where nothing was. */
  takeSources() {
    const isTwo = this.querySelector('[name="lists"][value="two"]').checked;
    return (isTwo ? [0, 1] : [0]).map(index => {
      const list = this.listAt(index);
      return this.part("file", list).files[0] || this.#pasted[index] || this.part("text", list).value;
    });
  }

  say(name) {
    this.part("status").textContent = name ? this.wording.say(name) : "";
  }

  read() {
    const sources = this.takeSources();
    if (sources.includes("")) return this.say(sources.length > 1 ? "no_second_list" : "no_list");
    if (!this.#worker || !this.part("progress").hidden) this.startWorker();
    for (const name of ["choose", "result", "problems"]) this.part(name).hidden = true;
    return this.ask({ do: "read", sources, ...this.data }, "reading");
  }

  /** Begun with the page, so that a list can still be read when the connection is gone by then. */
  startWorker() {
    this.stopWorker();
    this.#worker = new Worker(new URL("./commonality-worker.js", import.meta.url), { type: "module" });
    Object.assign(this.#worker, { onmessage: ({ data }) => this.hear(data), onerror: () => this.fail() });
  }

  ask(request, stage) {
    this.say();
    put(this, { stage: this.wording.say(stage) });
    this.querySelector("progress").value = 0;
    this.part("progress").hidden = false;
    this.#began = performance.now();
    this.#worker.postMessage(request);
  }

  hear(message) {
    this.part("progress").hidden = message.tell !== "progress";
    this[message.tell](message);
    const seconds = Math.round((performance.now() - this.#began) / 1000);
    if (message.tell !== "progress" && seconds > 1)
      this.part("status").textContent = this.wording.say("took", { seconds });
  }

  progress({ share }) {
    this.querySelector("progress").value = share;
  }

  unreadable({ problems, list }) {
    this.showProblems(problems, list);
    this.part("problems").focus();
  }

  stopWorker() {
    this.#worker?.terminate();
    this.#worker = null;
    this.part("progress").hidden = true;
  }

  cancel() {
    this.stopWorker();
    this.part("choose").hidden = true;
    this.say("cancelled");
    this.part("intake").querySelector("[type=submit]").focus();
  }

  fail() {
    this.stopWorker();
    this.say("broken");
  }

  showProblems(problems, list) {
    this.part("problems").hidden = problems.length === 0;
    const where = ["in_list_one", "in_list_two"][list];
    const lines = problems.map(problem => {
      const [what, whatToDo] = this.data.problems[problem.code];
      const told = fill(what, problem);
      return build(this, "problem", {
        what: where ? this.wording.say(where, { problem: told }) : told,
        what_to_do: whatToDo,
      });
    });
    put(this, { problems: lines });
  }

  table(table) {
    this.#table = table;
    this.#insisted.clear();
    const delimiter = this.data.formats.delimiters[table.delimiter] ?? table.delimiter;
    const told = { rows: count(table.rows), columns: table.columns.length, delimiter, encoding: table.encoding };
    const lines = [
      this.wording.say(table.encoding ? "read_encoding" : "read", told),
      table.titles > 0 && this.wording.say("titles", { count: count(table.titles) }),
      table.unnamed !== undefined &&
        this.wording.say(table.unnamed ? "unnamed_known" : "unnamed", { system: table.unnamed }),
      table.leftOut > 0 && this.wording.say("left_out", { count: count(table.leftOut) }),
      table.missing.length > 0 && this.wording.say("missing", { names: table.missing.join(", ") }),
    ];
    put(this, { read: lines.filter(Boolean).join(" ") });
    this.showProblems(table.problems);
    this.part("marker").hidden = table.badRows !== undefined;
    showChoices(this, table, this.data.limits.marker_values);
    this.part("choose").hidden = false;
    this.part("choose-title").focus();
  }

  ticked(slot) {
    return [...this.slotNamed(slot).querySelectorAll("input:checked")].map(box => Number(box.value));
  }

  compare() {
    const isTwo = this.#table.badRows !== undefined;
    const column = Number(this.part("marker-column").value || -1);
    const bad = this.ticked("marker-values");
    const all = this.#table.columns[column]?.values.length;
    const use = this.ticked("columns").filter(index => index !== column);
    if (!isTwo && column < 0) return this.say("no_marker");
    if (!isTwo && bad.length % all === 0) return this.say("one_kind");
    if (use.length === 0) return this.say("no_columns");
    const identifier = Number(this.part("identifier").value);
    const insisted = use.filter(index => this.#table.columns[index].reason || this.#insisted.has(index));
    return this.ask({ do: "rank", marker: { column, bad }, use, insisted, identifier, ...this.data }, "ranking");
  }

  /** Compares a column that was left out, because the reader wants it. */
  include(button) {
    this.#insisted.add(Number(button.value));
    this.slotNamed("columns").querySelector(`input[value="${button.value}"]`).checked = true;
    this.compare();
  }

  result(result) {
    this.examples = result.examples;
    showResult(this, result, this.wording);
    this.part("result").hidden = false;
    this.part("done").textContent = "";
    this.slotNamed("headline").focus();
  }

  async copy() {
    const paragraph = this.part("paragraph");
    const isCopied = await copyText(paragraph.value);
    if (!isCopied) paragraph.select();
    this.part("done").textContent = this.wording.say(isCopied ? "copied" : "not_copied");
  }

  keep() {
    const examples = this.examples.map(({ id }) => id).filter(Boolean);
    const kept = addToDraft({ commonalities: this.part("paragraph").value }, examples, Date.now(), this.data.keep_days);
    this.part("done").textContent = this.wording.say(kept ? "kept" : "not_kept");
  }
}

customElements.define("commonality-analyser", CommonalityAnalyser);
