"""What generated notes are made of: words and sentences; the code is in `samples.md`, in eight languages.

Knows nothing of notes. A word with an `@` in front stands for something that is drawn anew for each note.
"""

TOPICS = (
    "bash", "browser", "caching", "concurrency", "css", "databases", "debugging", "docker", "editor", "flask",
    "git", "go", "http", "javascript", "linux", "networking", "python", "ruby", "security", "testing",
)  # fmt: skip

VERBS = (
    "Cache",
    "Compare",
    "Filter",
    "Find",
    "Follow",
    "Limit",
    "List",
    "Move",
    "Pin",
    "Print",
    "Rename",
    "Skip",
    "Trace",
)

NOUNS = (
    "address", "branch", "buffer", "column", "command", "config", "container", "cursor", "digest", "editor", "failure",
    "folder", "handler", "header", "index", "interval", "listener", "migration", "option", "output", "packet", "pattern",
    "payload", "process", "prompt", "query", "record", "region", "request", "response", "revision", "schema", "script",
    "server", "session", "setting", "signal", "snapshot", "socket", "template", "terminal", "timeout", "token", "worker",
)  # fmt: skip

SENTENCES = (
    "I had a @noun that changed on every run, and I wanted to see only the part that the @noun depends on.",
    "The short answer is `@noun_@noun`, which has been there since version @number.",
    "By default the @noun is read once and then kept, so a change to the @noun is *not seen* until the next start.",
    "What I did not expect: the @noun comes back **before** the @noun is closed.",
    "The [documentation](https://example.org/@noun/@noun) says that this holds for each @noun on its own.",
    "It works the same way for a @noun, a @noun, or anything else that can be compared with a @noun.",
    "Without the second argument you get every @noun, including those of the @noun you were about to remove.",
    "Most of the time that is fine; for a long @noun it costs `@number` milliseconds.",
    "Note that the @noun has to exist first, or else the @noun is made with the wrong owner.",
    "This reads better than a loop over each @noun & its @noun, and it's a good deal faster.",
    "To undo it, set the @noun back to `None` and start the @noun again.",
    "I keep this as an alias, because I never remember whether the @noun or the @noun goes first.",
    'The error said "@noun expected, got @noun", which turned out to mean that the @noun was empty.',
    "See also `man @noun`, section @number.",
)
