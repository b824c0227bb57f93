/*
 * Opens a sealed statement: a key and what the page publishes in, the state and the fields out.
 * The form of all of it is that of docs/sealed.md; age itself is in age.js.
 * Touches neither the page nor the network, so that it can be tried without a browser.
 */
(function () {
  "use strict";

  const KEY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
  const FIELD_DOMAIN = "journal-sealed-field-v1";
  const DOMAIN = "journal-sealed-v1";
  const SALT_BYTES = 32;

  const encode = (text) => new TextEncoder().encode(text);

  function decodeBase64(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }

  function decodeSalt(text) {
    const salt = decodeBase64(text.replace(/-/g, "+").replace(/_/g, "/") + "=");
    if (salt.length !== SALT_BYTES) throw new Error("a salt has another length");
    return salt;
  }

  function toHex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Joins parts, before each its length in eight bytes, the greatest first. */
  function join(parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + 8 + part.length, 0));
    const view = new DataView(whole.buffer);
    let position = 0;
    for (const part of parts) {
      view.setBigUint64(position, BigInt(part.length));
      whole.set(part, position + 8);
      position += 8 + part.length;
    }
    return whole;
  }

  async function digest(parts) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", join(parts)));
  }

  async function name(bytes) {
    return `sha256:${toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))}`;
  }

  function digestField([name, salt, value]) {
    return digest([FIELD_DOMAIN, decodeSalt(salt), name, value].map((part) => (typeof part === "string" ? encode(part) : part)));
  }

  /** Gives the commitment of fields, each a name, a salt and a value. */
  async function commit(fields) {
    const digests = await Promise.all(fields.map(digestField));
    // In the order of their bytes, which is that of their letters.
    digests.sort((one, other) => (toHex(one) < toHex(other) ? -1 : 1));
    return `sha256:${toHex(await digest([encode(DOMAIN), ...digests]))}`;
  }

  function read(plaintext) {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plaintext);
    const { version, fields } = JSON.parse(text);
    if (version !== 1 || !Array.isArray(fields)) throw new Error("it is of another form");
    let last = "";
    for (const field of fields) {
      if (!Array.isArray(field) || field.length !== 3 || field.some((part) => typeof part !== "string")) {
        throw new Error("a field is of another form");
      }
      if (field[0] <= last) throw new Error("fields are not in order, each once");
      last = field[0];
    }
    // There is one spelling, so that nobody can hide anything between the fields.
    if (text.trimEnd() !== JSON.stringify({ fields, version })) throw new Error("it is spelled in another way");
    return fields;
  }

  /**
   * Opens a statement.
   *
   * @param {string} key What stands behind the # of a link.
   * @param {{file: string, digest: string, commitment: string, withdrawn: string[]}} published The file in base64.
   * @param {object} age The library.
   * @returns {Promise<{state: string, fields: string[][]}>} `opened`, `incomplete`, `wrong`, `withdrawn`, `damaged` or
   *   `mismatch`; fields only if it was opened, each a name, a salt and a value.
   */
  async function open(key, published, age) {
    const fail = (state) => ({ state, fields: [] });
    if (!KEY.test(key)) return fail("incomplete");
    let recipient;
    try {
      recipient = await age.identityToRecipient(key);
    } catch {
      // Its last letters are a check of all before them.
      return fail("incomplete");
    }
    if (published.withdrawn.includes(await name(encode(recipient)))) return fail("withdrawn");
    let fields;
    try {
      const file = decodeBase64(published.file);
      // A file of which a byte is another may look as if it were not for this key.
      if ((await name(file)) !== published.digest) return fail("damaged");
      const decrypter = new age.Decrypter();
      decrypter.addIdentity(key);
      fields = read(await decrypter.decrypt(file));
    } catch (error) {
      return fail(/no identity matched/.test(error.message) ? "wrong" : "damaged");
    }
    try {
      if ((await commit(fields)) !== published.commitment) return fail("mismatch");
    } catch {
      return fail("damaged");
    }
    return { state: "opened", fields };
  }

  globalThis.sealedStatement = { open, commit };
})();
