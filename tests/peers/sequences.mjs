// Random but repeatable sequences of answers to a questionnaire: the seed decides everything.

/// Numbers in [0, 1): mulberry32.
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function seedOf(text) {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 16777619);
  return hash >>> 0;
}

const pick = (random, list) => list[Math.floor(random() * list.length)];
const digits = (random, low, high) => low + Math.floor(random() * (high - low + 1));
const two = (number) => String(number).padStart(2, '0');

export function allItems(questionnaire) {
  const out = [];
  const visit = (items, parents) => {
    for (const item of items ?? []) { out.push({...item, parents}); visit(item.item, [...parents, item]); }
  };
  visit(questionnaire.item, []);
  return out;
}

// LForms 40 knows no answerOptionsToggleExpression: which options are left cannot be asked of it.
const expressions = /sdc-questionnaire-(calculatedExpression|answerExpression|candidateExpression|answerOptionsToggleExpression)$/;

/// Answers are made for questions that a person fills in: no attachments, no references, nothing calculated.
export function answerable(item) {
  if (['group', 'display', 'attachment', 'reference', 'url'].includes(item.type) || item.readOnly) return false;
  if (item.parents.some((above) => above.repeats && above.type !== 'group')) return false;  // one set below every answer
  return !item.extension?.some((e) => expressions.test(e.url));
}

function optionsOf(item, questionnaire) {
  if (!item.type.endsWith('choice')) return [];  // que-5
  if (item.answerOption) {
    return item.answerOption.map((option) => {
      const name = Object.keys(option).find((key) => key.startsWith('value'));
      const alone = option.extension?.some((e) => e.url.endsWith('optionExclusive') && e.valueBoolean);
      return alone ? {[name]: option[name], alone} : {[name]: option[name]};
    });
  }
  const set = questionnaire.contained?.find((c) => '#' + c.id === item.answerValueSet);
  if (!set) return [];
  const flat = (list) => list.flatMap((entry) => [...(entry.abstract ? [] : [entry]), ...flat(entry.contains ?? [])]);
  const concepts = (parts) => (parts ?? []).flatMap((part) => (part.concept ?? []).map((c) => ({system: part.system, ...c})));
  const without = concepts(set.compose?.exclude);
  const codings = (set.expansion && flat(set.expansion.contains)) ??
      concepts(set.compose?.include).filter((c) => !without.some((other) => other.system === c.system && other.code === c.code));
  return codings.map(({system, code, display}) => ({valueCoding: {...(system && {system}), code, ...(display && {display})}}));
}

const dateOf = (random) => `${digits(random, 1930, 2030)}-${two(digits(random, 1, 12))}-${two(digits(random, 1, 28))}`;

function freeAnswer(item, random) {
  switch (item.type) {
    case 'boolean': return {valueBoolean: random() < 0.5};
    case 'integer': return {valueInteger: digits(random, 0, 60)};
    case 'decimal': return {valueDecimal: digits(random, 0, 4000) / 10};
    case 'string': case 'text': case 'open-choice': return {valueString: pick(random, ['a', 'none', 'left arm', 'seit gestern'])};
    case 'date': return {valueDate: dateOf(random)};
    case 'dateTime': return {valueDateTime: `${dateOf(random)}T${two(digits(random, 0, 23))}:${two(digits(random, 0, 59))}:00Z`};
    case 'time': return {valueTime: `${two(digits(random, 0, 23))}:${two(digits(random, 0, 59))}:00`};
    case 'quantity': {
      const options = item.extension?.filter((e) => e.url.endsWith('questionnaire-unitOption') || e.url.endsWith('questionnaire-unit')) ?? [];
      const initial = item.initial?.[0]?.valueQuantity;
      const unit = options.length ? pick(random, options).valueCoding : initial && {...initial, display: initial.unit};
      return {valueQuantity: {value: digits(random, 1, 200),
                              ...(unit && {unit: unit.display ?? unit.code, system: unit.system, code: unit.code})}};
    }
    default: return undefined;
  }
}

