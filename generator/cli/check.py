"""`journal check`: the sources, or, with a folder, the site that was built of them."""

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from generator.cli.console import (
    EXIT_PROBLEMS,
    ProgressBar,
    content_options,
    count_problems,
    exit_codes,
    print_problems,
)
from generator.cli.sealedlook import find_sealed_words
from generator.errors import GeneratorError, Problem, find_errors, sort_problems

if TYPE_CHECKING:  # A built site is checked without a renderer.
    from generator.audit.linking import Outside
    from generator.build.stages import BuildOptions

_PUBLIC_PLACES = ("/usr/", "/opt/", "/srv/", "/var/")
"""Where a site may lie in a container; such a path tells of nobody, and entries about containers name it."""
_LEAST_PARTS = 3


@click.command("check")
@click.argument("built", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--site",
    "site",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The site's folder; this one if left out.",
)
@content_options
@click.option(
    "--external", "is_external", is_flag=True, help="Ask other hosts whether links to them still lead to something."
)
@click.option("--strict", "is_strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--privacy", "is_private", is_flag=True, help="Say what gives you away, in the history and elsewhere.")
@click.option(
    "--words",
    metavar="FILE",
    envvar="JOURNAL_WORDS",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --privacy: a list of words that are to be nowhere, one a line.",
)
def command(
    built: Path | None,
    site: Path | None,
    base_url: str,
    date: str,
    *,
    with_drafts: bool,
    with_future: bool,
    is_external: bool,
    is_strict: bool,
    is_private: bool,
    words: Path | None,
) -> None:
    """Say everything that is wrong, and write nothing.

    Without DIR the sources are checked. With DIR, such as public, the site that was built into it: every link and
    file, the HTML, what GitHub Pages takes, and what must not be published.
    """
    source = click.get_current_context().get_parameter_source("words")
    if source is ParameterSource.COMMANDLINE and not is_private:
        raise click.UsageError("--words goes with --privacy")
    if is_private and is_external:
        raise click.UsageError("--external and --privacy are two looks; take one after the other")
    if is_private:
        asked = {"--drafts": with_drafts, "--future": with_future, "--base-url": base_url, "--external": is_external}
        for name in (name for name, is_given in asked.items() if is_given):
            raise click.UsageError(f"{name} does not go with --privacy")
        root = _find_sources(site, built) if built else _find_site(site)
        _check_privacy(root or _find_site(site), built, words, date, is_strict=is_strict)
        return
    if built is None:
        if is_external:
            raise click.UsageError("--external is about a site that is built; name its folder, such as public")
        from generator.build.stages import BuildOptions  # noqa: PLC0415 (a built site is checked without a renderer)

        options = BuildOptions(base_url=base_url, with_drafts=with_drafts, with_future=with_future, date=date)
        _check_sources(_find_site(site), options, is_strict=is_strict)
        return
    if (built / "site.yaml").is_file() and (built / "content").is_dir():
        raise click.UsageError(
            f"{built} holds the sources of a site; name the folder that it is built into, such as public"
        )
    for name, is_given in (("--drafts", with_drafts), ("--future", with_future), ("--date", bool(date))):
        if is_given:
            raise click.UsageError(f"{name} is about the sources; a site that is built is checked as it is")
    _check_built(built, _find_sources(site, built), base_url, is_external=is_external, is_strict=is_strict)


def _find_site(site: Path | None) -> Path:
    folder = site or Path()
    if not (folder / "site.yaml").is_file():
        message = f"there is no site.yaml in {folder}; a site is a folder with one, which may be empty"
        raise click.BadParameter(message, param_hint="'--site'")
    return folder.resolve()


def _find_sources(site: Path | None, built: Path) -> Path | None:
    """Find the folder of a built site's sources, which need not be there."""
    if site is not None:
        return _find_site(site)
    beside = built.resolve().parent
    return next((folder for folder in (beside, Path.cwd()) if (folder / "site.yaml").is_file()), None)


def _check_sources(root: Path, options: "BuildOptions", *, is_strict: bool) -> None:
    from generator.audit.staged import find_staged_keys  # noqa: PLC0415 (likewise)
    from generator.build.checking import check_site  # noqa: PLC0415 (a built site is checked without a renderer)

    with exit_codes(root):
        checked = check_site(root, options)
        problems = sort_problems((*checked.problems, *find_staged_keys(root), *_find_staged_words(root)))
        problems = find_errors(problems, strict=True) if is_strict else problems
        print_problems(problems, root)
        for withheld in checked.withheld:
            click.echo(f"withheld {withheld.place}: {withheld.reason}")
        _conclude(problems, f"{checked.page_count} pages")


