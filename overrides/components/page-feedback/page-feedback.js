// <page-feedback>: whether a page helped. The answer stays in this browser; a reader may take it along to a ticket or an email.

const KEY = "portal-feedback";
const MOST = 100;

function readAll() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter(one => Array.isArray(one) && one.length === 2) : [];
  } catch {
    return [];
  }
}

function keep(path, helped) {
  const others = readAll().filter(([other]) => other !== path);
  try {
    localStorage.setItem(KEY, JSON.stringify([[path, helped], ...others].slice(0, MOST)));
  } catch {
    /* nothing is kept, and nothing depends on it */
  }
}

class PageFeedback extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", ({ target }) => this.answer(target.closest("[data-helped]")?.dataset.helped));
    const about = `${this.dataset.page} (${location.origin}${location.pathname})`;
    for (const link of this.querySelectorAll("[data-about]")) link.search = new URLSearchParams({ about });
    const { page, subject, body } = this.dataset;
    const mail = { subject: subject.replace("{page}", () => page), body: `${body.replace("{page}", () => about)}\n\n` };
    for (const link of this.querySelectorAll("[data-mail]"))
      link.search = `?subject=${encodeURIComponent(mail.subject)}&body=${encodeURIComponent(mail.body)}`;
    this.show(readAll().find(([path]) => path === location.pathname)?.[1]);
  }

  answer(helped) {
    if (!helped) return;
    keep(location.pathname, helped);
    this.show(helped);
  }

  show(helped) {
    for (const button of this.querySelectorAll("[data-helped]"))
      button.setAttribute("aria-pressed", button.dataset.helped === helped);
    for (const part of ["yes", "no"]) this.querySelector(`[data-part=${part}]`).hidden = part !== helped;
  }
}

customElements.define("page-feedback", PageFeedback);
