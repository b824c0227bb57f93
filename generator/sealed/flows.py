"""What `journal seal` does: keys, ciphertext and what is said of it, changed in an order that survives a kill.

World.
Knows neither the terminal nor how anything is asked or told.

A key is kept before anything is encrypted for it, so nothing is ever published that nobody can open; a link is out of
the published file before the key file says so, so none is thought withdrawn that still opens the file. Whatever a
killed command left undone, the same command does when it is called again.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from generator.errors import GeneratorError, Location, Problem, suggest
from generator.sealed.ages import (
    DamagedFileError,
    Identity,
    NotForThisKeyError,
    can_open,
    decrypt,
    encrypt,
    make_identity,
)
from generator.sealed.keeping import Sealed, clear_interrupted, read_sealed, write_record, write_sealed
from generator.sealed.keyfile import has_keys, hold_keys, read_former_owners, read_keys, write_keys
from generator.sealed.keyring import KeyRing, Link, check_label
from generator.sealed.statement import NotAStatementError, TooLongError, decode_statement, encode_statement
from generator.sources.commitment import (
    SALT_SIZE_BYTES,
    SealedField,
    check_field_name,
    check_field_value,
    commit_fields,
    digest_field,
    encode_salt,
    format_digest,
)
from generator.sources.sealedfile import RECORD_PATH, STATEMENT_PATH, RevealedField, SealedRecord, format_record


class Place(msgspec.Struct, frozen=True):
    """Where a command works, and when."""

    root: Path
    """The site's folder."""
    keys: Path
    """The folder of key files."""
    today: str


class LinkState(msgspec.Struct, frozen=True):
    """A link as its owner's list shows it."""

    label: str
    created: str
    withdrawn: str
    opens: bool
    """Whether it opens the file as it is now."""


class Revealed(msgspec.Struct, frozen=True):
    """What a reveal did."""

    added: tuple[str, ...]
    all: tuple[str, ...]
    hidden: tuple[str, ...]


@contextmanager
def _working(place: Place) -> Iterator[None]:
    with hold_keys(place.keys):
        clear_interrupted(place.root)
        yield


def seal_statement(place: Place, values: Mapping[str, str], *, replace: bool = False) -> SealedRecord:
    """Seal a statement: the first of a site, or another in its place, for the same keys and links.

    Empty values are left out.

    Raises:
        GeneratorError: a field is none, there is a statement already, or it cannot be written.
    """
    given = {name: value for name, value in values.items() if value}
    _check_fields(given)
    with _working(place):
        sealed = read_sealed(place.root)
        if sealed is None or not sealed.record.has_statement:
            return _seal_first(place, given, sealed.record if sealed else SealedRecord())
        if not replace:
            raise _refuse_second()
        ring = read_keys(place.keys, sealed.record.id)
        return _seal_again(place, sealed, ring, _salt(given))


def refuse_second(place: Place) -> None:
    """Refuse to seal where there is a statement already; for whoever would ask for one first.

    Raises:
        GeneratorError: there is one, or what there is cannot be read.
    """
    sealed = read_sealed(place.root)
    if sealed is not None and sealed.record.has_statement:
        raise _refuse_second()


def change_fields(place: Place, values: Mapping[str, str]) -> SealedRecord:
    """Add fields to the statement of a site, or give them other values; the others stay. Without a statement it is the first.

    Raises:
        GeneratorError: a field is none, or it cannot be written.
    """
    _check_fields(values)
    with _working(place):
        sealed = read_sealed(place.root)
        if sealed is None or not sealed.record.has_statement:
            return _seal_first(place, values, sealed.record if sealed else SealedRecord())
        ring = read_keys(place.keys, sealed.record.id)
        before = {field.name: field for field in _open_own(place, sealed, ring)}
        changed = {
            field.name: field
            for field in _salt(values)
            if field.name not in before or before[field.name].value != field.value
        }
        return _seal_again(place, sealed, ring, (before | changed).values()) if changed else sealed.record


def add_link(place: Place, label: str) -> Identity:
    """Make a link for somebody; the statement is encrypted for it as well.

    Raises:
        GeneratorError: there is no statement, the label is none, or a link of that label is in use.
    """
    if fault := check_label(label):
        raise _refuse(fault)
    with _working(place):
        sealed, ring = _read(place)
        link = ring.find(label)
        if link is not None and not link.withdrawn and link.digest not in sealed.record.withdrawn:
            if can_open(sealed.data, link.identity):
                hint = "give it another label, or revoke the old one; the key of the old one is in the key file"
                raise _refuse(f'there is a link with the label "{label}" already', hint)
            # A command was killed between keeping the key and encrypting for it: nobody has seen this one.
        else:
            link = Link(label, make_identity(), place.today)
            ring = msgspec.structs.replace(ring, links=(*ring.links, link))
        write_keys(place.keys, ring)
        _encrypt(place, sealed, ring, _open_own(place, sealed, ring))
        return link.identity


