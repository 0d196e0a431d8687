// A page with LForms in a headless Chromium. The package's browser build is unpacked by `npm run lforms-files`; its own
// dependencies are not needed.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules/.lforms/package/dist/lforms');
const types = {'.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html'};
const scripts = ['webcomponent/assets/lib/zone.min.js', 'webcomponent/runtime.js', 'webcomponent/polyfills.js',
                 'webcomponent/main.js', 'fhir/R4/lformsFHIR.min.js'];

function serve(request, response) {
  const url = decodeURIComponent(request.url.split('?')[0]);
  if (url === '/') {
    response.writeHead(200, {'content-type': 'text/html'});
    return response.end('<!doctype html><meta charset="utf-8"><body><div id="form"></div>' +
                        scripts.map((s) => `<script src="/${s}"></script>`).join(''));
  }
  const file = path.join(root, path.normalize(url));
  if (!file.startsWith(root) || !fs.existsSync(file)) { response.writeHead(404); return response.end(); }
  response.writeHead(200, {'content-type': types[path.extname(file)] ?? 'application/octet-stream'});
  fs.createReadStream(file).pipe(response);
}

/// Runs in the page: draws the form with a response and says what is seen and what is calculated.
async function show(questionnaire, response) {
  const util = LForms.Util;
  let definition = util.convertFHIRQuestionnaireToLForms(questionnaire, 'R4');
  if (response) definition = util.mergeFHIRDataIntoLForms(response, definition, 'R4');
  const holder = document.getElementById('form');
  holder.replaceChildren();
  await util.addFormToPage(definition, 'form', {fhirVersion: 'R4'})
    .catch((why) => { throw new Error([why].flat().map((w) => w?.message ?? String(w)).join(' ')); });
  // Calculations settle over a few turns of the event loop: read until nothing moves.
  const read = () => {
    const data = holder.querySelector('wc-lhc-form').lhcFormData;
    const shown = [...new Set(data.itemList.filter((i) => document.getElementById('item-' + i._elementId)).map((i) => i.linkId))];
    const exported = util.getFormFHIRData('QuestionnaireResponse', 'R4', '#form');
    const answers = {};
    const walk = (list) => {
      for (const item of list ?? []) {
        if (item.answer) answers[item.linkId] = [...(answers[item.linkId] ?? []), ...item.answer.map(({item: ignored, ...a}) => a)];
        walk(item.item);
        for (const a of item.answer ?? []) walk(a.item);
      }
    };
    walk(exported.item);
    return {shown, answers};
  };
  let last = '', now = read();
  for (let turn = 0; turn < 40 && JSON.stringify(now) !== last; ++turn) {
    last = JSON.stringify(now);
    await new Promise((done) => setTimeout(done, 60));
    now = read();
  }
  const data = holder.querySelector('wc-lhc-form').lhcFormData;
  return {shown: now.shown, known: [...new Set(data.itemList.map((i) => i.linkId))], values: now.answers, answers: now.answers};
}

export async function openLForms() {
  if (!fs.existsSync(root)) throw new Error('LForms is not here: run npm ci && npm run lforms-files first.');
  const server = http.createServer(serve);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu']});
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.LForms?.Util?.addFormToPage);
  await page.evaluate(`window.show = ${show.toString()}`);
  return {
    version: JSON.parse(fs.readFileSync(path.join(root, '../../package.json'))).version,
    evaluate: (f, a) => page.evaluate(f, a),
    close: async () => { await browser.close(); server.close(); },
  };
}
