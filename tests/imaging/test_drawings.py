"""Drawings are written anew, as they look."""

from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from PIL import Image

from generator.imaging.drawings import clean_drawing
from generator.imaging.opening import PictureError
from tests.imaging.samples import CANARIES, encode, make_image, with_exif

INKSCAPE = """\
<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created by CANARY-TEXT -->
<?xml-stylesheet href="CANARY-TEXT.css"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
  <!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg xmlns="&ns_svg;" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" onload="a('CANARY-TEXT')"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" inkscape:export-filename="/home/CANARY-ARTIST/a.png"
   sodipodi:docname="CANARY-TEXT.svg" content="&lt;mxfile host=&quot;CANARY-PLACE&quot;/&gt;" data-name="CANARY-TEXT">
  <title>A <b>plot</b> &amp; more</title>
  <sodipodi:namedview><inkscape:grid id="CANARY-TEXT"/></sodipodi:namedview>
  <metadata><rdf:RDF>CANARY-ARTIST</rdf:RDF></metadata>
  <script>alert("CANARY-TEXT")</script>
  <style><![CDATA[@import url(https://example.org/a.css); .a > .b { fill: red }]]></style>
  <a xlink:href="java&#10;script:alert(1)" onclick="a()"><rect class="a" x="1" style="fill: url(#g)" inkscape:label="CANARY-TEXT"/></a>
  <a href="https://example.org/"><animate attributeName="href" to="javascript:a()"/><animate attributeName="x" to="3"/></a>
  <foreignObject><div xmlns="http://www.w3.org/1999/xhtml">Words<iframe src="CANARY-TEXT"/><br/></div></foreignObject>
  <use xlink:href="#g"/>
</svg>
"""

CLEANED = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">
  <title>A <b>plot</b> &amp; more</title>
  
  
  
  <style> .a &gt; .b { fill: red }</style>
  <a><rect class="a" x="1" style="fill: url(#g)"/></a>
  <a href="https://example.org/"><animate attributeName="x" to="3"/></a>
  <foreignObject><div xmlns="http://www.w3.org/1999/xhtml">Words<br/></div></foreignObject>
  <use xlink:href="#g"/>
</svg>
"""  # noqa: W293 (what stood between the elements that are gone)


def test_what_is_seen_stays_and_nothing_else() -> None:
    """Of a file as editors save it, with all that they write."""
    assert clean_drawing(INKSCAPE.encode()).decode() == CLEANED
    assert clean_drawing(CLEANED.encode()).decode() == CLEANED


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize(
    "where", ['<image href="{}"/>', '<image xlink:href=" {} "/>', "<style>a {{ fill: url('{}') }}</style>"]
)
def test_photograph_in_a_drawing_is_made_anew(kind: str, where: str) -> None:
    """With all that its camera wrote it would be published as it is."""
    address = f"data:image/{kind};base64,{b64encode(with_exif(make_image(64, 48), kind, 6)).decode()}"
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{where.format(address)}</svg>'
    made = clean_drawing(whole.encode()).decode()
    _, _, rest = made.partition("data:image/webp;base64,")
    data = b64decode(rest.partition("'" if "style" in where else '"')[0])
    assert Image.open(BytesIO(data)).size == (48, 64)
    assert not [canary for canary in CANARIES if canary.encode() in data]


def test_other_things_in_a_drawing_are_made_anew_or_dropped() -> None:
    """A drawing in a drawing, what moves, a font; text that could be run is left out."""
    inner = b64encode(b"<svg><!-- CANARY-TEXT --><g/></svg>").decode()
    moving = b64encode(encode(make_image(8, 6).quantize(8), "gif", moves=True, comment=b"CANARY-TEXT")).decode()
    whole = (
        f'<svg><image href="data:image/svg+xml;base64,{inner}"/><image href="data:image/svg+xml,%3Csvg/%3E"/>'
        f'<image href="data:image/gif;base64,{moving}"/><image href="data:text/html,a"/><image href="data:image/png;base64,+"/>'
        "<style>@font-face { src: url(data:font/woff2;base64,AAAA) } a { fill: url(data:text/html,a) }</style></svg>"
    )
    made = clean_drawing(whole.encode()).decode()
    images = [part.partition('"')[0] for part in made.split('<image href="')[1:]]
    plain = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n').decode()
    empty = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>\n').decode()
    assert images[:2] == [f"data:image/svg+xml;base64,{plain}", f"data:image/svg+xml;base64,{empty}"]
    assert b"CANARY" not in b64decode(images[2].partition(",")[2])
    assert images[3:] == [""]
    assert "<image/>" in made
    assert "url(data:font/woff2;base64,AAAA)" in made
    assert "text/html" not in made


def test_drawing_without_a_namespace_gets_it() -> None:
    """Browsers show no file without one."""
    assert clean_drawing(b"<svg><g/></svg>") == b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>\n'


def test_prefixes_are_kept() -> None:
    """What counts is what they stand for."""
    drawing = '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/><s:script/><x:g xmlns:x="urn:x"/><g/></s:svg>'
    assert clean_drawing(drawing.encode()) == b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>\n'


def test_encoding_is_that_of_the_web() -> None:
    """Whatever it was."""
    drawing = '<?xml version="1.0" encoding="ISO-8859-1"?><svg><text>Ünï</text></svg>'
    assert "Ünï" in clean_drawing(drawing.encode("latin-1")).decode()


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        ("", "is no drawing that can be read: no element found in line 1"),
        ("<svg>\n<g></svg>", "is no drawing that can be read: mismatched tag in line 2"),
        ("<html/>", "is no drawing: it does not begin with <svg> in SVG's namespace"),
        ('<svg xmlns="urn:x"/>', "is no drawing: it does not begin with <svg> in SVG's namespace"),
        ("<svg>" + "<g>" * 300 + "</g>" * 300 + "</svg>", "has more than 256 elements inside each other"),
        (
            '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
            'declares the entity "b", which is not read',
        ),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]><svg>&a;</svg>',
            'declares the entity "a", which is not read',
        ),
        ("<svg><image href='data:image/png;base64,AAAA'/></svg>", "is broken, or of a format that is not known"),
    ],
)
def test_what_is_no_drawing_says_so(drawing: str, message: str) -> None:
    """With the line, where there is one; and nothing outside the file is read."""
    with pytest.raises(PictureError) as caught:
        clean_drawing(drawing.encode())
    assert caught.value.message == message


def test_hostile_drawing_ends_soon() -> None:
    """Words that stand for longer words cannot become more than there may be."""
    drawing = f'<!DOCTYPE svg [<!ENTITY a "{"a" * 200}">]><svg>{"&a;" * 100_000}</svg>'
    with pytest.raises(PictureError):
        clean_drawing(drawing.encode())