def revoke_link(place: Place, label: str) -> None:
    """Encrypt the statement anew, no longer for this link, and say so in public.

    Raises:
        GeneratorError: there is no such link, or it is withdrawn already.
    """
    with _working(place):
        sealed, ring = _read(place)
        link = ring.find(label)
        if link is None:
            raise _refuse(
                f'there is no link with the label "{label}"', suggest(label, {each.label for each in ring.links})
            )
        if link.withdrawn:
            raise _refuse(f'the link "{label}" was withdrawn on {link.withdrawn}')
        withdrawn = msgspec.structs.replace(link, withdrawn=place.today)
        ring = msgspec.structs.replace(ring, links=tuple(withdrawn if each is link else each for each in ring.links))
        _encrypt(place, sealed, ring, _open_own(place, sealed, ring))
        write_keys(place.keys, ring)


def rotate_keys(place: Place, *, renew_links: bool = False) -> tuple[Link, ...]:
    """Give the owner a new key, and with `renew_links` each link too; gives the new links.

    Raises:
        GeneratorError: there is no statement, or it cannot be opened or written.
    """
    with _working(place):
        sealed, ring = _read(place)
        fields = _open_own(place, sealed, ring)
        renewed: list[Link] = []
        links = list(ring.links)
        for index, link in enumerate(ring.links):
            if renew_links and not link.withdrawn:
                links[index] = msgspec.structs.replace(link, withdrawn=place.today)
                if link.digest not in sealed.record.withdrawn:
                    renewed.append(Link(link.label, make_identity(), place.today))
        ring = KeyRing(ring.id, make_identity(), (*links, *renewed))
        # Killed after this, the file is open to the former key, which the last version of the key file has.
        write_keys(place.keys, ring)
        _encrypt(place, sealed, ring, fields)
        return tuple(renewed)


def list_links(place: Place) -> tuple[LinkState, ...]:
    """List all links ever made, oldest first.

    Raises:
        GeneratorError: there is no statement, or no key file for it.
    """
    sealed, ring = _read(place)
    record = sealed.record
    return tuple(
        LinkState(
            link.label,
            link.created,
            # What is published counts, should the key file not have learned of it.
            link.withdrawn or (record.changed if link.digest in record.withdrawn else ""),
            can_open(sealed.data, link.identity),
        )
        for link in ring.links
    )


def reveal_fields(place: Place, names: Iterable[str] = ()) -> Revealed:
    """Publish fields with their salts; all of them if none is named. What is revealed already stays so.

    Raises:
        GeneratorError: there is no such field.
    """
    with _working(place):
        sealed, ring = _read(place)
        fields = {field.name: field for field in _open_own(place, sealed, ring)}
        wanted = tuple(dict.fromkeys(names)) or tuple(fields)
        unknown = [name for name in wanted if name not in fields]
        if unknown:
            hint = suggest(unknown[0], fields) or f"the fields are {', '.join(fields)}"
            raise _refuse(f'the statement has no field "{unknown[0]}"', hint)
        before = {field.name for field in sealed.record.revealed}
        shown = tuple(name for name in fields if name in {*before, *wanted})
        record = _with_reveal(sealed.record, fields.values(), shown)
        if format_record(record) != format_record(sealed.record):
            write_record(place.root, record)
        return Revealed(
            tuple(name for name in shown if name not in before),
            shown,
            tuple(name for name in fields if name not in shown),
        )


def open_own(place: Place) -> tuple[SealedField, ...]:
    """Open the statement with its owner's key.

    Raises:
        GeneratorError: there is no statement or no key file, or one does not fit the other.
    """
    sealed, ring = _read(place)
    return _open_own(place, sealed, ring)


def open_sealed(sealed: Sealed, identity: Identity) -> tuple[SealedField, ...]:
    """Open a statement with the key of a link.

    Raises:
        GeneratorError: the link does not open it, or it is damaged, or not what was promised; which of them is said.
    """
    try:
        return _open(sealed, (identity,))
    except NotForThisKeyError:
        if format_digest(identity.digest) in sealed.record.withdrawn:
            raise _refuse("this link was withdrawn", "ask its author for another") from None
        hint = "it may be of another journal, or of an earlier version of this one"
        raise _refuse("this link does not open this statement", hint) from None


def open_hidden(place: Place) -> dict[str, str]:
    """Open what is sealed and not revealed, for who looks whether it is in the open; nothing without its key file.

    Raises:
        GeneratorError: there is a key file, and it is refused, or does not open the statement.
    """
    sealed = read_sealed(place.root)
    if sealed is None or not sealed.record.has_statement or not has_keys(place.keys, sealed.record.id):
        return {}
    revealed = {field.name for field in sealed.record.revealed}
    fields = _open_own(place, sealed, read_keys(place.keys, sealed.record.id))
    return {field.name: field.value for field in fields if field.name not in revealed}


def _read(place: Place) -> tuple[Sealed, KeyRing]:
    sealed = read_sealed(place.root)
    if sealed is None or not sealed.record.has_statement:
        raise _refuse("there is no sealed statement yet", "journal seal new", path=RECORD_PATH)
    return sealed, read_keys(place.keys, sealed.record.id)


