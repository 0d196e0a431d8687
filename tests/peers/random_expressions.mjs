// Random FHIRPath expressions from a grammar of types, so that most of them mean something. The seed decides all.

const paths = {
  patient: {
    num: ['telecom.rank', 'telecom.rank.first()', "extension('http://example.org/weight').value", 'name.count()', 'name.given.count()'],
    str: ['name.family', 'name.given', 'name.given.first()', 'name.use', 'gender', 'telecom.value', 'address.city', 'id', 'contact.name.family', "name.where(use = 'usual').given"],
    bool: ['active', 'deceased', "extension('http://example.org/flag').value"],
    date: ['birthDate', 'address.period.start', 'name.period.end'],
    coll: ['name', 'telecom', 'identifier', 'contact', 'address', 'extension', 'name.given', 'contact.relationship.coding', 'children()', 'descendants()'],
    inner: {name: ["use = 'official'", 'given.exists()', 'period.exists()', "family.startsWith('E')"], telecom: ["system = 'phone'", 'rank > 1', "use = 'home'"]},
  },
  response: {
    num: ["item.where(linkId = 'pain').answer.value", "item.where(linkId = 'worst').answer.value", "item.where(linkId = 'temps').answer.value", "item.where(linkId = 'rep').item.answer.value", "item.where(linkId = 'temps').answer.value.first()", 'item.count()'],
    str: ['item.linkId', "item.where(linkId = 'note').answer.value", "item.where(linkId = 'phq').text", "item.where(linkId = 'phq').item.answer.value.code", "item.where(linkId = 'phq').item.answer.value.display", 'status', "item.where(linkId = 'gate').answer.item.answer.value"],
    bool: ["item.where(linkId = 'smoke').answer.value"],
    date: ["item.where(linkId = 'since').answer.value", "item.where(linkId = 'when').answer.value", 'authored'],
    coll: ['item', 'item.item', 'item.answer', 'item.answer.value', "item.where(linkId = 'phq').item", 'repeat(item)', 'item.answer.value.ofType(Coding)', 'item.answer.value.ofType(integer)', 'descendants()'],
    inner: {item: ["linkId = 'pain'", "linkId.startsWith('p')", 'answer.exists()', 'answer.empty()', 'item.exists()'], 'repeat(item)': ["linkId = 'rep.q'", "linkId.contains('.')", 'answer.exists()']},
  },
  observation: {
    num: ['value.value', 'component.value.value', 'component.count()', 'code.coding.count()'],
    str: ['status', 'code.text', 'code.coding.code', 'code.coding.system', 'value.unit', 'component.code.text', 'subject.reference'],
    bool: ['value.exists()', "component.code.text.exists($this = 'note')"],
    date: ['effective', 'issued'],
    coll: ['component', 'code.coding', 'component.value', 'component.value.ofType(Quantity)', 'children()'],
    inner: {component: ["code.text = 'systolic'", 'value is Quantity', 'value.exists()'], 'code.coding': ["code = '29463-7'", 'display.exists()']},
  },
};

export const resourceNames = Object.keys(paths);

