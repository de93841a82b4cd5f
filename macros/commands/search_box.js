// Types a query into the theme's search box as a reader does, and tells which pages it lists once the list has settled.
async query => {
  const box = document.querySelector("[data-md-component=search-query]");
  const list = document.querySelector("[data-md-component=search-result] > ol");
  const meta = document.querySelector("[data-md-component=search-result] > :first-child");
  const sleep = time => new Promise(resolve => setTimeout(resolve, time));
  const type = text => {
    box.value = text;
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  };
  const settle = async (done, patience) => {
    const end = performance.now() + patience;
    while (!done() && performance.now() < end) await sleep(10);
  };
  box.focus();
  type("");
  await settle(() => list.childElementCount === 0, 5000);
  let changes = 0;
  let last = performance.now();
  const observer = new MutationObserver(() => {
    changes++;
    last = performance.now();
  });
  observer.observe(list, { childList: true });
  observer.observe(meta, { childList: true, characterData: true, subtree: true });
  type(query);
  const quiet = () => (list.childElementCount ? 120 : 1500); // an empty list may only be not yet filled
  await settle(() => changes > 0 && performance.now() - last > quiet(), 20000);
  observer.disconnect();
  const root = new URL(`${JSON.parse(document.getElementById("__config").textContent).base}/`, location.href).href;
  return [...list.children].map(item => item.querySelector("a[href]").href.replace(root, "/"));
};
