"""The published reader in JavaScript passes every case, in a browser, from the files of the site."""

from collections.abc import Callable

from macros.portal import Portal
from tests.policy_samples import list_policies, list_tables

READ = """async () => {
  const folder = new URL("../v1/", location.href).href;
  const { readCase } = await import(`${folder}read-policy.js`);
  const [policy, { cases }] = await Promise.all(
    ["policy.json", "cases.json"].map(async name => (await fetch(folder + name)).json()));
  return { found: cases.map(each => readCase(policy, each)), wanted: cases.map(({ expect }) => expect) };
}"""
USE = """async ([name, policy, given]) => {
  const reader = await import(new URL("../v1/read-policy.js", location.href).href);
  return given.map(each => reader[name](policy, each));
}"""


def test_the_reader_in_javascript_passes_every_case(new_page: Callable, portal: Portal) -> None:
    page = new_page("policy/severity-levels/", timezone="Asia/Tokyo")
    read = page.evaluate(READ)
    assert len(read["wanted"]) > 50
    assert read["found"] == read["wanted"]
    for policy, cases in list_policies(portal):
        assert page.evaluate(USE, ["readCase", policy, cases]) == [case["expect"] for case in cases]
    for policy, sets, found in list_tables():
        assert page.evaluate(USE, ["classify", policy, sets]) == found