export function randomExpression(random, resource) {
  const own = paths[resource];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const number = () => pick(['0', '1', '2', '3', '7', '10', '-1', '2.5', '0.1', '100', '1.50', '12.75']);
  const text = () => pick(["''", "'a'", "'Ada'", "'e'", "'It'", "'12'", "'3.5'", "'true'", "'p'", "'x y'", "'official'", "'Ä'"]);
  const date = () => pick(['@2026-11-01', '@1974-12-25', '@2002', '@2026-11', '@2026-11-20T10:30:00Z', '@2020-02-29']);
  // Quantities of one kind compare; now and then two kinds meet.
  const kinds = [
    ["1 'kg'", "1000 'g'", "70.5 'kg'", "2 '[lb_av]'", "0.5 'kg'", "500 'g'"], ["1 'm'", "100 'cm'", "3 '[ft_i]'", "36 '[in_i]'", "1.75 'm'"],
    ["37 'Cel'", "98.6 '[degF]'", "310.15 'K'", "39.5 'Cel'"], ["1 'mg/dL'", "10 'mg/L'", "0.01 'g/L'", "4 'mg/dL'"], ["1 'h'", "60 'min'", "1 'd'", "24 'h'", "3600 's'"],
    ['1 year', '12 months', '7 days', '1 week', '18 months', '60 minutes', '1 hour', '365 days'], ["1 '10*3/uL'", "1 '10*9/L'", "500 '/uL'"], ["120 'mm[Hg]'", "16 'kPa'", "120 'mm[Hg]'"],
  ];
  const units = ["'kg'", "'cm'", "'K'", "'g/L'", "'min'", "'d'", "'[lb_av]'"];
  const kind = () => pick(kinds);
  const pair = () => { const one = kind(), other = random() < 0.85 ? one : kind(); return [pick(one), pick(other)]; };
  const compared = () => { const [a, b] = pair(); return `(${a} ${pick(['=', '!=', '~', '!~', '<', '<=', '>', '>='])} ${b})`; };
  const converted = () => `(${pick(kind())}).toQuantity(${pick(units)}).value`;
  const leaf = {
    num: () => random() < 0.5 ? number() : pick(own.num), str: () => random() < 0.4 ? text() : pick(own.str),
    bool: () => random() < 0.3 ? pick(['true', 'false']) : pick(own.bool),
    date: () => random() < 0.4 ? date() : pick(own.date), coll: () => pick(own.coll),
  };
  const one = {num: '.first()', str: '.first()', date: '.first()'};
  const make = {
    num: (d) => pick([
      converted,
      () => `(${num(d)} ${pick(['+', '-', '*', '/', 'div', 'mod'])} ${num(d)})`, () => `${num(d)}.${pick(['abs', 'ceiling', 'floor', 'truncate', 'round'])}()`,
      () => `${coll(d)}.count()`, () => `${str(d)}.length()`, () => `${str(d)}.indexOf(${text()})`, () => `${pick(own.num)}.sum()`, () => `${pick(own.num)}.${pick(['min', 'max'])}()`,
      () => `iif(${bool(d)}, ${num(d)}, ${num(d)})`, () => `${str(d)}.toInteger()`, () => `${str(d)}.toDecimal()`, () => `${num(d)}.round(1)`, () => `(${num(d)} | ${num(d)}).count()`,
      () => `${coll(d)}.select($index).last()`, () => `${num(d)}.power(2)`, () => `${pick(own.num)}.aggregate($this + $total, 0)`])(),
    str: (d) => pick([
      () => `(${str(d)} ${pick(['+', '&'])} ${str(d)})`, () => `${str(d)}.${pick(['upper', 'lower', 'trim', 'toString'])}()`, () => `${str(d)}.substring(${pick(['0', '1', '2', '0, 2', '1, 3', '-1', '50'])})`,
      () => `${str(d)}.replace(${text()}, ${text()})`, () => `${pick(own.str)}.${pick(['first', 'last'])}()`, () => `${num(d)}.toString()`, () => `${bool(d)}.toString()`, () => `${pick(own.str)}.join(${text()})`,
      () => `iif(${bool(d)}, ${str(d)}, ${str(d)})`, () => `${str(d)}.split(${pick(["' '", "','", "'a'"])}).first()`, () => `${str(d)}.toChars().last()`])(),
    bool: (d) => pick([
      compared, compared,
      () => `(${num(d)} ${pick(['=', '!=', '<', '<=', '>', '>='])} ${num(d)})`, () => `(${str(d)} ${pick(['=', '!=', '<', '>', '~', '!~'])} ${str(d)})`, () => `(${date_(d)} ${pick(['=', '!=', '<', '<=', '>', '>='])} ${date_(d)})`,
      () => `(${bool(d)} ${pick(['and', 'or', 'xor', 'implies'])} ${bool(d)})`, () => `${bool(d)}.not()`, () => `${coll(d)}.${pick(['exists', 'empty', 'hasValue', 'isDistinct'])}()`,
      () => `${coll(d)}.all(${condition()})`, () => `(${str(d)} in ${pick(own.str)})`, () => `(${pick(own.str)} contains ${text()})`, () => `${str(d)}.${pick(['startsWith', 'endsWith', 'contains'])}(${text()})`,
      () => `${str(d)}.matches(${pick(["'^[A-Z]'", "'[0-9]+'", "'.*a'"])})`, () => `(${leaf.coll()} is ${pick(['String', 'Quantity', 'Coding', 'HumanName'])})`, () => `${pick(own.bool)}.${pick(['allTrue', 'anyTrue', 'allFalse', 'anyFalse'])}()`,
      () => `${str(d)}.${pick(['convertsToInteger', 'convertsToDecimal', 'convertsToBoolean', 'convertsToDate'])}()`, () => `${num(d)}.exists()`, () => `${pick(own.str)}.subsetOf(${pick(own.str)})`])(),
    date: (d) => pick([() => `(${date_(d)} ${pick(['+', '-'])} ${pick(['1 day', '2 months', '1 year', '3 weeks', '40 days', '11 months'])})`, () => `iif(${bool(d)}, ${date_(d)}, ${date_(d)})`, leaf.date])(),
    coll: (d) => pick([
      () => `${coll(d)}.${pick(['first', 'last', 'tail', 'distinct'])}()`, () => `${coll(d)}.${pick(['skip', 'take'])}(${pick(['0', '1', '2', '9'])})`, where, () => `(${leaf.coll()} | ${leaf.coll()})`,
      () => `${leaf.coll()}.${pick(['intersect', 'exclude', 'combine', 'union'])}(${leaf.coll()})`, () => `${coll(d)}[${pick(['0', '1', '5'])}]`, where, leaf.coll])(),
  };
  const where = () => { const base = pick(Object.keys(own.inner)); return `${base}.where(${pick(own.inner[base])})`; };
  const condition = () => pick(['$this.exists()', 'true', '$index < 2', 'id.empty()']);
  const grow = (type, depth) => depth <= 0 || random() < 0.25 ? leaf[type]() : make[type](depth - 1);
  // Operators want one value: paths that may hold more are narrowed most of the time, else both sides must refuse alike.
  const num = (d) => narrowed('num', grow('num', d)), str = (d) => narrowed('str', grow('str', d));
  const bool = (d) => grow('bool', d), date_ = (d) => grow('date', d), coll = (d) => grow('coll', d);
  const narrowed = (type, made) => own[type].includes(made) && random() < 0.8 ? made + one[type] : made;
  return grow(pick(['num', 'str', 'bool', 'bool', 'date', 'coll']), 3);
}
