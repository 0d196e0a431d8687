// Makes fixtures/lforms.json with LForms (the form renderer of the U.S. National Library of Medicine): for questionnaires of
// other projects, after each answer, the items that LForms enables and the values that it holds. Enablement and
// calculation are LForms' alone; this script only chooses answers.
//   node make_lforms.mjs QUESTIONNAIRES_FOLDER OUT.json
// The questionnaires themselves are not part of this project: file names, answers and results are kept.
process.env.TZ = 'UTC';
import fs from 'node:fs';
import path from 'node:path';
import {chosenEvents, items} from './answers.mjs';
import {LFormsFilling, openLForms, valuesOf} from './lforms_peer.mjs';

const [folder, out] = process.argv.slice(2);

/// What changed since the step before: items shown and hidden, values new or other, and gone.
function change(before, after) {
  const gained = after.shown.filter((id) => !before.shown.includes(id)), lost = before.shown.filter((id) => !after.shown.includes(id));
  const set = {}, unset = [];
  for (const id of new Set([...Object.keys(before.values), ...Object.keys(after.values)])) {
    const then = before.values[id] ?? [], now = after.values[id] ?? [];
    if (JSON.stringify(then) === JSON.stringify(now)) continue;
    if (now.length) set[id] = now; else unset.push(id);
  }
  return {...(gained.length && {on: gained}), ...(lost.length && {off: lost}),
          ...(Object.keys(set).length && {set}), ...(unset.length && {unset})};
}

const files = fs.readdirSync(folder, {recursive: true}).filter((f) => f.endsWith('.json')).sort();
/// JSON with one step a line: a difference is seen in a diff.
function lines({refused, forms, ...head}) {
  const list = (all, write) => '[' + all.map((x) => '\n' + write(x)).join(',') + '\n]';
  const form = ({steps, ...rest}) => JSON.stringify(rest).slice(0, -1) + ',"steps":' + list(steps, JSON.stringify) + '}';
  return JSON.stringify(head).slice(0, -1) + ',\n"refused":' + list(refused, JSON.stringify) + ',\n"forms":' + list(forms, form) + '}\n';
}

const today = '2026-11-24';
process.on('unhandledRejection', () => {});  // value sets that LForms would fetch from a server
const window = openLForms(today);
const forms = [], refused = [];
for (const file of files) {
  const questionnaire = JSON.parse(fs.readFileSync(path.join(folder, file)));
  if (questionnaire.resourceType !== 'Questionnaire') continue;
  try {
    const filling = await LFormsFilling.open(window, questionnaire);
    const state = () => ({shown: filling.enabled(), values: valuesOf(filling.response())});
    const steps = [];
    let before = state();
    steps.push(change({shown: [], values: {}}, before));
    for (const {linkId, answer} of chosenEvents(questionnaire)) {
      await filling.answer(linkId, answer);
      const after = state();
      steps.push({linkId, answer, ...change(before, after)});
      before = after;
    }
    // LForms makes help texts, units and the like a part of the question above: there is no item to compare.
    const known = new Set(filling.data.itemList.map((item) => item.linkId));
    const absent = items(questionnaire).map(({item}) => item.linkId).filter((id) => !known.has(id));
    forms.push({file, absent, steps});
  } catch (error) {
    refused.push({file, by: 'LForms', why: String(error.message ?? error).split('\n')[0].slice(0, 160)});
  }
}
fs.writeFileSync(out, lines({by: 'LForms ' + window.LForms.lformsVersion, today, refused, forms}));
console.log(`${forms.length} forms, ${forms.reduce((n, f) => n + f.steps.length, 0)} steps, ${refused.length} not loaded by LForms`);
process.exit(0);
