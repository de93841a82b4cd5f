// A browser that blocks cookies throws at each look at its storage, and the theme's scripts stop there. Loaded before them,
// this gives them a storage that lasts as long as the page. `forgets` tells our scripts, which warn a reader who writes.
for (const name of ["localStorage", "sessionStorage"]) {
  let given = null;
  try {
    given = window[name];
  } catch {
    // It is blocked.
  }
  if (given) continue;
  const kept = new Map();
  const value = {
    forgets: true,
    getItem: key => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: key => kept.delete(key),
  };
  Object.defineProperty(window, name, { value });
}
