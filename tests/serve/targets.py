"""Request targets that were meant to lead out of a site: those that fooled other servers, and thousands made from them."""

import random

HOSTILE = [
    # Nothing that begins as a path.
    b"", b"a", b"*", b"../", b"http://localhost/", b"http://evil.test/../", b"//", b"//evil.test", b"///", b"//etc/passwd",
    b"file:///etc/passwd", b"\\", b"?", b"#",
    # Steps up, plain and encoded once.
    b"/.", b"/..", b"/./", b"/../", b"/../secret.txt", b"/../../../../etc/passwd", b"/a/../../secret.txt", b"/a/..",
    b"/%2e", b"/%2e%2e", b"/%2e%2e/secret.txt", b"/%2E%2E/secret.txt", b"/.%2e/secret.txt", b"/%2e./secret.txt",
    b"/a/%2e%2e/%2e%2e/secret.txt", b"/a/.%2e", b"/assets/%2e/a.css",
    # Separators in disguise.
    b"/..%2fsecret.txt", b"/..%2Fsecret.txt", b"/%2e%2e%2fsecret.txt", b"/a%2findex.html", b"/%2f", b"/%2fetc/passwd",
    b"/..%5csecret.txt", b"/%5c", b"/%5C..%5csecret.txt", b"/..\\secret.txt", b"/\\evil.test", b"/a\\", b"/a/\\",
    b"/a//b", b"/a//", b"//a", b"/a//../secret.txt",
    # What ends a string early, or a line.
    b"/%00", b"/a%00.html", b"/secret.txt%00.html", b"/a%0d%0aSet-Cookie:x", b"/%0a", b"/%09", b"/%7f", b"/%1b[2J",
    b"/%c2%85", b"/%c2%9b", b"/a\x00", b"/a\x7f", b"/a b", b"/a\tb", b"/a\r\nb",
    # UTF-8 that is none: overlong, cut off, surrogates, beyond the end, Latin-1.
    b"/%c0%ae%c0%ae/secret.txt", b"/%c0%af", b"/%e0%80%af", b"/%f0%80%80%af", b"/%c0%80", b"/%c1%9c", b"/%fe", b"/%ff",
    b"/%80", b"/%e4", b"/%c3", b"/%c3%28", b"/%ed%a0%80", b"/%f4%90%80%80", b"/%f8%88%80%80%af", b"/\xc3\xa4", b"/\xe4",
    # Escapes that are none.
    b"/%", b"/%2", b"/%zz", b"/%u002e%u002e/secret.txt", b"/%u2215", b"/%%32%65", b"/%%32%65%%32%65/secret.txt", b"/a%",
    # A fragment is never sent.
    b"/#", b"/a#b", b"/#/../secret.txt", b"/a/#/../../secret.txt",
    # Longer than anything.
    b"/" + b"a" * 8192, b"/" + b"%61" * 4000,
]  # fmt: skip
"""Each of these is refused before anything is looked up."""

ODD = [
    # Vite: CVE-2025-30208, CVE-2025-31125, CVE-2025-31486, CVE-2025-32395 and their like.
    b"/@fs/etc/passwd", b"/@fs/etc/passwd?raw??", b"/@fs/etc/passwd?import&raw??", b"/@fs/etc/passwd?url&inline",
    b"/@fs/x/x/x/vite/?/../../../../../etc/passwd?import&?raw", b"/secret.txt?.svg?.wasm?init", b"/@id/secret.txt",
    b"/@vite/client", b"/__open-in-editor?file=secret.txt", b"/secret.txt?raw", b"/.env", b"/.env?.svg", b"/src/main.ts",
    # Encoded twice: decoded once, these are odd names and nothing more.
    b"/%252e%252e/secret.txt", b"/%252e%252e%252fsecret.txt", b"/..%252fsecret.txt", b"/%255c..%255csecret.txt",
    b"/%25c0%25ae%25c0%25ae/secret.txt", b"/%2500", b"/%25%32%65",
    # Names with a meaning elsewhere.
    b"/..;/secret.txt", b"/..;a=b/secret.txt", b"/a/..;/..;/secret.txt", b"/;/secret.txt", b"/.../secret.txt", b"/~root",
    b"/CON", b"/nul", b"/aux.html", b"/com1", b"/LPT1.txt", b"/a.html::$DATA", b"/a.", b"/a.html.", b"/PRN/index.html",
    b"/c:/secret.txt", b"/C:secret.txt", b"/.git/config", b"/.git/HEAD", b"/.DS_Store", b"/proc/self/environ",
    b"/etc/passwd", b"/dev/stdin", b"/index.html/", b"/index.html/x", b"/site.yaml", b"/content/todo.md",
    # Look like a dot or a slash, and are none.
    b"/%e2%80%a4%e2%80%a4/secret.txt", b"/%ef%bc%8e%ef%bc%8e/secret.txt", b"/%e2%88%95etc%e2%88%95passwd",
    b"/%ef%bc%8fetc", b"/%ef%bc%bcetc", b"/%e2%81%84etc", b"/%c2%ad..", b"/%e2%80%8b../secret.txt",
    b"/_reload", b"/_reload/", b"/_reload/../secret.txt", b"/_reload/x/../../secret.txt", b"/_reload//live.js",
]  # fmt: skip
"""These may be looked up, and are not there."""

PLAIN = [
    b"/",
    b"/index.html",
    b"/flask/",
    b"/flask",
    b"/about",
    b"/assets/journal.css",
    b"/CNAME",
    b"/gr%C3%B6%C3%9Fe/",
]
"""These are there."""

_PIECES = [
    b"/", b"/", b"/", b"//", b".", b"..", b"...", b"%2e", b"%2E%2e", b"%2f", b"%5c", b"\\", b"%00", b"%252e", b"%252f",
    b"%c0%ae", b"%c0%af", b"%e0%80%ae", b"%ef%bc%8f", b"%c3%a4", b"%e4", b";", b"?", b"#", b"~", b":", b"@fs", b"a", b"A",
    b"index.html", b"secret.txt", b"secret", b"assets", b"journal.css", b"flask", b"repo", b"404", b".html", b"%0a", b"%20",
    b"%", b"%2", b"&", b"=", b"_reload", b"CON", b"etc", b"passwd", b"http:", b"\xff",
]  # fmt: skip


def make_targets(count: int, *, seed: int) -> list[bytes]:
    """Make targets: all of the lists, these changed at a place, and pieces of them put together."""
    chance = random.Random(seed)
    lists = HOSTILE + ODD + PLAIN * 3
    targets = list(lists)
    while len(targets) < count:
        if chance.random() < 0.4:
            target = chance.choice(lists)[:200]
            place = chance.randint(0, len(target))
            target = target[:place] + chance.choice(_PIECES) + target[place + chance.randint(0, 2) :]
        else:
            target = b"/" + b"".join(chance.choices(_PIECES, k=chance.randint(1, 9)))
        targets.append(target)
    return targets
