"""Small folders of notes, as each kind of program keeps them; all of it is made up."""

import base64
from pathlib import Path

from generator.importing.folders import import_folder
from generator.importing.notes import Folder
from generator.importing.results import ImportResult
from tests.site.space import SiteSpace, split_files

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point, which stands in every file that ends with `.png`."""

JEKYLL = """\
== _config.yml ==
title: A blog
baseurl: /blog
permalink: pretty
exclude: [secret]
defaults:
  - scope: {path: _posts/hidden}
    values: {published: false}
== _posts/2020-01-02-flask.md ==
---
layout: post
title: "Flask: first steps"
categories: web python
tags: [intro]
redirect_from: /old/flask/
---
See [the other]({% post_url 2020-02-03-jinja %}#loops), [about]({{ site.baseurl }}{% link about.md %})
and [by address](/blog/2020/02/03/jinja/).

![A point]({{ "/assets/point.png" | relative_url }})

{% highlight python linenos %}
print("{{ name }}")
{% endhighlight %}

{% raw %}{{ shown }}{% endraw %}{% comment %}CANARY{% endcomment %}
{% include video.html id="1" %}
== _posts/2020-02-03-jinja.md ==
---
date: 2020-02-03 10:00:00 +0100
---
# Loops

{% for item in items %}
[nowhere](gone.md)
{: .lead }
== _posts/2020-03-01-unfinished.md ==
---
title: Unfinished
published: false
---
Not yet, see [flask]({% post_url 2020-01-02-flask %}).
== _posts/hidden/2020-03-02-default.md ==
---
title: Hidden by a default
---
Words.
== _posts/2020-04-03-jinja.md ==
---
title: Jinja again
---
Words.
== _drafts/idea.md ==
---
title: An idea
---
Words.
== about.md ==
---
title: About
permalink: /me/
---
Who I am, and [flask](/blog/web/python/2020/01/02/flask/).
== secret/plan.md ==
---
title: Plan
---
CANARY
== README.md ==
About the repository.
== index.html ==
---
layout: home
---
== assets/point.png ==
== assets/unused.png ==
"""

HUGO = """\
== hugo.toml ==
baseURL = "https://example.org/"
title = "Notes"
[permalinks]
til = "/:year/:month/:slug/"
== content/_index.md ==
+++
title = "Home"
+++
== content/about.md ==
---
title: About
weight: 3
---
See [the flask notes]({{< ref "posts/flask" >}}).
== content/posts/_index.md ==
---
title: Posts
---
What I wrote.
== content/posts/flask.md ==
+++
title = "Flask"
date = 2020-01-02T10:00:00+01:00
tags = ["web"]
aliases = ["/old-flask/"]
slug = "flask-basics"

[params]
colour = "blue"
+++
{{< relref path="bundle" >}} is no link, [this]({{< relref "bundle#setup" >}}) is,
and [that](../bundle/) too, and [a file](/files/notes.txt).

{{< highlight python "linenos=table,hl_lines=1 3" >}}
print(1)
{{< /highlight >}}

{{< figure src="/images/point.png" alt="A point" caption="Small" width="20" >}}

{{</* figure src="x" */>}} {{< youtube abc >}}
== content/posts/bundle/index.md ==
{
  "title": "A bundle",
  "date": "2020-02-03",
  "cover": {"image": "cover.png"}
}
## Setup

![A point](point.png)
== content/posts/bundle/point.png ==
== content/posts/bundle/cover.png ==
== content/posts/later.md ==
---
title: Later
draft: true
---
Words.
== content/secret/_index.md ==
---
title: Secret
cascade:
  draft: true
---
== content/secret/one.md ==
---
title: A secret
---
Words.
== content/til/one.md ==
---
title: One thing
date: 2020-03-04
build: {list: always}
---
Words.
== content/til/unlisted.md ==
---
title: Another thing
date: 2020-03-05
_build: {render: never}
---
Words.
== static/images/point.png ==
== static/files/notes.txt ==
Words.
"""

OBSIDIAN = """\
== Start.md ==
---
tags: [home, "#meta"]
aliases: [The beginning]
cssclasses: wide
---
See [[Flask basics]], [[flask basics|Flask]], [[web/Jinja#The loop]], [[Flask basics#^abc]] and [[Missing]].
A tag in the text: #python and #web/frameworks, not `#code`, not #123.

![[point.png|300]] ![[Pasted image 1.png]] ![[Flask basics]]

%%CANARY inline%% Words after.

%%
CANARY block
%%

> [!question]- Why?
> Because.
== Flask basics.md ==
Back to [[The beginning]] and to [Start](Start.md), [jinja](web/Jinja.md).

A line ^abc

```
[[Flask basics]] %%shown%% #none
```
== web/Jinja.md ==
---
publish: false
created: 2020-01-05
---
## The loop

Up: [[Start]] | beside: [[../Start]]

| a | b |
|---|---|
| [[Flask basics\\|F]] | ![[point.png]] |
== daily/2020-01-02.md ==
Today [[2020-01-03]].
== daily/2020-01-03.md ==
An open %%CANARY
== Board.canvas ==
{}
== files/point.png ==
== files/Pasted image 1.png ==
"""

PLAIN = """\
== README.md ==
# Notes

- [Flask](web/flask.md)
- [Folder](web/)
== LICENSE.md ==
Words.
== web/README.md ==
# Web
== web/flask.md ==
# Flask

[Jinja](jinja), [from the root](/web/jinja.md), [forgotten slash](web/jinja.md), [code](app.py), [gone](gone.md).
![A point](../img/point.png)
== web/jinja.md ==
---
title: Jinja
date: 2020-01-02
tags: web, templates
---
# Jinja
== web/private.md ==
---
private: true
---
Words.
== web/app.py ==
print(1)
== img/point.png ==
== img/unused.png ==
"""

FOLDERS = {"jekyll": JEKYLL, "hugo": HUGO, "obsidian": OBSIDIAN, "markdown": PLAIN}


def make_folder(text: str) -> Folder:
    """Take a text for a folder, each file below a line `== path ==`."""
    files = split_files(text)
    return Folder(tuple(sorted(files)), files)


def run(text: str, kind: str, **options: str) -> ImportResult:
    """Import such a folder."""
    return import_folder(make_folder(text), kind, label="notes/", **options)


def texts(result: ImportResult) -> dict[str, str]:
    """Give what would be written, by path."""
    return {str(file.path): file.text for file in result.files}


def told(result: ImportResult) -> list[str]:
    """Give what was not understood, a line each."""
    return [f"{line.path}:{line.line}: {line.reason}" for line in result.left_out]


def write_folder(root: Path, text: str) -> Path:
    """Write such a folder to the disk."""
    space = SiteSpace(root, text)
    for path in split_files(text):
        if path.endswith(".png"):
            space.write(path, PIXEL)
    return root
