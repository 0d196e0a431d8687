// Random expressions and what fhirpath.js says to them, one case a line.
//   node make_differential_fhirpath.mjs COUNT SEED OUT.json
process.env.TZ = 'UTC';
import fs from 'node:fs';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';
import {resources} from './fhirpath_cases.mjs';
import {randomExpression, resourceNames} from './random_expressions.mjs';
import {randomFrom} from './sequences.mjs';

const [count, seed, file] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const version = JSON.parse(fs.readFileSync(new URL('node_modules/fhirpath/package.json', import.meta.url))).version;
const random = randomFrom(seed);

function plain(value) {
  if (value === null || typeof value !== 'object') return value;
  const own = Object.getPrototypeOf(value);
  return own !== Object.prototype && own !== Array.prototype ? value.toString() : value;
}

function run(resource, expression) {
  try {
    // A copy: the peer may leave marks on what it reads.
    const own = structuredClone(resource);
    return {result: fhirpath.evaluate(own, expression, {resource: own}, r4, {traceFn: () => {}}).map(plain)};
  } catch { return {error: true}; }
}

const seen = new Set(), lines = [];
// One example of every difference on purpose comes first, whatever the seed.
const {rules} = JSON.parse(fs.readFileSync(new URL('../core/fhirpath/fixtures/differential_differences.json', import.meta.url)));
for (const {example: {resource, expression}} of rules) {
  seen.add(resource + expression);
  lines.push(JSON.stringify({resource, expression, ...run(resources[resource], expression)}));
}
for (let tries = 0; seen.size < count && tries < 20 * count; ++tries) {
  const resource = resourceNames[Math.floor(random() * resourceNames.length)];
  const expression = randomExpression(random, resource);
  if (expression.length > 300 || seen.has(resource + expression)) continue;
  seen.add(resource + expression);
  const answer = run(resources[resource], expression);
  // Whole trees of elements say little and fill the file: their number is compared, elements are not.
  if (answer.result?.some((value) => value !== null && typeof value === 'object')) {
    lines.push(JSON.stringify({resource, expression: `${expression}.count()`, ...run(resources[resource], `${expression}.count()`)}));
  } else lines.push(JSON.stringify({resource, expression, ...answer}));
}
const used = Object.fromEntries(resourceNames.map((name) => [name, resources[name]]));
fs.writeFileSync(file, `{"peer": "fhirpath.js ${version}", "seed": ${seed},\n"resources": ${JSON.stringify(used)},\n"cases": [\n${lines.join(',\n')}\n]}\n`);
console.log(`${lines.length} random expressions by fhirpath.js ${version}, seed ${seed}`);
