// Makes tests/core/form/fixtures/foreign_lforms.json with LForms (the form renderer of the U.S. National Library of
// Medicine) in a headless Chromium: for questionnaires of other projects, after each answer, the items that LForms shows
// and the values that it calculates. Enablement and calculation are LForms' alone; this script only chooses answers.
//   node make_lforms.mjs QUESTIONNAIRES_FOLDER OUT.json
// The questionnaires themselves are not part of this project: file names, answers and results are kept.
import fs from 'node:fs';
import path from 'node:path';
import {chosenEvents, items, responseWith} from './answers.mjs';
import {openLForms} from './lforms_page.mjs';

const [folder, out] = process.argv.slice(2);

/// The bare value: a code, a number, a text, true or false.
const bare = (answer) => {
  const [value] = Object.entries(answer).filter(([k]) => k.startsWith('value')).map(([, v]) => v);
  if (typeof value === 'string') return value.replace(/(T\d\d:\d\d:\d\d)\.000/, '$1');
  return typeof value === 'object' ? value.value ?? value.code ?? value.display ?? value.url ?? '' : value;
};
/// What changed since the step before: items shown and hidden, values new or other, and gone.
function change(before, after) {
  const gained = after.shown.filter((id) => !before.shown.includes(id)), lost = before.shown.filter((id) => !after.shown.includes(id));
  const set = {}, unset = [];
  for (const id of new Set([...Object.keys(before.values), ...Object.keys(after.values)])) {
    const then = (before.values[id] ?? []).map(bare), now = (after.values[id] ?? []).map(bare);
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

const page = await openLForms();
const forms = [], refused = [];
for (const file of files) {
  const questionnaire = JSON.parse(fs.readFileSync(path.join(folder, file)));
  if (questionnaire.resourceType !== 'Questionnaire') continue;
  const shown = async (response) => page.evaluate(([q, r]) => window.show(q, r), [questionnaire, response]);
  try {
    const steps = [];
    const start = await shown(null);
    let before = start;
    steps.push(change({shown: [], values: {}}, start));
    const answers = new Map(Object.entries(start.answers));
    for (const {linkId, answer} of chosenEvents(questionnaire)) {
      answers.set(linkId, answer);
      const after = await shown(responseWith(questionnaire, answers));
      steps.push({linkId, answer, ...change(before, after)});
      before = after;
    }
    // LForms makes help texts, units and the like a part of the question above: there is no item to compare.
    const absent = items(questionnaire).map(({item}) => item.linkId).filter((id) => !start.known.includes(id));
    forms.push({file, absent, steps});
  } catch (error) {
    refused.push({file, by: 'LForms', why: String(error.message ?? error).split('\n')[0].slice(0, 160)});
  }
}
await page.close();
fs.writeFileSync(out, lines({by: 'LForms ' + page.version, today: new Date().toISOString().slice(0, 10), refused, forms}));
console.log(`${forms.length} forms, ${forms.reduce((n, f) => n + f.steps.length, 0)} steps, ${refused.length} not loaded by LForms`);
