// node twins.mjs FOLDER: holds every index.json of a built site against the schema that it names.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import Ajv from "ajv/dist/2020.js";

const root = process.argv[2];
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, validateFormats: false, allowUnionTypes: true });
const schemas = new Map();
const problems = [];
let count = 0;

function schema(path) {
  if (!schemas.has(path)) {
    schemas.set(path, ajv.compile(JSON.parse(readFileSync(path, "utf8"))));
  }
  return schemas.get(path);
}

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (entry.name !== "index.json") continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const twin = JSON.parse(readFileSync(path, "utf8"));
  count += 1;
  try {
    const holds = schema(join(dirname(path), twin.schema));
    if (!holds(twin)) {
      const said = holds.errors.slice(0, 3).map((error) => `${error.instancePath || "/"} ${error.message}`);
      problems.push(`${relative(root, path)}: ${said.join("; ")}`);
    }
  } catch (error) {
    problems.push(`${relative(root, path)}: ${twin.schema}: ${error.message}`);
  }
}

console.log(`${count} twins, ${problems.length} that do not keep to their schema`);
for (const problem of problems.slice(0, 30)) console.log(`  ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
