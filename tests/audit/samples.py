"""A small built site that nothing is wrong with, and ways to break it.

World: writes files.
"""

from pathlib import Path

from generator.audit.auditing import Audit, audit_folder
from generator.errors import format_problem
from tests.site.space import split_files

BASE_URL = "https://example.org/repo"

SOUND = """\
== index.html ==
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Notes</title>
<link rel="canonical" href="https://example.org/repo/">
<meta property="og:image" content="https://example.org/repo/cards/home.png">
<link rel="stylesheet" href="/repo/assets/site.css">
<link rel="icon" href="/repo/assets/icon.svg">
<link rel="manifest" href="/repo/site.webmanifest">
<link rel="alternate" type="application/atom+xml" href="/repo/feed.xml">
<script type="module" src="/repo/assets/site.js"></script>
<script type="application/ld+json">{"@type": "WebSite", "@id": "https://example.org/repo/#site", "url": "https://example.org/repo/"}</script>
</head>
<body>
<a href="#content">Skip</a>
<main id="content">
<p><a href="/repo/flask/">Flask</a> and <a href="flask/#why">why</a>, or <a href="https://other.example/a?b=c#d">other</a>
<ul>
<li>one
<li>two
</ul>
<img src="/repo/a%20b.png" srcset="/repo/a%20b.png 480w, /repo/cards/home.png 2x" alt="">
</main>
</body>
</html>
== flask/index.html ==
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Flask</title>
<link rel="canonical" href="https://example.org/repo/flask/">
</head>
<body>
<h1 id="why">Why</h1>
<p><a href="../">Home</a>, <a href="../feed.json">feed</a>, <a href="/repo/old">old</a></p>
</body>
</html>
== old.html ==
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=/repo/flask/">
</head>
<body></body>
</html>
== 404.html ==
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Not found</title>
</head>
<body>
<p><a href="/repo/">Home</a></p>
</body>
</html>
== assets/site.css ==
body { background: url(icon.svg); }
== assets/site.js ==
export {};
== assets/icon.svg ==
<svg xmlns="http://www.w3.org/2000/svg"><title>Icon</title></svg>
== a b.png ==
not looked into
== cards/home.png ==
not looked into
== site.webmanifest ==
{"start_url": "./", "icons": [{"src": "assets/icon.svg"}]}
== robots.txt ==
User-agent: *
Sitemap: https://example.org/repo/sitemap.xml
== sitemap.xml ==
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.org/repo/flask/</loc></url>
</urlset>
== feed.xml ==
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>https://example.org/repo/feed.xml</id>
<title>Notes</title>
<updated>2020-01-01T00:00:00Z</updated>
<link rel="self" href="https://example.org/repo/feed.xml"/>
<entry>
<id>https://example.org/repo/flask/</id>
<title>Flask</title>
<updated>2020-01-01T00:00:00Z</updated>
<link rel="alternate" href="https://example.org/repo/flask/"/>
<content type="html">&lt;p&gt;&lt;a href="https://example.org/repo/flask/#why"&gt;why&lt;/a&gt;&lt;/p&gt;</content>
</entry>
</feed>
== feed.json ==
{"feed_url": "https://example.org/repo/feed.json", "items": [
{"id": "https://example.org/repo/flask/", "url": "https://example.org/repo/flask/", "content_html": "<p>Hello</p>"}
]}
== api/v1/entries.json ==
{"entries": [{"url": "https://example.org/repo/flask/"}]}
"""


def write_sound(folder: Path) -> Path:
    """Write the site below a folder, and give where it is."""
    for path, content in split_files(SOUND).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    for each in [folder, *folder.rglob("*")]:
        each.chmod(0o755 if each.is_dir() else 0o644)
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replace the one place in a file of the site that reads `old`; a file that is not there is written anew."""
    file = folder / path
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    assert not old or text.count(old) == 1, f"{path} has {old!r} {text.count(old)} times"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace(old, new) if old else new, encoding="utf-8")
    file.chmod(0o644)
    for parent in file.relative_to(folder).parents:
        (folder / parent).chmod(0o755)


def look(folder: Path, base_url: str = BASE_URL) -> Audit:
    """Look at the site."""
    return audit_folder(folder, shown="public", base_url=base_url)


def tell(audit: Audit) -> list[str]:
    """Give the first line of each problem, and its hint."""
    lines = []
    for problem in audit.problems:
        head = format_problem(problem).partition("\n")[0]
        lines.append(f"{head} | {problem.hint}" if problem.hint else head)
    return lines