def _open_own(place: Place, sealed: Sealed, ring: KeyRing) -> tuple[SealedField, ...]:
    candidates = (ring.owner, *(link.identity for link in ring.active), *read_former_owners(place.keys, ring.id))
    try:
        return _open(sealed, candidates)
    except NotForThisKeyError:
        hint = "one of them may be from another branch, or from a copy that is older"
        raise _refuse("the key file does not open this statement", hint, path=STATEMENT_PATH) from None


def _open(sealed: Sealed, identities: tuple[Identity, ...]) -> tuple[SealedField, ...]:
    try:
        fields = decode_statement(decrypt(sealed.data, identities))
    except DamagedFileError:
        raise _refuse("is damaged", "restore it from git", path=STATEMENT_PATH) from None
    except NotAStatementError as error:
        raise _refuse(f"holds no statement: {error}", path=STATEMENT_PATH) from None
    if sealed.record.commitment and commit_fields(fields) != sealed.record.commitment:
        message = "what is in it is not what the commitment in statement.yaml promises"
        raise _refuse(message, "take both files from one commit", path=STATEMENT_PATH)
    return fields


def _seal_first(place: Place, values: Mapping[str, str], record: SealedRecord) -> SealedRecord:
    fields = _salt(values)
    ring = KeyRing(secrets.token_hex(8), make_identity())
    record = msgspec.structs.replace(record, id=ring.id, created=place.today, commitment=commit_fields(fields))
    write_keys(place.keys, ring)
    return _encrypt(place, Sealed(record), ring, fields)


def _seal_again(place: Place, sealed: Sealed, ring: KeyRing, fields: Iterable[SealedField]) -> SealedRecord:
    """Seal other fields; those that were revealed, and have not changed, stay revealed."""
    revealed = {field.name: field.field for field in sealed.record.revealed}
    kept = tuple(
        revealed[field.name] if field.name in revealed and revealed[field.name].value == field.value else field
        for field in fields
    )
    record = msgspec.structs.replace(sealed.record, commitment=commit_fields(kept), digests=(), revealed=())
    shown = tuple(field.name for field in kept if field.name in revealed and field == revealed[field.name])
    return _encrypt(place, Sealed(_with_reveal(record, kept, shown), sealed.data), ring, kept)


def _encrypt(place: Place, sealed: Sealed, ring: KeyRing, fields: Iterable[SealedField]) -> SealedRecord:
    """Encrypt for the owner and every link in use, and publish that."""
    before = sealed.record
    gone = {*before.withdrawn, *(link.digest for link in ring.links if link.withdrawn)}
    publics = [ring.owner.public, *(link.identity.public for link in ring.active if link.digest not in gone)]
    try:
        data = encrypt(encode_statement(fields), publics)
    except TooLongError as error:
        raise _refuse(
            f"the statement is too long: {error}", "publish the longer part elsewhere, and seal where"
        ) from None
    # A clock that is behind must not make a file that nobody can read.
    changed = max(place.today, before.created)
    record = msgspec.structs.replace(before, changed=changed, withdrawn=tuple(sorted(gone)))
    write_sealed(place.root, Sealed(record, data))
    return record


def _with_reveal(record: SealedRecord, fields: Iterable[SealedField], shown: tuple[str, ...]) -> SealedRecord:
    """Say the digests of all fields, and the values and salts of some; nothing at all if it is none."""
    if not shown:
        return record
    by_name = {field.name: field for field in fields}
    chosen = tuple(by_name[name] for name in sorted(shown))
    digests = tuple(format_digest(digest) for digest in sorted(map(digest_field, by_name.values())))
    revealed = tuple(
        RevealedField(name=field.name, salt=encode_salt(field.salt), value=field.value) for field in chosen
    )
    return msgspec.structs.replace(record, digests=digests, revealed=revealed)


def _refuse_second() -> GeneratorError:
    hint = "with --replace another takes its place, and the links stay what they are"
    return _refuse("there is a sealed statement already", hint, path=RECORD_PATH)


def _salt(values: Mapping[str, str]) -> tuple[SealedField, ...]:
    return tuple(SealedField(name, value, secrets.token_bytes(SALT_SIZE_BYTES)) for name, value in values.items())


def _check_fields(values: Mapping[str, str]) -> None:
    problems = []
    for name, value in values.items():
        if name_fault := check_field_name(name):
            problems.append(Problem(f"a field {name_fault[0]}", hint=name_fault[1]))
        elif fault := check_field_value(value):
            problems.append(Problem(f'the field "{name}" {fault}'))
    if not values:
        problems.append(Problem("there is nothing to seal: all fields are empty"))
    if problems:
        raise GeneratorError(problems)


def _refuse(message: str, hint: str = "", *, path: str = "") -> GeneratorError:
    return GeneratorError([Problem(message, Location(path) if path else None, hint=hint)])
