"""The lexers of Pygments, made quick."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name
from pygments.token import Name, Token

from generator.markdown.highlight import class_name, find_lexer, has_colours

COMMON = """
applescript arduino awk bash batch c clojure cmake coffeescript common-lisp console cpp crystal csharp css cuda
d dart diff django docker elixir elm emacs-lisp erlang fish fortran fsharp gherkin glsl go graphql groovy haskell
hcl hlsl html html+erb html+php http ini java javascript jsx julia json json5 kotlin latex less lua make markdown
matlab mysql nasm nginx nim nix objective-c ocaml octave perl php postgresql powershell prolog properties protobuf
pycon pytb python r racket reasonml rst ruby rust sass scala scheme scss solidity sql swift systemverilog tcl
terraform toml tsx typescript vb.net verilog vim vue wast xml yaml zig
"""

BABEL = r"""#!/usr/bin/env python
import os, re as _re  # comment with ünïcode 日本語
@decorator
def f(x: int = 0x1F, *args) -> "str":
    '''doc %s {x!r}''' ; return f"{x!r:>{10}} \n" + r'\d+' if x <= 1e-5 else None
class Foo < Bar::Baz; attr_reader :x, :"y z"; def <=>(o) = @x <=> o.x; end
puts <<~EOS, %w[a b #{c}], /re#{x}/i
  heredoc #{1 + 2} text
EOS
$ ls -la "$HOME" | grep -v '^d' && echo ${x:-1} $((1 + 2)) `date` > /dev/null 2>&1
cat <<'END'
raw $x
END
<!DOCTYPE html><html lang="en"><style>p > a:hover { color: #fff !important; }</style>
<script type="text/javascript">const f = async (x) => `t ${x ?? /re[/]/g} `; // end</script>
<p class="x" onclick='go()'>&amp; <?php echo $x->y['z'] ?? "a $b {$c[0]}"; ?> {{ name|upper }} {% if x %} <%= y %></p>
SELECT DISTINCT a.*, count(*) FROM "t" AS a LEFT JOIN b ON a.id = b.id WHERE x LIKE '%y''z' -- note
  AND created_at > now() - interval '1 day' GROUP BY 1; /* block /* nested */ */
#include <stdio.h>
#define MAX(a, b) ((a) > (b) ? (a) : (b))
static inline size_t main(int argc, char **argv) { printf("%d\n", 'c'); std::vector<int> v{1, 2}; return 0b1'0; }
public sealed class A<T> : B where T : new() { private readonly string s = @"verb""atim"; /// <summary>x</summary>
fn main() -> Result<(), Box<dyn Error>> { let mut x: &'a str = r#"raw"#; println!("{:?}", x?); }
defmodule M do @doc ~S(x) ; def f(%{a: 1} = m), do: m |> Enum.map(&(&1 + 1)) end
(defn f [x & {:keys [a]}] (let [y #"re"] (-> x inc :key 'sym \newline))) ; lisp
key: [1, 2.5, "three"]  # yaml
? complex
: &anchor |
  block text
  more
list:
  - *anchor
  - !!str 12
[table.sub]
key = "value" ; ini
date = 1979-05-27T07:32:00Z
diff --git a/x b/x
--- a/x
+++ b/x
@@ -1,2 +1,2 @@
-old
+new
>>> print("x")
x
Traceback (most recent call last):
  File "<stdin>", line 1, in <module>
ValueError: no
# Heading
* item with `code` and **bold** [link](http://a.b "t")
```python
x = 1
```
GET /x HTTP/1.1
Host: example.org

type Query { user(id: ID!): User @deprecated }
\begin{tex} $a_1 \frac{x}{y}$ % comment
	tabbed:	$(CC) -o $@ $<
let s:x = 'v' | if has("nvim") | endif " vim
\x00 unfinished "string
"""


def test_known_language_has_a_lexer() -> None:
    """A language that Pygments knows is found whatever its case."""
    assert type(find_lexer("PYTHON", "")).__name__ == "PythonLexer"
    assert has_colours("PYTHON")


@pytest.mark.parametrize(
    "language", ["no-such-language", "", "mermaid", "{.python}", "text", "plaintext", "TXT", "csv"]
)
def test_language_without_colours_has_no_lexer(language: str) -> None:
    """Plain text, and what nobody knows, is not taken apart."""
    assert find_lexer(language, "x") is None
    assert not has_colours(language)


def tokens(language: str, code: str) -> list[object]:
    """Take code apart, by a lexer that is asked for anew."""
    lexer = find_lexer(language, code)
    assert lexer is not None
    return list(lexer.get_tokens_unprocessed(code))


def test_rules_are_made_once() -> None:
    """The second block of a language pays for nothing but its own text, not even under another name."""
    assert type(find_lexer("viml", "x")) is type(find_lexer("vim", "y"))


def test_a_block_knows_nothing_of_the_last() -> None:
    """A lexer that keeps what it saw, as that of mails does the boundary of their parts, keeps it for one block."""
    first = "Content-Type: multipart/mixed; boundary=zz\n\n--zz\nContent-Type: text/plain\n\na\n--zz--\n"
    second = "Subject: a\n\n--zz\nContent-Type: application/json\n\n{}\n--zz--\n"
    alone = tokens("mime", second)
    tokens("mime", first)
    assert tokens("mime", second) == alone


def test_php_is_read_without_its_tag() -> None:
    """Examples of PHP leave out the tag that opens it; with the tag, what stands outside is text."""
    for code, kind in [("echo $x;\n", "nv"), ("a $x\n<?php echo 1;\n", "x")]:
        lexer = find_lexer("php", code)
        assert lexer is not None
        kinds = {text: class_name(token) for _, token, text in lexer.get_tokens_unprocessed(code)}
        assert kinds.get("$x", kinds.get("a $x\n")) == kind


@pytest.mark.parametrize("language", COMMON.split())
def test_tokens_are_those_of_pygments(language: str) -> None:
    """Trying only rules that can begin here finds the tokens that trying all finds, in any state and any muddle."""
    lexer = find_lexer(language, "<?")
    stock = get_lexer_by_name(language)
    assert lexer is not None
    lines = BABEL.splitlines(keepends=True)
    for text in [BABEL, "", "\n", *lines, "".join(reversed(lines))]:
        assert list(lexer.get_tokens_unprocessed(text)) == list(stock.get_tokens_unprocessed(text))


@pytest.mark.parametrize("language", ["python", "ruby", "bash", "html", "c", "yaml", "elixir", "console"])
@given(
    text=st.lists(st.sampled_from(["é", "日", "\U0001f600", *re.findall(r"\w+|\W", BABEL)]), max_size=30).map("".join)
)
def test_tokens_of_any_text_are_those_of_pygments(language: str, text: str) -> None:
    """So they are for what is no program at all."""
    lexer = find_lexer(language, text)
    assert lexer is not None
    stock = get_lexer_by_name(language)
    assert list(lexer.get_tokens_unprocessed(text)) == list(stock.get_tokens_unprocessed(text))


def test_rules_are_compiled_when_they_are_tried() -> None:
    """A short block does not pay for all that its language might have had."""
    lexer = find_lexer("ada", "")
    assert lexer is not None
    assert len(list(lexer.get_tokens_unprocessed("x := 1;\n"))) == 7
    patterns = {pattern for state in type(lexer).states.values() for pattern, _, _ in state._rules}
    compiled = [pattern for pattern in patterns if pattern.match.__name__ == "match"]
    assert 0 < len(compiled) < len(patterns) / 4


@pytest.mark.parametrize("language", ["c", "elixir", "php", "lua", "yaml", "postgresql"])
def test_lexers_that_call_their_base_class_are_quick_too(language: str) -> None:
    """The rules are not made ready for Pygments' own loop where a lexer only adds to what that loop finds."""
    lexer = find_lexer(language, "")
    assert lexer is not None
    assert list(lexer.get_tokens_unprocessed(BABEL))
    assert "stock_tokens" not in vars(type(lexer))


def test_kind_beyond_the_standard_is_named_too() -> None:
    """A lexer's own kind of token is named by its nearest standard kind and the rest, as Pygments does."""
    assert class_name(Name.Function) == "nf"
    assert class_name(Name.Function.Own.Kind) == "nf nf-Own nf-Own-Kind"
    assert class_name(Token) == ""
