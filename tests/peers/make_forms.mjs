// Makes tests/core/form/fixtures/foreign_expectations.json with fhirpath.js: for questionnaires of other projects,
// after each event the items that their enableWhenExpressions enable and the values that they calculate.
//   ANTEROOM_SHARED=... node make_forms.mjs > ../core/form/fixtures/foreign_expectations.json
// The questionnaires themselves are not part of this project: only file names, answers and results are kept.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const fhirpath = require('fhirpath');
const r4 = require('fhirpath/fhir-context/r4');
const folder = path.join(process.env.ANTEROOM_SHARED, 'questionnaires/android-fhir');
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

const runs = [
  {file: 'behavior_skip_logic_with_expression.json', events: [['1', {valueBoolean: true}], ['1', {valueBoolean: false}]]},
  {file: 'behavior_context_variables.json', events: [
    ['1', {valueCoding: {system: 'custom', code: 'Y', display: 'Yes'}}], ['1', {valueCoding: {system: 'custom', code: 'N', display: 'No'}}]]},
  {file: 'behavior_calculated_expression.json', events: [['birthdate', {valueDate: '1980-11-24'}], ['birthdate', {valueDate: '1980-11-25'}]]},
  {file: 'behavior_skip_logic.json', events: [
    ['1.0', {valueCoding: {system: 'custom', code: 'Y', display: 'Yes'}}], ['1.0', {valueCoding: {system: 'custom', code: 'N', display: 'No'}}]]},
];

const all = (items, out = []) => { for (const item of items ?? []) { out.push(item); all(item.item, out); } return out; };
const extension = (element, url) => element.extension?.filter((e) => e.url === url) ?? [];
const quoted = (text, names) => names.reduce((t, n) => n.includes('-') ? t.replaceAll('%' + n, '%`' + n + '`') : t, text);

function expectation(questionnaire, answers) {
  const items = all(questionnaire.item);
  const resource = {resourceType: 'QuestionnaireResponse', status: 'in-progress',
                    item: Object.entries(answers).map(([linkId, answer]) => ({linkId, answer: [answer]}))};
  const declared = extension(questionnaire, 'http://hl7.org/fhir/StructureDefinition/variable').map((e) => e.valueExpression);
  const names = declared.map((v) => v.name);
  const variables = {resource};
  for (const v of declared) variables[v.name] = fhirpath.evaluate(resource, quoted(v.expression, names), variables, r4);
  const run = (item, text) => fhirpath.evaluate({linkId: item.linkId}, quoted(text, names), {...variables, context: {linkId: item.linkId}}, r4);
  const enabled = [], values = {};
  const visit = (list, above) => {
    for (const item of list ?? []) {
      let on = above;
      for (const line of item.enableWhen ?? []) {
        if (line.operator !== '=') throw new Error('only = is met in these forms');
        on &&= answers[line.question]?.valueCoding?.code === line.answerCoding.code;
      }
      for (const e of extension(item, sdc + 'enableWhenExpression')) on &&= run(item, e.valueExpression.expression)[0] === true;
      if (on) enabled.push(item.linkId);
      for (const e of extension(item, sdc + 'calculatedExpression')) {
        const result = run(item, e.valueExpression.expression);
        if (on && result.length === 1) values[item.linkId] = result[0];
      }
      visit(item.item, on);
    }
  };
  visit(questionnaire.item, true);
  return {enabled, values};
}

const out = runs.map(({file, events}) => {
  const questionnaire = JSON.parse(fs.readFileSync(path.join(folder, file)));
  const answers = {};
  return {file, steps: events.map(([linkId, answer]) => { answers[linkId] = answer; return {linkId, answer, ...expectation(questionnaire, answers)}; })};
});
console.log(JSON.stringify({by: 'fhirpath.js ' + require('fhirpath/package.json').version, today: new Date().toISOString().slice(0, 10), forms: out}, null, 2));
