"""The learning journal: a static site generator for people who learn in public.

One way through the house; a room imports from the rooms above it in this list only, and so does a file in its room.

    errors, digest   what can be wrong and how it is said; names for values by content
    renewal          values that are kept from build to build, as long as they are made of the same objects
    sources/         how authors write things down: YAML, front matter, dates, the log, the tree of files, git
    markdown/        Markdown to HTML: the home of Python-Markdown and Pygments
    words/           what pages say in the language of the site: messages, plurals, dates; the home of Babel
    model/           facts about the journal: entries, skills, terms, ordered, cross-linked and checked
    plan/            which outputs there are, what each is rendered from, and which are stale
    render/          contexts to bytes: the home of Jinja, and of worker processes
    publish/         bytes to disk: the store, the lock, the swap of the output folder
    build/           the stages in order
    serve/           the preview: builds again with each change, and has browsers follow
    authoring/       beginning a journal, and keeping it: what commands write for the author
    audit/           the look at a built site from outside, before it is published
    sealed/          keys, what they open, and what is published of a sealed statement
    cli/             the command line: the only room that prints or chooses an exit code

Invariants, held by tests/test_rooms.py: imports point up this list; each library has one home; only files whose
docstring says `World` touch disk, clock, network, processes or the terminal; tests mirror modules.

The one idea: a page is rendered by a pure function from a closed, frozen context, so the digest of the context is the
complete record of what the page depends on.
"""

__version__ = "0.1.0"
