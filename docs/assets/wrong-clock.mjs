// Says when the clock of the device and the day the site was made cannot both be right. Words and days: `hosting.yml`.
const template = () => document.querySelector("template[data-part=wrong-clock]");

/** The moment before which no clock is believed, in milliseconds; 0 when nobody knows when the site was made. */
export const madeAt = () => Date.parse(template()?.dataset.from) || 0;

/** Whether `now` can be true. */
export function isBelieved(now) {
  const until = Date.parse(template()?.dataset.until);
  return Number.isNaN(until) || (madeAt() <= now && now < until);
}

/** The caveat for a clock that says `now`, as an element. */
export function caveat(now) {
  const { firstElementChild: words } = template().content.cloneNode(true);
  words.querySelector("[data-slot=today]").textContent = new Date(now).toISOString().slice(0, 10);
  return words;
}

/** Puts the caveat at the top of the page, once. */
export function warn(now) {
  const article = document.querySelector("article");
  if (article && !article.querySelector(":scope > .wrong-clock")) article.prepend(caveat(now));
}
