"""What the made-up journal is about: its skills with their years, topics, and the sentences of its entries.

Knows nothing of files. `{thing}` and `{other}` stand for things of a topic, which are drawn anew for each entry.
"""

from datetime import date

import msgspec


class Topic(msgspec.Struct, frozen=True):
    """A folder of entries, and what they are about."""

    folder: str
    things: tuple[str, ...]


class Skill(msgspec.Struct, frozen=True, kw_only=True):
    """A skill of the checklist, and when what became of it."""

    id: str
    number: str
    title: str
    topic: str = ""
    """The folder whose entries cite it; empty where none do."""
    added: date = date(2019, 9, 2)
    """When it came into the checklist."""
    began: date | None = None
    done: date | None = None
    dropped: date | None = None
    is_dated: bool = True
    """Whether the checklist says the day on which it was done, or only that it was."""
    is_now: bool = False
    note: str = ""
    aliases: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """Each in YAML, on one line."""


TOPICS = (
    Topic("flask", ("blueprints", "the application context", "error handlers", "signed cookies", "url_for", "the test client", "before_request", "streaming responses", "the factory pattern", "flash messages", "configuration by class", "custom converters", "signals", "teardown functions")),
    Topic("django", ("the admin", "querysets", "middleware", "select_related", "signals", "the form wizard", "custom managers", "migrations", "class-based views", "the messages framework", "model validation", "template tags", "the session backend", "content types")),
    Topic("postgres", ("partial indexes", "EXPLAIN ANALYZE", "window functions", "advisory locks", "vacuum", "jsonb", "common table expressions", "deadlocks", "the query planner", "generated columns", "row-level security", "listen and notify", "bloat", "upserts")),
    Topic("sqlalchemy", ("the unit of work", "lazy loading", "the identity map", "hybrid properties", "sessions", "connection pools", "Alembic", "relationship cascades", "baked queries", "type decorators", "the event system", "joined eager loading", "bulk inserts")),
    Topic("testing", ("fixtures", "property-based tests", "flaky tests", "mutation testing", "golden files", "parametrised tests", "coverage of branches", "fakes instead of mocks", "slow tests", "test names", "time in tests", "snapshot tests", "contract tests")),
    Topic("concurrency", ("the GIL", "process pools", "queues", "cancellation", "semaphores", "race conditions", "shared memory", "async generators", "task groups", "back-pressure", "thread-local data", "fork and spawn", "deadlines", "futures")),
    Topic("python", ("descriptors", "generators", "context managers", "slots", "the import system", "protocols", "dataclasses", "the walrus operator", "metaclasses", "weak references", "pattern matching", "string formatting", "the data model", "named tuples", "closures", "type variables", "method resolution order")),
    Topic("docker", ("layers", "multi-stage builds", "health checks", "volumes", "the build cache", "networks", "entry points", "image sizes", "rootless containers", "compose files", "secrets at build time")),
    Topic("kubernetes", ("liveness probes", "rolling updates", "config maps", "resource limits", "namespaces", "ingress rules", "stateful sets", "pod disruption budgets", "init containers")),
    Topic("packaging", ("wheels", "lock files", "entry points", "editable installs", "version numbers", "the source distribution", "build backends", "optional dependencies", "namespace packages")),
    Topic("deployment", ("blue-green deployments", "rollbacks", "migrations without downtime", "feature flags", "the release checklist", "smoke tests", "secrets in pipelines", "build artefacts", "canaries")),
    Topic("http", ("caching headers", "content negotiation", "idempotency keys", "conditional requests", "cross-origin requests", "chunked encoding", "redirects", "cookies", "server-sent events", "compression", "keep-alive")),
    Topic("git", ("interactive rebase", "bisect", "worktrees", "the reflog", "partial commits", "merge strategies", "hooks", "blame without noise", "submodules", "sparse checkouts", "rerere")),
    Topic("linux", ("file descriptors", "signals", "cgroups", "the page cache", "systemd timers", "strace", "inodes", "pipes", "load averages", "journald", "swap")),
    Topic("security", ("password hashing", "content security policies", "timing attacks", "token expiry", "input validation", "secrets rotation", "SQL injection", "clickjacking", "dependency audits")),
    Topic("career", ("code reviews", "estimates", "post-mortems", "writing things down", "asking for help", "pair programming", "saying no", "the first week", "reading code aloud", "design documents")),
)  # fmt: skip

