/**
 * <commonality-analyser>: takes lists of calls, has a worker compare them, shows what bad calls share.
 *
 * The page holds all parts and words (overrides/fragments/commonality-analyser.html). Nothing leaves the browser.
 */
import { addToDraft } from "./draft.mjs";
import { build, fill, formats, showChoices, showMarkerValues, showResult, Wording } from "./commonality-report.mjs";

const DELIMITERS = { ",": "delimiter_comma", ";": "delimiter_semicolon", "\t": "delimiter_tab", "|": "delimiter_bar" };

/** The lists a reader gives: files, dropped files, or pasted text. One list, or one of bad and one of good calls. */
class Intake {
  #pasted = ["", ""];

  constructor(analyser) {
    this.analyser = analyser;
    this.form = analyser.part("intake");
    this.form.hidden = false;
    this.showLists();
  }

  get isTwo() {
    return this.form.querySelector('[name="lists"][value="two"]').checked;
  }

  listAt(index) {
    return this.form.querySelector(`[data-list="${index}"]`);
  }

  showLists() {
    this.listAt(1).hidden = !this.isTwo;
    for (const words of this.form.querySelectorAll("legend [data-for]")) words.hidden = (words.dataset.for === "two") !== this.isTwo;
  }

  /** A long list would freeze the page while it is drawn in a text box: keep it aside. */
  takePaste(event) {
    const { analyser } = this;
    const list = event.target.closest("[data-list]");
    const text = list ? event.clipboardData.getData("text/plain") : "";
    if (text.length <= analyser.data.limits.pasted_characters) return;
    event.preventDefault();
    this.#pasted[list.dataset.list] = text;
    analyser.part("text", list).value = "";
    analyser.slotNamed("pasted", list).textContent = analyser.wording.say("pasted", { count: formats.count(text.length) });
    analyser.part("pasted", list).hidden = false;
  }

  forget(button) {
    const list = button.closest("[data-list]");
    this.#pasted[list.dataset.list] = "";
    this.analyser.part("pasted", list).hidden = true;
    this.analyser.part("text", list).focus();
  }

  takeDrop(event) {
    event.preventDefault();
    const files = [...event.dataTransfer.files].slice(0, 2);
    if (files.length > 1) this.form.querySelector('[name="lists"][value="two"]').checked = true;
    this.showLists();
    const first = files.length > 1 ? 0 : Number(event.target.closest("[data-list]")?.dataset.list ?? 0);
    files.forEach((file, index) => {
      const transfer = new DataTransfer();
      transfer.items.add(file);
      this.analyser.part("file", this.listAt(first + index)).files = transfer.files;
    });
  }

  /** What was given for each list: a file or text; "" where nothing was. */
  takeSources() {
    return (this.isTwo ? [0, 1] : [0]).map((index) => {
      const list = this.listAt(index);
      return this.analyser.part("file", list).files[0] || this.#pasted[index] || this.analyser.part("text", list).value;
    });
  }
}

class CommonalityAnalyser extends HTMLElement {
  #worker = null;
  #isFresh = false;
  #table = null;

  connectedCallback() {
    if (this.data) return;
    this.data = JSON.parse(this.part("data").content.textContent);
    this.wording = new Wording(this.data);
    this.part("no-script").hidden = true;
    this.intake = new Intake(this);
    this.startWorker();
    this.addEventListener("submit", this);
    this.addEventListener("change", this);
    this.addEventListener("click", this);
    this.addEventListener("paste", this);
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", this);
  }

  disconnectedCallback() {
    this.stopWorker();
  }

  part(name, within = this) {
    return within.querySelector(`[data-part="${name}"]`);
  }

  slotNamed(name, within = this) {
    return within.querySelector(`[data-slot="${name}"]`);
  }

