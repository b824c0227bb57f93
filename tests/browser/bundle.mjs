// Makes templates/assets/age.js and its licences from what package-lock.json names: node tests/browser/bundle.mjs [FOLDER]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = process.argv[2] ?? join(here, "../../templates/assets");
const PACKAGES = [
  "age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum", "@scure/base",
];
const read = (name, file) => readFileSync(join(here, "node_modules", name, file), "utf8");
const versions = PACKAGES.map((name) => `${name} ${JSON.parse(read(name, "package.json")).version}`);

await build({
  stdin: { contents: 'export { Decrypter, identityToRecipient } from "age-encryption";', resolveDir: here },
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "age",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  banner: { js: `/*! ${versions.join(", ")}; licences in age.licences.txt; made by "make age". */` },
  outfile: join(folder, "age.js"),
});
const licences = PACKAGES.map((name, index) => `${versions[index]}\n\n${read(name, "LICENSE").trim()}\n`);
writeFileSync(join(folder, "age.licences.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));