/// What a condition asks for, or a little beside it: where a condition turns.
function askedFor(item, questionnaire, random) {
  const asked = allItems(questionnaire).flatMap((other) => other.enableWhen ?? []).filter((line) => line.question === item.linkId)
    .flatMap((line) => Object.entries(line)).filter(([name]) => name.startsWith('answer'));
  const name = {url: 'valueUri', text: 'valueString'}[item.type] ?? 'value' + item.type[0].toUpperCase() + item.type.slice(1);
  const fitting = asked.filter(([key]) => key === name.replace('value', 'answer'));
  if (fitting.length === 0) return undefined;
  const [, value] = pick(random, fitting);
  const by = pick(random, [0, 0, -1, 1]), beside = (number) => number + by;
  if (typeof value === 'number') return {[name]: beside(value)};
  if (/^\d{4}-\d\d-\d\d/.test(value)) {  // a day before or after, within the month
    return {[name]: value.replace(/-(\d\d)(?=T|$)/, (all, day) => '-' + two(Math.min(28, Math.max(1, beside(Number(day))))))};
  }
  return {[name]: name === 'valueQuantity' ? {...value, value: beside(value.value)} : value};
}

const plain = ({alone, ...answer}) => answer;

function answerOf(item, questionnaire, random) {
  const options = optionsOf(item, questionnaire);
  if (options.length === 0) return item.type === 'choice' ? [] : [(random() < 0.5 && askedFor(item, questionnaire, random)) || freeAnswer(item, random)];
  if (!item.repeats) return [plain(pick(random, options))];
  const chosen = options.filter((option) => !option.alone && random() < 0.4);
  return chosen.length ? chosen.map(plain) : [plain(pick(random, options))];
}

/// Paths of the questions that a nested question stands below. It is asked while they have an answer: what is kept without
/// one is a known difference (response-load-nested-answer of the catalogue).
function above(item) {
  const within = item.path.slice(0, item.path.lastIndexOf('.') + 1);
  return item.parents.filter((other) => other.type !== 'group').map((other) => within + other.linkId);
}

/// The next event for a form whose item instances are `items` ({...definition, path, open, group, index, parents}):
/// {linkId: path, answer: [...]}, {add: group}, {remove: group, index}, or undefined. Questions that enableWhen reads come
/// up more often; about one answer in eight is taken back.
export function nextEvent(questionnaire, items, answered, random) {
  const groups = items.filter((item) => item.type === 'group' && item.repeats && item.open);
  if (groups.length > 0 && random() < 0.2) {
    const {group, index} = pick(random, groups), count = groups.filter((other) => other.group === group).length;
    if (count < 3 && (count < 2 || random() < 0.6)) return {add: group};
    if (count > 1) { answered.clear(); return {remove: group, index}; }  // paths name other instances now
  }
  const open = items.filter((item) => item.open && answerable(item) && above(item).every((path) => answered.has(path)));
  const sources = new Set(allItems(questionnaire).flatMap((item) => (item.enableWhen ?? []).map((line) => line.question)));
  const first = open.filter((item) => !answered.has(item.path));
  const weighted = open.filter((item) => sources.has(item.linkId));
  const from = first.length && random() < 0.7 ? first : weighted.length && random() < 0.7 ? weighted : open;
  if (from.length === 0) return undefined;
  const item = pick(random, from);
  const holds = items.some((other) => answered.has(other.path) && above(other).includes(item.path));
  if (answered.has(item.path) && !holds && random() < 0.125) { answered.delete(item.path); return {linkId: item.path, answer: []}; }
  const answer = answerOf(item, questionnaire, random);
  if (answer.length === 0) { answered.add(item.path); return null; }
  answered.add(item.path);
  return {linkId: item.path, answer};
}