OTHER_TOPICS = (
    Topic("books", ("chapter one", "the chapter on storage", "the exercises", "the chapter on naming", "the appendix", "the chapter on trade-offs")),
    Topic("editor", ("macros", "multiple cursors", "the language server", "snippets", "the terminal", "search and replace")),
)  # fmt: skip
"""Topics that no skill asks for."""

SKILLS = (
    Skill(id="mobile-app", number="1", title="Mobile app", dropped=date(2021, 3, 8), note="The team has a person for that now."),
    Skill(id="core-infrastructure", number="2", title="Core infrastructure", topic="linux", began=date(2019, 10, 7), done=date(2022, 5, 20)),
    Skill(id="python", number="3", title="Python at an intermediate level", topic="python", began=date(2019, 9, 3), done=date(2021, 6, 30), evidence=("{pr: octo-learner/parsley#41, title: A parser without recursion, date: 2021-05-14, note: Reviewed by the maintainer.}",)),
    Skill(id="paradigms", number="4", title="Functional and object-oriented programming", aliases=("OOP",)),
    Skill(id="inheritance", number="4.1", title="Inheritance", began=date(2019, 11, 4), done=date(2020, 2, 14), topic="python"),
    Skill(id="abstraction", number="4.2", title="Abstraction", began=date(2020, 1, 13), done=date(2020, 4, 3), is_dated=False),
    Skill(id="encapsulation", number="4.3", title="Encapsulation", done=date(2020, 4, 3), is_dated=False),
    Skill(id="web-frameworks", number="5", title="Python web frameworks"),
    Skill(id="flask", number="5.1", title="Flask", topic="flask", began=date(2019, 12, 2), done=date(2021, 1, 15), aliases=("flask-framework",), note="First framework, and the one I still reach for in an evening.", evidence=("{url: 'https://example.org/guestbook', title: 'Guestbook, a small application in production', date: 2020-08-21}", "{commit: octo-learner/guestbook@4f1c9d2, title: Split the application into blueprints, date: 2020-06-11, note: The commit after which each part had tests of its own.}", "{pr: octo-learner/guestbook#17, title: Rate limits for the login form, date: 2020-12-03}", "Gave a talk at the local user group about error handlers")),
    Skill(id="django", number="5.2", title="Django", topic="django", began=date(2021, 2, 1), is_now=True, evidence=("https://example.org/allotments",)),
    Skill(id="postgres", number="6", title="Postgres from Python", topic="postgres", began=date(2020, 9, 7), done=date(2023, 2, 24)),
    Skill(id="orms", number="7", title="Object-relational mapping"),
    Skill(id="django-orm", number="7.1", title="Django ORM", topic="django", began=date(2021, 4, 12)),
    Skill(id="sqlalchemy", number="7.2", title="SQLAlchemy", topic="sqlalchemy", began=date(2020, 11, 2), done=date(2022, 9, 9)),
    Skill(id="concurrency", number="8", title="Concurrent programming"),
    Skill(id="multiprocessing", number="8.1", title="Multiprocessing", topic="concurrency", began=date(2022, 1, 10), done=date(2023, 11, 17)),
    Skill(id="multithreading", number="8.2", title="Multithreading", topic="concurrency", began=date(2022, 3, 7)),
    Skill(id="asyncio", number="8.3", title="Asynchronous programming with asyncio, task groups and cancellation", topic="concurrency", added=date(2022, 6, 1), began=date(2023, 5, 8)),
    Skill(id="unit-testing", number="9", title="Unit testing", topic="testing", began=date(2020, 3, 2), done=date(2022, 12, 16)),
    Skill(id="devops", number="10", title="DevOps"),
    Skill(id="docker", number="10.1", title="Docker", topic="docker", began=date(2021, 8, 30), done=date(2023, 6, 2)),
    Skill(id="kubernetes", number="10.2", title="Kubernetes", topic="kubernetes", began=date(2024, 2, 5)),
    Skill(id="packaging-projects", number="10.3", title="Packaging projects", topic="packaging", began=date(2022, 10, 3), done=date(2024, 7, 19)),
    Skill(id="deployment", number="10.4", title="Deployment automation", topic="deployment", added=date(2022, 6, 1), began=date(2024, 9, 2)),
    Skill(id="observability", number="10.5", title="Observability: logs, metrics and traces", added=date(2022, 6, 1)),
    Skill(id="http", number="11", title="HTTP, and what browsers make of it", topic="http", added=date(2022, 6, 1), began=date(2022, 11, 7), done=date(2025, 3, 28)),
    Skill(id="security", number="12", title="Security basics", topic="security", added=date(2022, 6, 1), began=date(2025, 4, 7)),
    Skill(id="scaling-the-organisation", number="13", title="Scaling the organisation"),
    Skill(id="making-mistakes", number="14", title="Not afraid to make mistakes", topic="career", began=date(2019, 9, 9)),
)  # fmt: skip

