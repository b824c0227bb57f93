"""Takes boxes that were ticked by hand in the README over into the checklists.

World.
Every change is made and checked before the first is written; the region is written anew once the checklists are.
"""

from collections.abc import Iterator

import msgspec

from generator.build.checking import examine_site
from generator.build.stages import BuildOptions
from generator.errors import SitePath
from generator.publish.originals import read_text
from generator.readme.changing import Changes, plan_changes
from generator.readme.region import Standing
from generator.readme.ticking import find_ticks
from generator.readme.updating import README_PATH, Review, replace_file, tell, write_readme
from generator.readme.writing import write_region
from generator.sources.text import decode_text
from generator.sources.yamledit import edit_skills


def pull_readme(review: Review) -> Changes:
    """Take over what was ticked by hand, write the region anew, and say what was changed.

    Raises:
        GeneratorError: more was edited than boxes, the checklists have changed as well, or a file changes meanwhile.
    """
    if review.standing is not Standing.EDITED:
        return {}
    ticks = find_ticks(review.text, review.region, review.told, README_PATH)
    changes = plan_changes(ticks, review.told.site, review.sources, README_PATH)
    for path, before, after in list(_edit(review, changes)):
        replace_file(review.root, path, before, after)
    prepared = examine_site(review.root, BuildOptions(date=review.told.site.rules.today)).prepared
    write_readme(msgspec.structs.replace(review, inner=write_region(tell(prepared))))
    return changes


def _edit(review: Review, changes: Changes) -> Iterator[tuple[SitePath, str, str]]:
    """Give for each checklist its text as it is and as it is to be, line ends included."""
    for source in review.sources:
        if source.path in changes:
            text = read_text(review.root / source.path)
            if decode_text(text.encode(), source.path)[0] != source.text:
                # Whoever writes to it just now is not written over: what is expected is what was read.
                text = source.text
            yield source.path, text, edit_skills(text, source.path, changes[source.path])
