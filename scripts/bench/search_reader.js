// Searches as a reader does, and says how long each answer took, from the key to the screen. `means` is "box" or "pagefind".
async ({ means, queries }) => {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const times = []
  const begun = performance.now()
  let came = 0
  if (means === "pagefind") {
    let pagefind
    for (const query of queries) {
      if (performance.now() - begun > 60000) break
      const start = performance.now()
      pagefind ??= await import(new URL("/pagefind/pagefind.js", location.href).href)
      const { results } = await pagefind.search(query)
      const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()))
      document.body.replaceChildren(...pages.map(({ meta, plain_excerpt: text }) => `${meta.title} ${text}`))
      await painted()
      times.push(performance.now() - start)
      came += pages.length > 0
    }
    return { times, came }
  }
  const box = document.querySelector("[data-md-component=search-query]")
  const list = document.querySelector("[data-md-component=search-result] > ol")
  const meta = document.querySelector("[data-md-component=search-result] > :first-child")
  box.focus()
  for (const query of queries) {
    if (performance.now() - begun > 60000) break
    const start = performance.now()
    const answered = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (list.childElementCount === 0 && meta.textContent !== "No matching documents") return
        observer.disconnect()
        resolve()
      })
      observer.observe(list, { childList: true })
      observer.observe(meta, { childList: true, subtree: true, characterData: true })
    })
    box.value = query
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 60000))])
    await painted()
    times.push(performance.now() - start)
    came += list.childElementCount > 0
  }
  return { times, came }
}
