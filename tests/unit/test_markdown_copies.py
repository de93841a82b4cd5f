"""The Markdown beside a page says what the page says, whatever signs its words hold."""

import re
from html import escape, unescape

import pytest
from markdown import markdown

from macros.publish.markdown_copies import convert


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "2 * 3 * 4",
        "__init__ and snake_case",
        "[a](b) and ![a](b)",
        "a `quote` of code",
        "C:\\*\\temp",
        "5 < 6",
    ],
)
def test_words_that_look_like_markup_stay_words(words: str) -> None:
    assert markdown(convert(f"<p>{escape(words)}</p>")) == f"<p>{escape(words, quote=False)}</p>"


@pytest.mark.parametrize("code", ["a = 1", "```\nits own fence\n```", "four ```` in a row", "<b> *c* _d_ | &amp;"])
def test_code_stays_code(code: str) -> None:
    shown = markdown(convert(f"<p>Before</p><pre><code>{escape(code)}</code></pre><p>After</p>"), extensions=["fenced_code"])
    assert shown == f"<p>Before</p>\n<pre><code>{escape(code)}\n</code></pre>\n<p>After</p>"


@pytest.mark.parametrize("words", ["a | b", "||", "<b> | *c*", "the last \\"])
def test_a_cell_stays_one_cell(words: str) -> None:
    table = f"<table><tr><th>A</th><th>B</th></tr><tr><td>{escape(words)}</td><td>next</td></tr></table>"
    cells = re.findall("<td>(.*)</td>", markdown(convert(table), extensions=["tables"]))
    assert [unescape(cell) for cell in cells] == [words, "next"]


PAGE = """
<h1>Title<a class="headerlink" href="#t">¶</a></h1>
<p>One  <strong>bold </strong>and <em>slanted</em>, <b>B</b> <i>I</i> <del>gone</del>, <code>co de_*</code>
<a href="a/?b=1&amp;c=2">a link </a><a name="x">no link</a><br>next &lt;line&gt; <img src="x.png" alt="A &amp; B"><strong> </strong>.</p>
<!-- a <b>comment</b> --><script>if (a < b) run()</script><style>p > b {}</style>
<nav>menu <nav>deep</nav> end</nav><div hidden>left <div>out</div> too</div><button>press</button><form><p>ask</p></form><textarea>type</textarea><template><p>later</p></template>
<hr><h2>Lists *</h2>
<ul><li>one<ul><li>deep<p>para</p></li></ul></li><li><p>two</p><p>more</p></li></ul>
<ol><li>first</li><li>second<ol><li>inner</li></ol></li><li>third</li></ol>
<blockquote><p>said</p><p>again</p></blockquote>
<table><caption>Cap
tion</caption><tr><th>A</th><th>B</th></tr><tr><td>1<br>2</td><td> </td></tr></table><table><tr><span>odd</span></tr></table>
<dl><dt>Term</dt><dd>Meaning</dd></dl><details><summary>More</summary><p>inside</p></details>
<own-element>own</own-element><span>in line</span><p> </p><h3> </h3>
<pre><code>  x = 1
    y   = 2</code></pre>
<h6>a
b</h6></b></section>5 < 6 <p title="a > b" hidden>not seen</p><p data-live>Now: open until</p><P>upper</P>
"""
COPY = """# Title

One **bold** and *slanted*, **B** *I* ~~gone~~, `co de_*` [a link](a/?b=1&c=2) no link\\
next &lt;line> A & B.

---

## Lists \\*

- one

  - deep

    para
- two

  more

1. first
2. second

   1. inner
3. third

> said
>
> again

**Cap tion**

| A | B |
| --- | --- |
| 1 2 | |

odd |

**Term**

Meaning

**More**

inside

own

in line

```
  x = 1
    y   = 2
```

###### a b

5 &lt; 6

upper
"""


def test_each_element_is_written_as_markdown_has_it() -> None:
    assert convert(PAGE) == COPY
