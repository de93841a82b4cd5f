"""The search as other modules ask for it: after a failure, with several phrases, and when answers come in another order."""

from collections.abc import Callable

from tests.browser.test_search import INDEX

MODULE = "components/search/search-client.js"
SUGGEST = "async (module) => (await (await import(module)).suggest('red light after a storm', 3)).length"
SEARCH = "async ([module, query]) => (await (await import(module)).search(query, 50)).results.map(({ url }) => url.split('#')[0])"


def test_an_index_that_did_not_come_is_asked_for_again(new_page: Callable, site_url: str) -> None:
    page = new_page("", allow=("ERR_FAILED",))
    page.route(INDEX, lambda route: route.abort())
    assert page.evaluate(SUGGEST, site_url + MODULE) == 0
    page.unroute(INDEX)
    assert page.evaluate(SUGGEST, site_url + MODULE) > 0


def test_every_phrase_in_quotes_must_stand_on_the_page(new_page: Callable, site_url: str) -> None:
    page = new_page("")

    def find(query: str) -> set[str]:
        return set(page.evaluate(SEARCH, [site_url + MODULE, query]))

    one, other = find('"red light"'), find('"help desk"')
    assert one != other
    assert find('"red light" "help desk"') <= one & other


LATE = """async () => {
  await customElements.whenDefined("search-page");
  const post = Worker.prototype.postMessage;
  let release;
  Worker.prototype.postMessage = function (message) {
    if (message.data?.query === "ice") release = () => post.call(this, message);
    else post.call(this, message);
  };
  const page = document.querySelector("search-page");
  const texts = () => [...page.querySelectorAll("[data-results] li")].map((item) => item.textContent);
  const late = page.show("ice");
  await page.show("red light");
  const before = texts();
  while (!release) await new Promise(requestAnimationFrame);
  release();
  await late;
  return [before, texts()];
}"""


def test_an_earlier_question_that_is_answered_later_replaces_no_results(new_page: Callable) -> None:
    before, after = new_page("search/").evaluate(LATE)
    assert before
    assert after == before
