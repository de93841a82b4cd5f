// The last searches that led somewhere, on this device only. Storage may be forbidden: then there are none.

const KEY = "portal-search-recent";
const MOST = 5;

export function readRecent() {
  try {
    return JSON.parse(localStorage.getItem(KEY)).filter(one => typeof one === "string");
  } catch {
    return [];
  }
}

export function keepRecent(query) {
  const said = query.trim().slice(0, 120);
  if (!said) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([said, ...readRecent().filter(one => one !== said)].slice(0, MOST)));
  } catch {
    /* nothing is kept, and nothing depends on it */
  }
}

export const forgetRecent = () => localStorage.removeItem(KEY); // whoever has a list to forget has a storage