TITLES = (
    "What to use {thing} for",
    "A second look at {thing}",
    "{thing} and {other}",
    "What surprised me about {thing}",
    "Reading the source of {thing}",
    "{thing}: three mistakes in one evening",
    "How I explain {thing} to a colleague",
    "{thing}, from the documentation to the code",
    "When not to use {thing}",
    "Notes on {thing}",
    "An hour with {thing}",
    "{thing} under load",
    "The smallest example of {thing} that still teaches something about {other}",
    "Debugging {thing} with a print and a pencil",
    "Undoing {thing}",
    "{thing} in the wild",
)

SUMMARIES = (
    "Three experiments, and the one that I should have begun with.",
    "What the documentation says, what I understood, and what it means.",
    "A bug that took an evening, a fix that took a line, and the test that would have found it.",
    "Short, because there is less to it than I was afraid of.",
    "I had used {thing} for months without knowing the cost. Now there are figures, and they are not what I had guessed: most of the time is spent in {other}, which I never looked at before.",
)  # fmt: skip

SENTENCES = (
    "Today I wanted to know what is really behind {thing}, and not only what it is for.",
    "I had read about {thing} twice before, and both times I nodded and forgot it.",
    "The documentation explains it in a paragraph; the tests explain it in ten lines.",
    "So I wrote the smallest program that could fail, and then made it fail.",
    "The first attempt worked for the wrong reason, which I only noticed because of {other}.",
    "What I did not expect is that the order matters: first {thing}, then {other}.",
    "In a review somebody asked why I had not used {other}, and I had no answer.",
    "Measured on my laptop, the difference was a factor of `{number}`, and most of it went away with an index.",
    "There is a *good* reason for it, and it is older than I am.",
    "The error message said **exactly** what was wrong; I had read the line above it.",
    "After an hour I drew it on paper, and after five minutes of drawing it was obvious.",
    "I keep coming back to [the chapter on it](https://example.org/reading), which is short and does not pretend to be simple.",
    "For the guestbook it changes nothing, for the allotments it saves a query for each row.",
    "I would not have found this without reading the code of others.",
    "It is the kind of thing that nobody tells you, because everybody thinks that you know.",
    "Next time I begin with the test.",
    "If there is one sentence to remember, it is this: keep {thing} and {other} apart.",
)  # fmt: skip

HEADINGS = ("What I tried", "What surprised me", "The code", "What I would do differently", "Where it is documented", "Questions that are left")  # fmt: skip

LOG_TITLES = ("Half an hour with {thing}", "Read about {thing}", "Fixed the guestbook", "Stuck on {thing}", "At last: {thing}", "Talked about {thing} over lunch", "Nothing worked today", "Small win with {thing}")  # fmt: skip

SERIES = (
    ("A guestbook in twelve evenings", "flask", date(2020, 2, 3), 12),
    ("Queries that got faster", "postgres", date(2021, 10, 4), 7),
    ("Reading other people's tests", "testing", date(2021, 3, 1), 5),
    ("From a folder to a wheel", "packaging", date(2023, 4, 3), 4),
)
"""Name, folder, first day and number of parts; a part every two weeks."""
