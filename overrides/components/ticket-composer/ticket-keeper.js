/** Keeps the composer's drafts while they change, and settles with other tabs who has the last word. */
import { eraseDraft, KEY, keepDraft, newProblem, readDraft } from "../draft/draft.js";
import { fill } from "../templates/templates.js";

const PAUSE = 400;
const WORDS = { kept: "restored", expired: "expired", unreadable: "unreadable", forbidden: "forbidden" };

/** Runs `hear` when another tab has changed (or erased) what is kept. Out: a function that stops it. */
function watchDraft(hear) {
  const listener = ({ key, newValue }) => {
    if (key === KEY || key === null) hear(newValue === null ? "erased" : "changed");
  };
  addEventListener("storage", listener);
  return () => removeEventListener("storage", listener);
}

export class Keeper {
  #mark = null;
  #timer = 0;

  constructor(composer) {
    this.composer = composer;
    const leave = () => this.isWaiting && this.keep();
    addEventListener("pagehide", leave);
    this.stops = [leave, watchDraft(what => this.hearOtherTab(what)), () => removeEventListener("pagehide", leave)];
    this.open(readDraft(Date.now()));
  }

  stop() {
    for (const stop of this.stops) stop();
  }

  /** True while something typed is not kept yet. */
  get isWaiting() {
    return this.#timer !== 0;
  }

  /** Runs `settle` when nothing was typed for a moment. */
  wait(settle) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(settle, PAUSE);
  }

  #stopWaiting() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** A quiet word about the draft; an urgent one stands out. */
  notice(name, isUrgent = false) {
    const { composer } = this;
    const box = composer.part("notice");
    const words = fill(composer.data.sentences[name], { days: composer.data.keep_days });
    if (box.textContent !== words) box.textContent = words;
    box.classList.toggle("ticket-warning", isUrgent);
  }

  open({ state, record }) {
    this.composer.problems = record?.problems ?? [newProblem()];
    this.composer.current = record?.current ?? 0;
    this.#mark = record?.mark ?? null;
    if (WORDS[state]) this.notice(WORDS[state], state === "forbidden");
  }

  keep() {
    this.#stopWaiting();
    const { state, mark } = keepDraft(this.composer, this.#mark, Date.now(), this.composer.data.keep_days);
    this.#mark = mark;
    if (state === "changed") this.showConflict(true);
    else if (state !== "kept") this.notice(state, true);
    else this.noteSaved();
  }

  // Above the form, an earlier word about the draft stays: what comes or goes there moves the form under the reader's hands.
  noteSaved() {
    const { composer } = this;
    const box = composer.part("notice");
    if (box.matches(".ticket-warning")) this.notice("saved");
    composer.part("saved").textContent = composer.data.sentences.saved;
  }

  showConflict(isOpen) {
    this.composer.part("conflict").hidden = !isOpen;
  }

  hearOtherTab(what) {
    if (what === "erased") {
      this.#mark = null;
      this.notice("erased_elsewhere", true);
    } else if (this.isWaiting) {
      this.showConflict(true);
    } else {
      this.takeTheirs();
    }
  }

  takeTheirs() {
    this.#stopWaiting();
    this.showConflict(false);
    this.open(readDraft(Date.now()));
    this.composer.showAll();
    this.notice("adopted");
  }

  keepMine() {
    this.showConflict(false);
    this.#mark = readDraft(Date.now()).record?.mark ?? null;
    this.keep();
  }

  erase() {
    this.#stopWaiting();
    const isErased = eraseDraft();
    this.open({ state: "none", record: null });
    this.composer.showAll();
    this.notice(isErased ? "erased" : "forbidden", !isErased);
    this.composer.part("notice").focus();
  }
}
