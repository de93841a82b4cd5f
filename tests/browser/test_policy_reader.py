"""The published reader in JavaScript passes every case, in a browser, from the files of the site."""

from collections.abc import Callable

READ = """async () => {
  const folder = new URL("../v1/", location.href).href;
  const { readCase } = await import(`${folder}read-policy.js`);
  const [policy, { cases }] = await Promise.all(
    ["policy.json", "cases.json"].map(async name => (await fetch(folder + name)).json()));
  return { found: cases.map(each => readCase(policy, each)), wanted: cases.map(({ expect }) => expect) };
}"""


def test_the_reader_in_javascript_passes_every_case(new_page: Callable) -> None:
    read = new_page("policy/severity-levels/").evaluate(READ)
    assert len(read["wanted"]) > 50
    assert read["found"] == read["wanted"]
