// Reads the lines of one run (compare.sh) and prints the table: ours | best peer | ratio | target. Exit 1 when results
// differ; a ratio below its target is said, and is no failure: a machine may be busy.
import fs from 'fs';

const lines = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const own = (what, test = () => true) => lines.filter((line) => line.what === what && test(line));
const least = (list, key) => Math.min(...list.map((line) => line[key]));
const survey = lines.find((line) => line.peer?.startsWith('survey-core'));
const smart = lines.find((line) => line.peer?.startsWith('smart-forms'));
const paths = lines.find((line) => line.peer?.startsWith('fhirpath'));
const rows = [];
const problems = [];
const shown = (us) => (us >= 1000 ? `${(us / 1000).toFixed(2)} ms` : `${us.toFixed(2)} us`);

function row(what, ours, peer, name, target) {
  const ratio = peer / ours;
  rows.push([what, shown(ours), `${shown(peer)} (${name})`, `${ratio.toFixed(ratio < 10 ? 1 : 0)}`, `>= ${target}`,
    ratio >= target ? 'yes' : 'no']);
}
function limit(what, ours, base, name, target) {
  const ratio = ours / base;
  rows.push([what, shown(ours), `${shown(base)} (${name})`, ratio.toFixed(2), `<= ${target}`, ratio <= target ? 'yes' : 'no']);
}
function best(...candidates) {
  return candidates.filter(([us]) => Number.isFinite(us)).sort((a, b) => a[0] - b[0])[0];
}

const load = own('load');
const bestLoad = best([smart?.build_warm_med_ms * 1000, smart?.peer], [survey?.construct_warm_med_ms * 1000, survey?.peer]);
row('load 1,000 items, ready to answer', least(load, 'load_and_start_us'), ...bestLoad, 50);
row('load 1,000 items, compiled', least(load, 'load_us'), ...bestLoad, 50);
limit('load 1,000 items, compiled', least(load, 'load_us'), least(load, 'boost_parse_us'), 'bare Boost.JSON parse', 5);

const answer = (items) => least(own('answer', (line) => line.items === items), 'median_us');
row('answer at 1,000 items', answer(1000),
  ...best([survey?.ans_med_ms * 1000, survey?.peer], [smart?.ans_med_ms * 1000, smart?.peer]), 1000);
limit('answer at 5,000 items', answer(5000), answer(100), 'ours at 100 items', 1.5);
for (const line of own('answer')) {
  if (line.mismatches > 0 || !line.final_ok) problems.push(`ours at ${line.items} items: ${line.mismatches} wrong effects`);
}
for (const peer of [survey, smart]) if (peer?.mismatches > 0) problems.push(`${peer.peer}: ${peer.mismatches} wrong effects`);

const served = new Set(['descendants_code', 'descendants_brief', 'repeat_item', 'exists', 'sum_direct', 'iif']);
for (const [name, peer] of Object.entries(paths?.e ?? {})) {
  const ours = own('fhirpath', (line) => line.name === name);
  if (ours.length === 0) continue;
  row(`FHIRPath ${name}`, least(ours, 'us'), peer.compiled_med_ms * 1000, paths.peer, served.has(name) ? 100 : 20);
  const [a] = ours[0].result, [b] = peer.result;
  // Their decimals are binary doubles; ours are exact.
  const same = typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b)) : a === b;
  if (!same || ours[0].result.length !== peer.result.length) problems.push(`FHIRPath ${name}: ours ${a}, theirs ${b}`);
}

console.log('| what | ours | compared with | ratio | target | met |\n|---|---|---|---|---|---|');
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
console.log(problems.length === 0 ? '\nAll results are equal.' : `\nDIFFERENT RESULTS:\n${problems.join('\n')}`);
process.exit(problems.length === 0 ? 0 : 1);
