"""Jekyll's tags, as Markdown."""

import pytest

from tests.importing.samples import run, texts, told

SITE = """\
== _config.yml ==
baseurl: /blog
== _posts/2020-01-02-a.md ==
---
title: A
---
BODY
== web/_posts/2020-01-03-b.md ==
---
title: B
---
== about.md ==
---
title: About
---
== files/f.pdf ==
"""


def translate(body: str) -> tuple[str, list[str]]:
    """Import a post; its body and what was not understood."""
    result = run(SITE.replace("BODY", body), "jekyll")
    text = texts(result)["content/entries/2020-01-02-a.md"]
    return text.split("---\n", 2)[2].removesuffix("\n"), told(result)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[b]({% post_url 2020-01-03-b %})", "[b](web/2020-01-03-b.md)"),
        ("[b]({% post_url /2020-01-03-b.md %})", "[b](web/2020-01-03-b.md)"),
        ("[b]: <{{ site.baseurl }}{% post_url 2020-01-03-b %}>", "[b]: <web/2020-01-03-b.md>"),
        ("[b]({{ site.baseurl }}{% post_url web/2020-01-03-b %}#x)", "[b](web/2020-01-03-b.md#x)"),
        ("[b]({{site.url}}{{site.baseurl}}{% link about.md %})", "[b](../pages/about.md)"),
        ("[b](/{% link web/_posts/2020-01-03-b.md %})", "[b](web/2020-01-03-b.md)"),
        ("[f]({% link files/f.pdf %})", "[f](../files/f.pdf)"),
        ("[f]({{ '/files/f.pdf' | relative_url }})", "[f](../files/f.pdf)"),
        ('[f]({{ "/files/f.pdf" | prepend: site.baseurl }})', "[f](../files/f.pdf)"),
        ("[f]({{ site.baseurl }}/files/f.pdf)", "[f](../files/f.pdf)"),
        ("{% raw %}{{ x }}{% y %}{% endraw %}", "{{ x }}{% y %}"),
        ("a{% comment %}\nCANARY {{ x }}\n{% endcomment %}b", "ab"),
        ("{% highlight python %}\nx = 1\n{% endhighlight %}", "```python\nx = 1\n```"),
        ("{%- highlight c linenos -%}\n{% raw %}{{x}}{% endraw %}\n{%- endhighlight -%}", "```c linenos\n{{x}}\n```"),
    ],
)
def test_tags_become_markdown(written: str, expected: str) -> None:
    """What they stand for is the same."""
    body, lines = translate(written)
    assert body == expected
    assert lines == (
        ["notes/_posts/2020-01-02-a.md:4: a comment is private, and left out"] if "CANARY" in written else []
    )


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("x\n{% include a.html %}", '5: the tag "include" stays as it is'),
        ("{{ page.title }}", '4: the value of "page.title" is not known, and stays as it is'),
        ("[x]({% post_url 2020-09-09-gone %})", '4: "2020-09-09-gone" is nothing in this folder'),
        ("{% highlight c %}", '4: the tag "highlight" is never closed, and stays as it is'),
        ("a {% highlight c %}x{% endhighlight %}", "4: code that begins within a line stays as it is"),
        ("Words.\n{: .lead}", '5: the attributes "{: .lead}" are text here'),
    ],
)
def test_what_is_not_understood_stays_and_is_told(written: str, reason: str) -> None:
    """With its line in the file."""
    body, lines = translate(written)
    assert body == written
    assert [line for line in lines if "leads to" not in line] == [f"notes/_posts/2020-01-02-a.md:{reason}"]


def test_a_comment_without_an_end_makes_a_draft() -> None:
    """For it may go on to the end of the text."""
    result = run(SITE.replace("BODY", "{% comment %} CANARY"), "jekyll")
    assert "draft: true" in texts(result)["content/entries/2020-01-02-a.md"]


def test_lines_are_right_behind_what_was_replaced() -> None:
    """A link that leads nowhere is told with its line in the source, not in the result."""
    _, lines = translate("{% comment %}\n\n\n{% endcomment %}\n{% highlight c %}\nx\n{% endhighlight %}\n[x](gone.md)")
    assert lines[-1] == 'notes/_posts/2020-01-02-a.md:11: the link to "gone.md" leads to nothing in this folder'
