// Random questionnaires: groups, questions below questions, every operator of enableWhen, both behaviours, enableWhenExpression, sums.
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';
const expression = (name, text) => ({url: sdc + name, valueExpression: {language: 'text/fhirpath', expression: text}});
const codes = ['a', 'b', 'c', 'd'];
const options = codes.map((code) => ({valueCoding: {system: 'http://example.org/s', code, display: code.toUpperCase()}}));
const operators = {
  boolean: ['=', '!=', 'exists'], choice: ['=', '!=', 'exists'], string: ['=', '!=', 'exists'],
  integer: ['=', '!=', '<', '<=', '>', '>=', 'exists'], decimal: ['=', '<', '>', '>=', 'exists'], date: ['exists'],  // LForms does not order dates in enableWhen; R4 does, and tests/core/form covers it
};

export function randomForm(random, number) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const questions = [];
  const answerFor = (type) => ({
    boolean: () => ({answerBoolean: random() < 0.5}), choice: () => ({answerCoding: pick(options).valueCoding}),
    string: () => ({answerString: pick(['a', 'none'])}), integer: () => ({answerInteger: Math.floor(random() * 60)}),
    decimal: () => ({answerDecimal: Math.floor(random() * 4000) / 10}), date: () => ({answerDate: pick(['1990-06-15', '1970-01-01'])}),
  })[type]();
  const conditions = () => {
    const out = [];
    for (let i = 1 + Math.floor(random() * 3); i > 0; --i) {
      const source = pick(questions), operator = pick(operators[source.type]);
      out.push({question: source.linkId, operator, ...(operator === 'exists' ? {answerBoolean: random() < 0.6} : answerFor(source.type))});
    }
    return {enableWhen: out, ...(out.length > 1 && {enableBehavior: pick(['any', 'all'])})};
  };
  const gate = () => {
    if (questions.length === 0) return {};
    if (random() < 0.45) return conditions();
    return {};
  };
  // LForms leaves answers below a closed enableWhenExpression in its response, where sums and other expressions would
  // find them: only questions that nothing reads are gated so.
  const gateByExpression = () => {
    const source = pick(questions);
    const test = {integer: '> 20', decimal: '> 200', boolean: '= true'}[source.type];
    return test && {extension: [expression('enableWhenExpression', `%resource.descendants().where(linkId = '${source.linkId}').answer.value ${test}`)]};
  };
  let count = 0;
  const question = () => {
    const gated = questions.length > 0 && random() < 0.2 && gateByExpression();
    if (gated) { ++count; return {linkId: `q${count}`, text: `Question ${count}`, type: 'string', ...gated}; }
    const type = pick(['boolean', 'boolean', 'choice', 'choice', 'integer', 'integer', 'decimal', 'string', 'date']);
    const item = {linkId: `q${++count}`, text: `Question ${count}`, type, ...gate(), ...(type === 'choice' && {answerOption: options, ...(random() < 0.3 && {repeats: true})})};
    questions.push(item);
    if (!item.repeats && random() < 0.15) item.item = [question()];
    return item;
  };
  const group = (depth) => {
    const own = {linkId: `g${++count}`, text: `Group ${count}`, type: 'group', ...gate(), item: []};
    for (let i = 2 + Math.floor(random() * 3); i > 0; --i) own.item.push(depth > 0 && random() < 0.25 ? group(depth - 1) : question());
    return own;
  };
  const item = [question(), question()];
  for (let i = 2 + Math.floor(random() * 3); i > 0; --i) item.push(random() < 0.6 ? group(1) : question());
  const numbers = questions.filter((q) => q.type === 'integer').map((q) => `'${q.linkId}'`);
  if (numbers.length > 0) {
    const where = numbers.map((id) => `linkId = ${id}`).join(' or ');
    item.push({linkId: 'sum', text: 'Sum', type: 'integer', readOnly: true, extension: [expression('calculatedExpression', `%resource.descendants().where(${where}).answer.value.sum()`)]});
  }
  return {resourceType: 'Questionnaire', url: `http://example.org/random/${number}`, version: '1', status: 'active', item};
}
