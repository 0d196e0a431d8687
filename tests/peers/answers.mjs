// Which answers a form gets: for every item that something depends on, values that turn each condition on and off, and
// one or two values for every other item. The same form always gets the same answers.

const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const has = (item, url) => (item.extension ?? []).some((e) => e.url === url);

/// All items, depth first, each with the items above it.
export function items(questionnaire) {
  const out = [];
  const walk = (list, above) => {
    for (const item of list ?? []) {
      out.push({item, above});
      walk(item.item, [...above, item]);
    }
  };
  walk(questionnaire.item, []);
  return out;
}

const answerOf = {
  boolean: (v) => ({valueBoolean: v}), integer: (v) => ({valueInteger: v}), decimal: (v) => ({valueDecimal: v}),
  date: (v) => ({valueDate: v}), dateTime: (v) => ({valueDateTime: v}), time: (v) => ({valueTime: v}),
  string: (v) => ({valueString: v}), text: (v) => ({valueString: v}), url: (v) => ({valueUri: v}),
};
const samples = {
  boolean: [true, false], integer: [3, 7], decimal: [2.5, 70.25], date: ['2001-02-03'], dateTime: ['2001-02-03T04:05:06Z'],
  time: ['10:20:00'], string: ['some words'], text: ['more words'], url: ['http://example.org/a'],
};

function optionsOf(questionnaire, item) {
  if (item.answerOption) {
    return item.answerOption.map(({valueCoding, valueString, valueInteger, valueDate}) =>
      valueCoding ? {valueCoding} : valueString ? {valueString} : valueInteger !== undefined ? {valueInteger} : valueDate ? {valueDate} : null)
      .filter(Boolean);
  }
  if (!item.answerValueSet?.startsWith('#')) return [];
  const set = (questionnaire.contained ?? []).find((c) => '#' + c.id === item.answerValueSet);
  return (set?.compose?.include ?? []).flatMap((i) => (i.concept ?? []).map((c) => ({valueCoding: {system: i.system, ...c}})));
}

function valuesFor(questionnaire, item, conditions) {
  const options = optionsOf(questionnaire, item);  // also of strings, dates and integers: what is listed is what is permitted
  if (options.length > 0 || item.type === 'choice' || item.type === 'open-choice') return options.slice(0, 4).map((v) => [v]);
  const make = answerOf[item.type];
  if (!make) return [];
  const wanted = conditions.flatMap((c) => Object.entries(c).filter(([k]) => k.startsWith('answer')).map(([, v]) => v))
    .filter((v) => typeof v !== 'object' && typeof v !== 'boolean' || item.type === 'boolean');
  const near = wanted.flatMap((v) => typeof v === 'number' ? [v - 1, v, v + 1] : [v]);
  return [...new Set([...near, ...samples[item.type]])].map((v) => [make(v)]);
}

/// Events: sources of conditions first (each of their values), then the rest; at last the sources are cleared.
export function chosenEvents(questionnaire) {
  const all = items(questionnaire);
  const conditions = all.flatMap(({item}) => item.enableWhen ?? []);
  const events = [], sources = [];
  for (const {item, above} of all) {
    // An answer goes to the first instance; items inside answers and what nobody may type stay out.
    if (item.readOnly || has(item, sdc + 'calculatedExpression') || has(item, 'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden')) continue;
    if (above.some((a) => a.type !== 'group')) continue;
    const own = conditions.filter((c) => c.question === item.linkId);
    const values = valuesFor(questionnaire, item, own);
    for (const answer of values.slice(0, own.length > 0 ? 6 : 2)) events.push({linkId: item.linkId, answer});
    if (own.length > 0 && values.length > 0) sources.push(item.linkId);
  }
  for (const linkId of sources) events.push({linkId, answer: []});
  return events;
}
