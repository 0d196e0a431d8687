// Makes tests/core/fhirpath/fixtures/fhirpath_js.json: what fhirpath.js answers to the expressions of
// fhirpath_cases.mjs. Run by hand (npm ci && npm run fhirpath); the result is committed and reviewed as a diff.
process.env.TZ = 'UTC';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import { cases, resources } from './fhirpath_cases.mjs';

const version = JSON.parse(readFileSync(new URL('node_modules/fhirpath/package.json', import.meta.url))).version;

// Values of the language as JSON; quantities, dates and times as the text that toString() gives.
function plain(value) {
  if (value === null || typeof value !== 'object') return value;
  if (fhirpath.FP_Decimal && value instanceof fhirpath.FP_Decimal) return Number(value.toString());
  const own = Object.getPrototypeOf(value);
  if (own !== Object.prototype && own !== Array.prototype) return value.toString();
  return value;
}

function run(resource, expression) {
  try {
    const result = fhirpath.evaluate(resource, expression, { resource }, r4, { traceFn: () => {} });
    return { result: result.map(plain) };
  } catch (error) {
    return { error: true };
  }
}

const out = { peer: `fhirpath.js ${version}`, resources, cases: [] };
for (const [name, text] of Object.entries(cases)) {
  const resource = resources[name] ?? {};
  for (const expression of text.split('\n').filter((line) => line !== ''))
    out.cases.push({ resource: name, expression, ...run(resource, expression) });
}
out.resources.none = {};
const folder = new URL('../core/fhirpath/fixtures/', import.meta.url);
mkdirSync(folder, { recursive: true });
const lines = out.cases.map((one) => '    ' + JSON.stringify(one)).join(',\n');
writeFileSync(new URL('fhirpath_js.json', folder),
  `{\n  "peer": ${JSON.stringify(out.peer)},\n  "resources": ${JSON.stringify(out.resources, null, 1)},\n  "cases": [\n${lines}\n  ]\n}\n`);
console.log(`${out.cases.length} cases by ${out.peer}`);
