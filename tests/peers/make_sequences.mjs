// Random answer sequences filled in by LForms: over random questionnaires, and over every questionnaire of the folders
// named.   node make_sequences.mjs SEQUENCES SEED OUT.json [FOLDER...]
process.env.TZ = 'UTC';
import fs from 'node:fs';
import path from 'node:path';
import {LFormsFilling, openLForms, valuesOf} from './lforms_peer.mjs';
import {randomForm} from './random_forms.mjs';
import {allItems, nextEvent, randomFrom} from './sequences.mjs';

const [count, seed, out] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const today = '2026-11-24', perForm = 5, longest = 12;
const own = 'catalogue/';  // the test reads these from tests/fixtures/questionnaires
process.on('unhandledRejection', () => {});  // value sets that LForms would fetch from a server
const window = openLForms(today);
/// What can be played: Questionnaires that parse and that our own check takes (<name>.expect.json says).
function readable(folder, name) {
  const ours = path.resolve(folder) === path.resolve('../fixtures/questionnaires');
  const file = path.join(folder, name), expectation = file.replace(/\.json$/, '.expect.json');
  if (fs.existsSync(expectation) && JSON.parse(fs.readFileSync(expectation)).check?.errors?.length > 0) return [];
  const questionnaire = JSON.parse(fs.readFileSync(file));
  return questionnaire.resourceType === 'Questionnaire' ? [{name: ours ? own + name : name, questionnaire}] : [];
}
const catalogue = process.argv.slice(5).flatMap((folder) => fs.readdirSync(folder, {recursive: true})
  .filter((name) => name.endsWith('.json')).sort().flatMap((name) => readable(folder, name)));

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/// What changed since the state before.
function change(before, {enabled, values}) {
  const step = {on: enabled.filter((id) => !before.enabled.includes(id)), off: before.enabled.filter((id) => !enabled.includes(id)),
                set: Object.fromEntries(Object.entries(values).filter(([id, v]) => !same(v, before.values[id]))),
                unset: Object.keys(before.values).filter((id) => !(id in values))};
  return Object.fromEntries(Object.entries(step).filter(([, value]) => (Array.isArray(value) ? value : Object.keys(value)).length > 0));
}

/// LForms' instances with what the questionnaire says of them.
function instancesOf(filling, definitions) {
  return filling.instances().filter(({linkId}) => definitions.has(linkId)).map((instance) => ({...definitions.get(instance.linkId), ...instance}));
}

async function play(filling, event) {
  if (event.add) return filling.add(event.add);
  if (event.remove) return filling.remove(event.remove, event.index);
  return filling.answer(event.linkId, event.answer);
}

/// Random events, or those of an example.
async function sequence(questionnaire, random, example) {
  const filling = await LFormsFilling.open(window, questionnaire);
  const items = allItems(questionnaire), definitions = new Map(items.map((item) => [item.linkId, item])), answered = new Set(), steps = [];
  const known = new Set(filling.data.itemList.map((item) => item.linkId));
  let before = {enabled: [], values: {}};
  const note = (event) => {
    const now = {enabled: filling.enabled(), values: valuesOf(filling.response())};
    steps.push({...event, ...change(before, now)});
    before = now;
  };
  note({linkId: '', answer: []});
  for (let i = 0; i < 3 * longest && steps.length <= longest; ++i) {
    const event = example ? example[i] : nextEvent(questionnaire, instancesOf(filling, definitions), answered, random);
    if (event === undefined) break;
    if (event === null) continue;
    await play(filling, event);
    note(event);
  }
  return {steps, folded: items.map((item) => item.linkId).filter((id) => !known.has(id))};
}

// Three quarters of the sequences go over the catalogue, the rest over random questionnaires.
const {differences} = JSON.parse(fs.readFileSync('fixtures/sequence_differences.json'));
const random = randomFrom(seed), forms = [];
let done = 0, refused = 0;
async function fill(name, questionnaire, sequences) {
  const form = {file: name, ...(!name.startsWith(own) && {questionnaire}), folded: [], sequences: []};
  try {
    const examples = differences.filter(({file, example}) => file === name && example).map(({example}) => example);
    for (let i = 0; i < Math.max(sequences, examples.length) && done < count; ++i) {
      const {steps, folded} = await sequence(questionnaire, random, examples[i]);
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
// A small run takes the forms that differ on purpose (each often enough to show it; a rare one brings an example) and a part of the others.
const meant = new Set(differences.map(({file}) => file));
const share = Math.floor(0.75 * count), rounds = Math.floor(share / Math.max(1, catalogue.length));
const shown = 3, drawn = new Map(catalogue.map((each) => [each, random()]));
const chosen = rounds > 0 ? catalogue : [...catalogue].sort((x, y) => meant.has(y.name) - meant.has(x.name) || drawn.get(x) - drawn.get(y)).slice(0, Math.max(meant.size, share - (shown - 1) * meant.size));
for (const {name, questionnaire} of chosen) await fill(name, questionnaire, rounds || (meant.has(name) ? shown : 1));
for (let number = 0; done < count; ++number) await fill(`random/${number}`, randomForm(random, number), perForm);
const lines = forms.map(({sequences, ...form}) => JSON.stringify(form).slice(0, -1) + ',"sequences":[\n' +
  sequences.map((steps) => '[' + steps.map((s) => JSON.stringify(s)).join(',\n ') + ']').join(',\n') + ']}');
fs.writeFileSync(out, `{"by":"LForms ${window.LForms.lformsVersion}","today":"${today}","seed":${seed},"forms":[\n${lines.join(',\n')}\n]}\n`);
console.log(`${done} sequences over ${forms.length} forms, ${forms.flatMap((f) => f.sequences).reduce((n, s) => n + s.length, 0)} steps by LForms, seed ${seed}; ${refused} forms not loaded by it`);
process.exit(0);
