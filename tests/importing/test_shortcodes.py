"""Hugo's shortcodes, as Markdown."""

import pytest

from tests.importing.samples import run, texts, told

SITE = """\
== content/posts/a.md ==
---
title: A
---
BODY
== content/posts/b/index.md ==
---
title: B
---
== content/til/c.md ==
---
title: C
---
== static/p.png ==
"""


def translate(body: str) -> tuple[str, list[str]]:
    """Import a note; its body and what was not understood."""
    result = run(SITE.replace("BODY", body), "hugo")
    text = texts(result)["content/entries/posts/a.md"]
    return text.split("---\n", 2)[2].removesuffix("\n"), told(result)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('[c]({{< ref "til/c" >}})', "[c](../til/c.md)"),
        ('[c]({{% relref "/til/c.md#x" %}})', "[c](../til/c.md#x)"),
        ('[c]({{< relref path="c.md" lang="en" >}})', "[c](../til/c.md)"),
        ('[c]({{< relref "c.md #x" >}})', "[c](../til/c.md#x)"),
        ('{{< figure src="/p.png"\n  width="50%" alt="A" >}}', "![A](../../p.png)"),
        ('[b]({{< ref "b" >}}) [b]({{<ref "posts/b/index.md">}})', "[b](b/index.md) [b](b/index.md)"),
        ('[x]({{< ref "#x" >}})', "[x](#x)"),
        ('{{< figure src="/p.png" alt="A [p]" >}}', "![A \\[p\\]](../../p.png)"),
        ('{{< figure src="/p.png" title="T" link="https://a.b/" >}}', '[![T](../../p.png "T")](https://a.b/)'),
        ('{{< figure src="/p.png" caption="C" />}}', "![C](../../p.png)\n\n*C*"),
        ("{{< highlight go >}}\nx\n{{< / highlight >}}", "```go\nx\n```"),
        (
            '{{< highlight go "linenos=true, hl_lines=2 4-5" >}}\nx\n{{< /highlight >}}',
            '```go {linenos=true,hl_lines="2 4-5"}\nx\n```',
        ),
        ('`{{</* ref "x" */>}}` {{%/* y */%}}', '`{{< ref "x" >}}` {{% y %}}'),
        ("[c](../../til/c/) [c](/til/c/) ![p](/p.png)", "[c](../til/c.md) [c](../til/c.md) ![p](../../p.png)"),
    ],
)
def test_shortcodes_become_markdown(written: str, expected: str) -> None:
    """What they stand for is the same."""
    body, lines = translate(written)
    assert body == expected
    assert [line for line in lines if "of this figure" not in line] == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("x\n{{< youtube abc >}}", '5: the shortcode "youtube" stays as it is'),
        ('[x]({{< ref "gone" >}})', '4: "gone" is no page of this site'),
        ("{{< highlight go >}}", "4: code that is never closed stays as it is"),
        ("{{< figure >}}", "4: a figure without a picture stays as it is"),
    ],
)
def test_what_is_not_understood_stays_and_is_told(written: str, reason: str) -> None:
    """With its line in the file."""
    body, lines = translate(written)
    assert (body, lines[0]) == (written, f"notes/content/posts/a.md:{reason}")


def test_what_a_figure_loses_is_told() -> None:
    """Markdown knows no width."""
    assert translate('{{< figure src="/p.png" alt="A" width="20" class="x" >}}') == (
        "![A](../../p.png)",
        ["notes/content/posts/a.md:4: of this figure width, class is not kept"],
    )
