// Searches as a reader does, whole queries or letter by letter, and says how long each answer took, from the key to the screen.
// `means` is "box" or "pagefind". What is not answered in time ends it; so does patience running out.
async ({ means, queries, letters, patience }) => {
  const sleep = time => new Promise(resolve => setTimeout(resolve, time));
  const painted = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  const inTime = answer => Promise.race([answer, sleep(patience).then(() => "late")]);

  const askBox = query => {
    const box = document.querySelector("[data-md-component=search-query]");
    const list = document.querySelector("[data-md-component=search-result] > ol");
    const meta = document.querySelector("[data-md-component=search-result] > :first-child");
    const answered = new Promise(resolve => {
      const observer = new MutationObserver(() => {
        if (list.childElementCount === 0 && !/^No /.test(meta.textContent)) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(list, { childList: true });
      observer.observe(meta, { childList: true, subtree: true, characterData: true });
    });
    box.value = query;
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    return answered;
  };

  const askPagefind = async query => {
    const { search } = await import(new URL("/pagefind/pagefind.js", location.href).href);
    const { results } = await search(query);
    const pages = await Promise.all(results.slice(0, 10).map(result => result.data()));
    document.body.replaceChildren(...pages.map(({ meta, plain_excerpt: text }) => `${meta.title} ${text}`));
  };

  const ask = means === "pagefind" ? askPagefind : askBox;
  const typed = letters ? queries.flatMap(query => Array.from(query, (_, at) => query.slice(0, at + 1))) : queries;
  if (means === "box") document.querySelector("[data-md-component=search-query]").focus();
  const times = [];
  const begun = performance.now();
  for (const query of typed) {
    if (performance.now() - begun > patience) break;
    if (letters) await sleep(120 + Math.random() * 17); // anywhere between two frames
    const start = performance.now();
    if ((await inTime(ask(query))) === "late") break;
    await painted();
    times.push(performance.now() - start);
  }
  return times;
};
