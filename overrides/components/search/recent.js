// The last searches that led somewhere, on this device only.

const KEY = "portal-search-recent";
const MOST = 5;

export const readRecent = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");

export function keepRecent(query) {
  const said = query.trim().slice(0, 120);
  const kept = [said, ...readRecent().filter(one => one !== said)].slice(0, MOST);
  if (said) localStorage.setItem(KEY, JSON.stringify(kept));
}

export const forgetRecent = () => localStorage.removeItem(KEY);
