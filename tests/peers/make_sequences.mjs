// Random answer sequences filled in by LForms: over random questionnaires, and over every questionnaire of the folders
// named.   node make_sequences.mjs SEQUENCES SEED OUT.json [FOLDER...]
process.env.TZ = 'UTC';
import fs from 'node:fs';
import path from 'node:path';
import {LFormsFilling, openLForms, valuesOf} from './lforms_peer.mjs';
import {randomForm} from './random_forms.mjs';
import {allItems, nextEvent, randomFrom} from './sequences.mjs';

const [count, seed, out] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const today = '2026-11-24', perForm = 5, longest = 14;
process.on('unhandledRejection', () => {});  // value sets that LForms would fetch from a server
const window = openLForms(today);
const catalogue = process.argv.slice(5).flatMap((folder) => fs.readdirSync(folder, {recursive: true})
  .filter((name) => name.endsWith('.json')).sort().map((name) => ({name, questionnaire: JSON.parse(fs.readFileSync(path.join(folder, name)))})))
  .filter(({questionnaire}) => questionnaire.resourceType === 'Questionnaire');

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/// What changed since the state before.
function change(before, {enabled, values}) {
  const step = {on: enabled.filter((id) => !before.enabled.includes(id)), off: before.enabled.filter((id) => !enabled.includes(id)),
                set: Object.fromEntries(Object.entries(values).filter(([id, v]) => !same(v, before.values[id]))),
                unset: Object.keys(before.values).filter((id) => !(id in values))};
  return Object.fromEntries(Object.entries(step).filter(([, value]) => (Array.isArray(value) ? value : Object.keys(value)).length > 0));
}

async function sequence(questionnaire, random) {
  const filling = await LFormsFilling.open(window, questionnaire);
  const items = allItems(questionnaire), answered = new Set(), steps = [];
  const known = new Set(filling.data.itemList.map((item) => item.linkId));
  let before = {enabled: [], values: {}};
  const note = (event) => {
    const now = {enabled: filling.enabled(), values: valuesOf(filling.response())};
    steps.push({...event, ...change(before, now)});
    before = now;
  };
  note({linkId: '', answer: []});
  for (let i = 0; i < 3 * longest && steps.length <= longest; ++i) {
    const event = nextEvent(questionnaire, items, new Set(before.enabled), answered, random);
    if (event === undefined) break;
    if (event === null) continue;
    await filling.answer(event.linkId, event.answer);
    note(event);
  }
  return {steps, folded: items.map((item) => item.linkId).filter((id) => !known.has(id))};
}

const random = randomFrom(seed), forms = [];
let done = 0, refused = 0;
for (let number = 0; done < count; ++number) {
  const {name, questionnaire} = catalogue[number] ?? {name: `random/${number}`, questionnaire: randomForm(random, number)};
  const form = {file: name, questionnaire, folded: [], sequences: []};
  try {
    for (let i = 0; i < perForm && done < count; ++i) {
      const {steps, folded} = await sequence(questionnaire, random);
      form.folded = folded;
      form.sequences.push(steps);
      ++done;
    }
  } catch (error) {
    ++refused;
    console.log(`${name} is not loaded by LForms: ${String(error.message ?? error).split('\n')[0].slice(0, 120)}`);
  }
  if (form.sequences.length > 0) forms.push(form);
}
const lines = forms.map(({sequences, ...form}) => JSON.stringify(form).slice(0, -1) + ',"sequences":[\n' +
  sequences.map((steps) => '[' + steps.map((s) => JSON.stringify(s)).join(',\n ') + ']').join(',\n') + ']}');
fs.writeFileSync(out, `{"by":"LForms ${window.LForms.lformsVersion}","today":"${today}","seed":${seed},"forms":[\n${lines.join(',\n')}\n]}\n`);
console.log(`${done} sequences over ${forms.length} forms, ${forms.flatMap((f) => f.sequences).reduce((n, s) => n + s.length, 0)} steps by LForms, seed ${seed}; ${refused} forms not loaded by it`);
process.exit(0);
