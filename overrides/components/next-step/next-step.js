// Moving to a next step: what a reader waits for comes first. Scrolling, focus, address and title are slow, so they follow
// the paint where that makes no difference to what is seen.

// Runs `work` once the frame that comes is painted, or soon where none comes.
function afterPaint(work) {
  if (document.hidden) setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}

// Shows where to read on: scrolls at once when the box's start is out of view, or a status box above it is cut, else only as far
// as the rest needs it.
export function showStep(heading, box) {
  const scrollTo = end => {
    const { top } = box.getBoundingClientRect(); // what stands above its heading belongs to it
    const covered = document.querySelector(".md-header")?.offsetHeight ?? 0;
    const above = document.querySelector(".status-box")?.getBoundingClientRect();
    const isCut = above?.top < covered && above.bottom > covered;
    const gap = above?.bottom <= top ? Math.min(16, top - above.bottom) : 16; // no more than a rest of the status box would be seen
    if (top < covered || isCut || end.getBoundingClientRect().bottom > innerHeight)
      scrollBy({ top: Math.ceil(top - covered - gap), behavior: "instant" });
  };
  requestAnimationFrame(() => scrollTo(heading)); // not now: the page would be laid out twice
  afterPaint(() => {
    scrollTo(box);
    heading.focus({ preventScroll: true });
  });
}

// Writes what belongs to a step into the browser's history and the page's title, after its paint.
export class StepHistory {
  #waiting = null;

  // `address` makes the step's address, or is null where that stays; `then` does what else may wait. What still waits goes first.
  write(address, then) {
    this.settle();
    const work = () => {
      this.#waiting = null;
      if (address) history.pushState(history.state, "", address());
      then();
    };
    this.#waiting = work;
    afterPaint(() => this.#waiting === work && work());
  }

  settle() {
    this.#waiting?.();
  }

  // The reader goes elsewhere: what waits is no longer true.
  drop() {
    this.#waiting = null;
  }
}
