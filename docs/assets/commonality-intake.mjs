/** The lists a reader gives: files, dropped files, or pasted text. One list, or one of bad and one of good calls. */
import { formats } from "./commonality-report.mjs";

export class Intake {
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