  handleEvent(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (event.type === "click" && act === "forget") this.intake.forget(event.target);
    else if (event.type === "click" && act) this[act](event.target);
    else if (event.type === "paste") this.intake.takePaste(event);
    else if (event.type === "drop") this.intake.takeDrop(event);
    else if (event.type === "change" && event.target.name === "lists") this.intake.showLists();
    else if (event.type === "change" && event.target === this.part("marker-column")) showMarkerValues(this, this.#table, []);
    else if (event.type === "submit") {
      event.preventDefault();
      if (event.target === this.part("intake")) this.read();
      else this.compare();
    }
  }

  say(name, values) {
    this.part("status").textContent = name ? this.wording.say(name, values) : "";
  }

  read() {
    const sources = this.intake.takeSources();
    if (sources.some((source) => source === "")) return this.say(sources.length > 1 ? "no_second_list" : "no_list");
    if (!this.#isFresh) this.startWorker();
    for (const name of ["choose", "result", "problems"]) this.part(name).hidden = true;
    const { limits, words } = this.data;
    return this.ask({ do: "read", sources, limits, words }, "reading");
  }

  /** Begun with the page, so that a list can still be read when the connection is gone by then. */
  startWorker() {
    this.stopWorker();
    this.#worker = new Worker(new URL("./commonality-worker.mjs", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.hear(data));
    this.#worker.addEventListener("error", () => this.fail());
    this.#isFresh = true;
  }

  ask(request, stage) {
    this.say();
    this.slotNamed("stage").textContent = this.wording.say(stage);
    this.querySelector("progress").value = 0;
    this.part("progress").hidden = false;
    this.#isFresh = false;
    this.#worker.postMessage(request);
  }

  hear(message) {
    if (message.tell === "progress") {
      this.querySelector("progress").value = message.share;
      return;
    }
    this.part("progress").hidden = true;
    if (message.tell === "table") this.showTable(message);
    else if (message.tell === "result") this.showResult(message);
    else this.showProblems(message.problems, message.list, true);
  }

  stopWorker() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#isFresh = false;
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

  showProblems(problems, list, isFinal) {
    const box = this.part("problems");
    box.hidden = problems.length === 0;
    this.slotNamed("problems").replaceChildren(...problems.map((problem) => {
      const [what, whatToDo] = this.data.problems[problem.code];
      const told = fill(what, problem);
      const where = ["in_list_one", "in_list_two"][list ?? problem.list];
      return build(this, "problem", { what: where ? this.wording.say(where, { problem: told }) : told, what_to_do: whatToDo });
    }));
    if (isFinal) box.focus();
  }

  showTable(table) {
    this.#table = table;
    const delimiter = this.wording.say(DELIMITERS[table.delimiter] ?? "delimiter_none");
    const told = { rows: formats.count(table.rows), columns: table.columns.length, delimiter, encoding: table.encoding };
    const lines = [this.wording.say(table.encoding ? "read_encoding" : "read", told)];
    if (table.leftOut) lines.push(this.wording.say("left_out", { count: formats.count(table.leftOut) }));
    if (table.missing.length) lines.push(this.wording.say("missing", { names: table.missing.join(", ") }));
    this.slotNamed("read").textContent = lines.join(" ");
    this.showProblems(table.problems, undefined, false);
    this.part("marker").hidden = table.badRows !== undefined;
    showChoices(this, table, this.data.limits.marker_values);
    this.part("choose").hidden = false;
    this.part("choose-title").focus();
  }

  ticked(slot) {
    return [...this.slotNamed(slot).querySelectorAll("input:checked")].map((box) => Number(box.value));
  }

  compare() {
    const isTwo = this.#table.badRows !== undefined;
    const marker = { column: isTwo ? -1 : Number(this.part("marker-column").value || -1), bad: this.ticked("marker-values") };
    const all = this.slotNamed("marker-values").querySelectorAll("input").length;
    const use = this.ticked("columns").filter((index) => index !== marker.column);
    if (!isTwo && marker.column < 0) return this.say("no_marker");
    if (!isTwo && (marker.bad.length === 0 || marker.bad.length === all)) return this.say("one_kind");
    if (use.length === 0) return this.say("no_columns");
    this.used = use;
    this.ask({ do: "rank", marker, use, identifier: Number(this.part("identifier").value), limits: this.data.limits }, "ranking");
  }

  showResult(result) {
    this.result = result;
    showResult(this, result, this.#table.columns.map(({ name }) => name), this.used, this.wording);
    this.part("result").hidden = false;
    this.part("done").textContent = "";
    this.slotNamed("headline").focus();
  }

  async copy() {
    const done = await navigator.clipboard.writeText(this.part("paragraph").value).then(() => "copied", () => "not_copied");
    this.part("done").textContent = this.wording.say(done);
  }

  keep() {
    const calls = this.result.calls.map(({ id }) => id).filter(Boolean);
    const kept = addToDraft({ commonalities: this.part("paragraph").value }, calls, Date.now(), this.data.keep_days);
    this.part("done").textContent = this.wording.say(kept ? "kept" : "not_kept");
  }
}

customElements.define("commonality-analyser", CommonalityAnalyser);