def _check_built(built: Path, root: Path | None, base_url: str, *, is_external: bool, is_strict: bool) -> None:
    from generator.audit.auditing import audit_folder  # noqa: PLC0415 (the sources are checked without it)

    with exit_codes(root or built.resolve()):
        sealed = find_sealed_words(root)
        audit = audit_folder(
            built,
            shown=os.fspath(built),
            base_url=base_url or _read_base_url(root),
            own_paths=_list_own_paths(root or built.resolve()),
            look=sealed.look if sealed else None,
        )
        problems = audit.problems
        if is_external:
            problems = sort_problems((*problems, *_ask_outside(built, root, audit.outside)))
        problems = find_errors(problems, strict=True) if is_strict else problems
        print_problems(problems)
        _conclude(
            problems,
            f"{audit.page_count:,} pages, {audit.reference_count:,} links and {audit.asset_count:,} other files",
        )


def _ask_outside(built: Path, root: Path | None, outside: "tuple[Outside, ...]") -> tuple[Problem, ...]:
    from generator.audit.asking import Asker, ask_all  # noqa: PLC0415 (no check but this one needs the network)
    from generator.audit.auditing import judge_outside  # noqa: PLC0415 (likewise)
    from generator.audit.outside import Outcome  # noqa: PLC0415 (likewise)
    from generator.audit.remembering import recall_verdicts, remember_verdicts  # noqa: PLC0415 (likewise)

    asker = Asker()
    addresses = [link.address for link in outside]
    # Without a site there is no place to remember anything.
    known = recall_verdicts(root, addresses, asker.now_s()) if root else {}
    with ProgressBar(is_quiet=False) as progress:
        found = ask_all((address for address in addresses if address not in known), asker, progress)
    if root and found:
        remember_verdicts(root, found, asker.now_s())
    verdicts = known | found
    outcomes = [verdict.outcome for verdict in verdicts.values()]
    counts = ", ".join(f"{outcomes.count(each)} {each.value}" for each in Outcome if each in outcomes)
    asked = f"{len(found)} of {len(verdicts)} outside links asked about"
    click.echo(f"{asked}: {counts}" if counts else "no outside links")
    return judge_outside(built, os.fspath(built), outside, verdicts)


def _check_privacy(root: Path, built: Path | None, words: Path | None, date: str, *, is_strict: bool) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 (only for this)

    from generator.audit.giveaways import look_for_giveaways  # noqa: PLC0415 (loads much that nothing else needs)
    from generator.audit.wordlist import read_words  # noqa: PLC0415 (likewise)

    with exit_codes(root):
        listed = read_words(words, root) if words else ()
        usual = root / "public"
        found = look_for_giveaways(
            root,
            built or (usual if usual.is_dir() else None),
            listed,
            date or datetime.now(UTC).date().isoformat(),
        )
        problems = find_errors(found.problems, strict=True) if is_strict else found.problems
        print_problems(problems, root)
        for note in found.notes:
            click.echo(note)
        _conclude(
            problems,
            f"{found.commit_count:,} commits, {found.content_count:,} contents of files "
            f"and {found.output_count:,} published files",
        )


def _find_staged_words(root: Path) -> tuple[Problem, ...]:
    """Find what is sealed in git's index."""
    from generator.audit.findings import combine_findings  # noqa: PLC0415 (a site without a statement needs no more)
    from generator.audit.staged import read_staged  # noqa: PLC0415 (likewise)

    try:
        sealed = find_sealed_words(root)
    except GeneratorError as error:
        # Beside the others: a statement that cannot be read is among them already.
        return error.problems
    if sealed is None:
        return ()
    findings = (finding for path, data in read_staged(root) for finding in sealed.look(path, data))
    return combine_findings(findings, str)


def _conclude(problems: tuple[Problem, ...], looked_at: str) -> None:
    click.echo(count_problems(problems) or f"no problems in {looked_at}")
    if find_errors(problems):
        raise SystemExit(EXIT_PROBLEMS)


def _read_base_url(root: Path | None) -> str:
    """Read where the site will be; what else is wrong with the settings is the business of a build."""
    from generator.sources.settings import parse_settings  # noqa: PLC0415 (only if there is a site)

    if root is None:
        return ""
    settings, _ = parse_settings((root / "site.yaml").read_text("utf-8", errors="replace"), "site.yaml")
    return settings.base_url


def _list_own_paths(root: Path) -> tuple[str, ...]:
    path = PurePath(root).as_posix()
    is_telling = len(root.parts) >= _LEAST_PARTS and not path.startswith(_PUBLIC_PLACES)
    return (path,) if is_telling else ()
