// Opens and makes sealed files as a browser does: reads a list of tasks as JSON, and writes a list of what came of each.
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { Encrypter } from "age-encryption";

for (const name of ["age.js", "sealed-opening.js"]) {
  vm.runInThisContext(readFileSync(new URL(`../../templates/assets/${name}`, import.meta.url), "utf8"), name);
}

async function run({ key, data, publics, text }) {
  if (key !== undefined) return globalThis.sealedStatement.open(key, data, globalThis.age);
  const encrypter = new Encrypter();
  for (const each of publics) encrypter.addRecipient(each);
  return Buffer.from(await encrypter.encrypt(text)).toString("base64");
}

const results = [];
for (const task of JSON.parse(readFileSync(0, "utf8"))) results.push(await run(task));
process.stdout.write(JSON.stringify(results));
