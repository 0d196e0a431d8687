// LForms (National Library of Medicine, USA) without a browser: its own prebuilt bundle in jsdom, fast enough for a
// thousand sequences. It decides which items are enabled, what comes out of calculations and what the response holds;
// nothing of that is decided here.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {JSDOM, VirtualConsole} from 'jsdom';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules/.lforms/package/dist/lforms');
const scripts = ['webcomponent/assets/lib/zone.min.js', 'webcomponent/runtime.js', 'webcomponent/polyfills.js',
                 'webcomponent/main.js', 'fhir/R4/lformsFHIR.min.js'];

/// A page with LForms whose clock stands still at `today` (YYYY-MM-DD, noon UTC).
export function openLForms(today) {
  const page = new JSDOM('<!doctype html><body></body>',
                         {runScripts: 'outside-only', pretendToBeVisual: true, url: 'http://localhost/',
                          virtualConsole: new VirtualConsole()});  // its complaints go nowhere
  const window = page.window;
  window.structuredClone = structuredClone;
  window.fetch = () => Promise.reject(new Error('no network in this page'));
  window.matchMedia = () => ({matches: false, addListener() {}, removeListener() {}});
  window.console.log = window.console.warn = window.console.error = () => {};
  window.eval(`{ const Real = Date, at = Real.parse('${today}T12:00:00Z');
    Date = class extends Real { constructor(...a) { a.length ? super(...a) : super(at); } static now() { return at; } }; }`);
  for (const script of scripts) window.eval(fs.readFileSync(path.join(folder, script), 'utf8'));
  return window;
}

/// The entry of the item's list that an answer names: what a person would choose. Undefined where there is none.
function optionOf(item, answer) {
  const [value] = Object.values(answer);
  return item.answers?.find((option) => typeof value === 'object' && value.code !== undefined
    ? option.code === value.code && (option.system ?? value.system) === value.system : option.text === value);
}

/// One questionnaire being filled in by LForms.
export class LFormsFilling {
  static async open(window, questionnaire) {
    const filling = new LFormsFilling();
    filling.lforms = window.LForms;
    const own = window.JSON.parse(JSON.stringify(questionnaire));
    filling.data = new window.LForms.LFormsData(window.LForms.Util.convertFHIRQuestionnaireToLForms(own, 'R4'));
    if (filling.data._hasInitialExpr || filling.data._hasResponsiveExpr) await filling.data._expressionProcessor.runCalculations(true);
    filling.data._checkFormControls();
    return filling;
  }

  /// The instances of all items in document order, each with its path ("g[1].q": only repeating groups bear an index).
  instances() {
    const out = [];
    const visit = (items, above, open) => {
      const seen = {};
      for (const item of items ?? []) {
        const index = (seen[item.linkId] = (seen[item.linkId] ?? -1) + 1);
        const repeats = item.dataType === 'SECTION' && item._questionRepeatable;
        const enabled = open && item._skipLogicStatus !== 'target-disabled' && item._enableWhenExpVal !== false;
        out.push({item, linkId: item.linkId, path: above + item.linkId, group: above + item.linkId, index, repeats, open: enabled});
        visit(item.items, repeats ? `${above}${item.linkId}[${index}].` : above, enabled);
      }
    };
    visit(this.data.items, '', true);
    return out;
  }

  find(path) {
    const all = this.instances();  // a bare linkId is the first instance
    const found = all.find((instance) => instance.path === path) ?? all.find((instance) => instance.linkId === path);
    if (!found) throw new Error(`LForms has no item ${path}`);
    return found.item;
  }

  /// Puts the answers ({valueX: ...} each) in as a person would, then lets LForms react.
  async answer(path, answers) {
    const item = this.find(path);
    const listed = answers.map((answer) => optionOf(item, answer));
    if (answers.length > 0 && listed.every((option) => option)) {
      item.value = item._multipleAnswers ? listed : listed[0];
    } else {
      const values = answers.flatMap((answer) => Object.entries(answer)).map(([name, value]) =>
        typeof value === 'object' ? {...value, _type: name.slice('value'.length)} : value);
      const [converted, messages] = this.data._fhir.SDC._convertFHIRValues(item, values);
      this.data.setRepeatingItems(item, converted, messages, 'peer');
      if (answers.length === 0) item.value = undefined;  // an empty list would still "exist"
    }
    await this.settle(this.data.itemList.filter((i) => i.linkId === item.linkId));
  }

  /// One repetition of a group more, at the end.
  async add(group) {
    this.data.addRepeatingItems(this.instances().filter((instance) => instance.group === group).at(-1).item);
    await this.settle(this.data.itemList);
  }

  async remove(group, index) {
    this.data.removeRepeatingItems(this.instances().find((instance) => instance.group === group && instance.index === index).item);
    await this.settle(this.data.itemList);
  }

  async settle(changed) {
    for (const each of changed) this.data.updateOnSourceItemChange(each);
    if (!this.data._hasResponsiveExpr) return;
    await new Promise((done) => setTimeout(done, 1));
    await this.data._expressionProcessor._currentRunPromise;
    this.data._checkFormControls();
  }

  /// linkIds of the enabled items: neither enableWhen nor an expression of the item or of one above it says no.
  enabled() {
    return [...new Set(this.instances().filter((instance) => instance.open).map((instance) => instance.linkId))].sort();
  }

  response() { return JSON.parse(JSON.stringify(this.lforms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', this.data))); }
}

/// linkId -> the bare values of its answers, in order: code of a Coding, number of a Quantity; instants without empty
/// milliseconds.
export function valuesOf(response) {
  const out = {};
  const bare = (value) => typeof value === 'string' ? value.replace(/(T\d\d:\d\d:\d\d)\.000Z$/, '$1Z') : value?.value ?? value?.code ?? value?.reference ?? value?.url ?? value?.display ?? value;
  const visit = (element) => {
    for (const item of element.item ?? []) {
      for (const answer of item.answer ?? []) {
        for (const [name, value] of Object.entries(answer)) if (name.startsWith('value')) (out[item.linkId] ??= []).push(bare(value));
        visit(answer);
      }
      visit(item);
    }
  };
  visit(response);
  return out;
}
