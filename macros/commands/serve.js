// Loads the page again after the next build. MkDocs would write this into the page, where the content policy refuses it.
const { epoch } = document.currentScript.dataset;
let waiting = null;

/** The server answers after the next build, or after a minute. A hidden tab holds no connection: a browser has six for a host. */
async function wait() {
  waiting?.abort();
  if (document.hidden) return;
  waiting = new AbortController();
  const { signal } = waiting;
  try {
    const answer = await fetch(`/livereload/${epoch}/0`, { signal });
    if (Number(await answer.text()) > Number(epoch)) location.reload();
    else wait();
  } catch {
    if (!signal.aborted) setTimeout(wait, 1000); // the server was stopped
  }
}

document.addEventListener("visibilitychange", wait);
wait();
