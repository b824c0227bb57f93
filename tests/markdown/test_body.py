"""What rendering a body yields, as a value."""

import subprocess
import sys

import msgspec

from generator.markdown.body import LINK_MARK, BodyFacts, Heading, Remark, Target, TargetKind


def test_values_load_no_renderer() -> None:
    """A build that renders nothing loads neither Python-Markdown nor Pygments."""
    program = "import sys, generator.markdown.body; print(sorted({'markdown', 'pygments'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert found.stdout == "[]\n"


def test_facts_survive_the_store() -> None:
    """Facts are kept as bytes and read again as they were."""
    facts = BodyFacts(
        heading="A",
        heading_id="a",
        summary="b",
        headings=(Heading(2, "c", "C"),),
        anchors=("fn-1",),
        targets=(Target(TargetKind.IMAGE, "d.png", 3, 4, "![](d.png)", 5),),
        remarks=(Remark("is wrong", 3, 4, "$x$", 3, "mend it"),),
        word_count=5,
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(facts), type=BodyFacts) == facts


def test_mark_is_no_character_of_a_text() -> None:
    """The mark is a control character, which no HTML can hold."""
    assert len(LINK_MARK) == 1
    assert ord(LINK_MARK) < 0x20
