// Expressions for make_fhirpath.mjs, by resource. All people are synthetic.
export const resources = {
  patient: {
    resourceType: 'Patient', id: 'p1', active: true,
    identifier: [{ use: 'usual', system: 'urn:oid:1.2.3', value: '12345' }],
    name: [
      { use: 'official', family: 'Example', given: ['Ada', 'Maria'] },
      { use: 'usual', given: ['Adi'] },
      { use: 'maiden', family: 'Sample', given: ['Ada', 'Maria'], period: { end: '2002' } },
    ],
    telecom: [
      { system: 'phone', value: '(03) 5555 6473', use: 'work', rank: 1 },
      { system: 'email', value: 'ada@example.org', use: 'home', rank: 2 },
    ],
    gender: 'female', birthDate: '1974-12-25',
    _birthDate: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1974-12-25T14:35:45-05:00' }] },
    deceasedBoolean: false,
    address: [{ use: 'home', line: ['534 Example St'], city: 'Pleasantville', postalCode: '3999', period: { start: '1974-12-25' } }],
    contact: [{ relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'N' }] }], name: { family: 'Contact', given: ['Bea'] } }],
    extension: [{ url: 'http://example.org/weight', valueDecimal: 70.50 }, { url: 'http://example.org/flag', valueBoolean: true }],
  },
  response: {
    resourceType: 'QuestionnaireResponse', id: 'qr1', questionnaire: 'http://example.org/q|1.0', status: 'in-progress', authored: '2026-11-24T09:12:00Z',
    item: [
      { linkId: 'phq', text: 'Mood', item: [
        { linkId: 'phq.1', answer: [{ valueCoding: { system: 'http://loinc.org', code: 'LA6569-3', display: 'Several days', extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/itemWeight', valueDecimal: 1 }] } }] },
        { linkId: 'phq.2', answer: [{ valueCoding: { system: 'http://loinc.org', code: 'LA6571-9', display: 'Nearly every day', extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/itemWeight', valueDecimal: 3 }] } }] },
        { linkId: 'phq.3' },
      ] },
      { linkId: 'pain', answer: [{ valueInteger: 7 }] },
      { linkId: 'worst', answer: [{ valueInteger: 9 }] },
      { linkId: 'temps', answer: [{ valueDecimal: 36.6 }, { valueDecimal: 37.25 }, { valueDecimal: 38.0 }] },
      { linkId: 'weight', answer: [{ valueQuantity: { value: 70.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' } }] },
      { linkId: 'since', answer: [{ valueDate: '2026-11-01' }] },
      { linkId: 'when', answer: [{ valueDateTime: '2026-11-20T10:30:00Z' }] },
      { linkId: 'at', answer: [{ valueTime: '08:15:00' }] },
      { linkId: 'smoke', answer: [{ valueBoolean: false }] },
      { linkId: 'note', answer: [{ valueString: '  It hurts  when I sit. ' }] },
      { linkId: 'rep', item: [{ linkId: 'rep.q', answer: [{ valueInteger: 2 }] }] },
      { linkId: 'rep', item: [{ linkId: 'rep.q', answer: [{ valueInteger: 5 }] }] },
      { linkId: 'gate', answer: [{ valueCoding: { code: 'yes' }, item: [{ linkId: 'gate.more', answer: [{ valueString: 'nested' }] }] }] },
    ],
  },
  observation: {
    resourceType: 'Observation', id: 'o1', status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body Weight' }, { system: 'http://snomed.info/sct', code: '27113001' }], text: 'Weight' },
    subject: { reference: 'Patient/p1' }, effectiveDateTime: '2026-11-20', issued: '2026-11-20T10:00:00.500Z',
    valueQuantity: { value: 185, unit: 'lbs', system: 'http://unitsofmeasure.org', code: '[lb_av]' },
    component: [
      { code: { text: 'systolic' }, valueQuantity: { value: 120, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' } },
      { code: { text: 'diastolic' }, valueQuantity: { value: 80, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' } },
      { code: { text: 'note' }, valueString: 'sitting' },
    ],
  },
  questionnaire: {
    resourceType: 'Questionnaire', id: 'q1', url: 'http://example.org/q', version: '1.0', status: 'active', date: '2026-01',
    item: [
      { linkId: 'a', text: 'Group', type: 'group', item: [
        { linkId: 'a.1', type: 'choice', required: true, answerOption: [{ valueCoding: { code: 'x', display: 'X' } }, { valueCoding: { code: 'y', display: 'Y' }, initialSelected: true }] },
        { linkId: 'a.2', type: 'integer', maxLength: 3, enableWhen: [{ question: 'a.1', operator: '=', answerCoding: { code: 'y' } }] },
      ] },
      { linkId: 'b', type: 'string', initial: [{ valueString: 'start' }] },
    ],
  },
};

export const cases = {
  patient: `
name.given
Patient.name.given
Patient.name.family
Observation.status
name[0].given[1]
name[5]
name.where(use = 'official').given
name.where(use = 'official' or use = 'usual').given
name.where(family.exists()).use
name.where(family.empty()).use
name.where(period.exists()).period.end
name.given.distinct()
name.given.count()
name.given.isDistinct()
name.given | name.family
name.given.union(name.family)
name.given.combine(name.family)
name.given.intersect('Ada' | 'Bea')
name.given.exclude('Ada')
name.select(given.first() & ' ' & family)
name.select(given.join(' '))
name.first().given.last()
name.last().family
name.tail().use
name.skip(1).use
name.take(2).use
name.skip(9).use
name.take(-1).use
name.given.first().length()
name.given.first().upper()
name.given.first().lower()
name.given.single()
name.where(use = 'usual').given.single()
gender = 'female'
gender != 'male'
gender ~ 'FEMALE'
gender in ('male' | 'female')
('male' | 'female') contains gender
active
active and true
active.not()
active is boolean
active is Boolean
active is System.Boolean
active is FHIR.boolean
birthDate is date
birthDate
birthDate < today()
birthDate = @1974-12-25
birthDate = @1974-12
birthDate > @1974
birthDate < @1975
birthDate >= @1974-12-25
birthDate + 1 year
birthDate - 1 month
birthDate + 10 days
birthDate.toString()
birthDate.toString().substring(0, 4).toInteger()
birthDate.extension('http://hl7.org/fhir/StructureDefinition/patient-birthTime').value
birthDate.extension.exists()
birthDate.hasValue()
birthDate ~ @1974-12-25
deceased
deceased is boolean
deceased.exists()
Patient.deceased.not()
telecom.where(system = 'phone').value
telecom.where(rank > 1).value
telecom.rank.sum()
telecom.rank.min()
telecom.rank.max()
telecom.rank.avg()
telecom.rank is positiveInt
telecom.first().rank is positiveInt
telecom.first().rank is integer
telecom.all(rank > 0)
telecom.all(rank > 1)
telecom.exists(system = 'email')
telecom.exists(system = 'fax')
telecom.value.where($this.contains('@'))
telecom.value.matches('[a-z]+@[a-z.]+')
telecom.where(system = 'email').value.matches('^[a-z]+@[a-z.]+$')
telecom.where(system = 'phone').value.replaceMatches('[^0-9]', '')
telecom.select(system & ':' & value)
telecom.where($index = 1).system
identifier.value.toInteger() + 1
identifier.value.toDecimal()
identifier.value.convertsToInteger()
identifier.system
address.line
address.city.startsWith('Pleasant')
address.city.endsWith('ville')
address.city.contains('sant')
address.city.indexOf('ville')
address.city.substring(8)
address.city.substring(0, 8)
address.city.substring(100)
address.city.replace('ville', 'town')
address.postalCode.toInteger() > 3000
address.period.start
address.period.start.exists() and address.period.end.empty()
contact.name.given
contact.relationship.coding.code
contact.relationship.coding.where(system.contains('v2-0131')).code = 'N'
extension('http://example.org/weight').value
extension.where(url = 'http://example.org/flag').value
extension.value.ofType(decimal)
extension.value.ofType(boolean)
extension('http://example.org/none').value
extension('http://example.org/weight').value * 2
nothing
nothing.exists()
nothing.empty()
nothing = 1
nothing and false
nothing or true
nothing.not()
id
resourceType
type().name
type().namespace
active.type().name
name.first().type().name
is(Patient)
$this is Patient
$this is DomainResource
$this is Observation
Patient is Patient
children().count() > 5
descendants().where($this is HumanName).count()
name.given.aggregate($total & $this, '')
iif(gender = 'female', 'Ms', 'Mr')
iif(nothing, 1, 2)
iif(nothing.exists(), 1)
%resource.id
%context.id
name.given.toChars().count()
name.repeat(given)
name.given.subsetOf('Ada' | 'Maria' | 'Adi')
('Ada').supersetOf(name.given)
name.given.trace('g').count()
name.given.allTrue()
(active | deceased).anyTrue()
(active | deceased).allFalse()
name = name
name[0] = name[2]
name[0].given = name[2].given
name[0].given ~ name[2].given
`,
  response: `
item.linkId
item.where(linkId = 'pain').answer.value
%resource.item.where(linkId='phq').item.where(linkId='phq.1').answer.value.code
item.where('pain' = linkId).answer.value
item.where(linkId = 'phq').item.where(linkId.startsWith('phq.')).answer.value.display
item.where(linkId = 'phq').item.answer.value.weight()
item.where(linkId = 'phq').item.answer.value.ordinal().sum()
item.where(linkId = 'phq').item.answer.value.extension('http://hl7.org/fhir/StructureDefinition/itemWeight').value.sum()
item.where(linkId = 'pain').answer.value > 5
item.where(linkId = 'pain').answer.value >= 7 and item.where(linkId = 'worst').answer.value >= 9
item.where(linkId = 'pain').answer.value > item.where(linkId = 'worst').answer.value
item.where(linkId = 'pain' or linkId = 'worst').answer.value.sum()
item.where(linkId in ('pain' | 'worst')).answer.value.avg()
item.where(linkId = 'temps').answer.value
item.where(linkId = 'temps').answer.value.sum()
item.where(linkId = 'temps').answer.value.max()
item.where(linkId = 'temps').answer.value.avg()
item.where(linkId = 'temps').answer.value.where($this > 37)
item.where(linkId = 'temps').answer[1].value
item.where(linkId = 'temps').answer.count()
item.where(linkId = 'temps').answer.value > 37
item.where(linkId = 'weight').answer.value.value
item.where(linkId = 'weight').answer.value > 70 'kg'
item.where(linkId = 'weight').answer.value < 70000 'g'
item.where(linkId = 'weight').answer.value.unit
item.where(linkId = 'weight').answer.value is Quantity
item.where(linkId = 'weight').answer.value as Quantity
item.where(linkId = 'since').answer.value < @2026-11-24
item.where(linkId = 'since').answer.value + 3 weeks
item.where(linkId = 'since').answer.value is date
item.where(linkId = 'when').answer.value > @2026-11-20T10:00:00Z
item.where(linkId = 'when').answer.value = @2026-11-20T11:30:00+01:00
item.where(linkId = 'when').answer.value.toDate()
item.where(linkId = 'at').answer.value < @T09:00
item.where(linkId = 'at').answer.value
item.where(linkId = 'smoke').answer.value
item.where(linkId = 'smoke').answer.value = false
item.where(linkId = 'smoke').answer.value.not()
item.where(linkId = 'smoke').answer.exists()
item.where(linkId = 'note').answer.value.trim()
item.where(linkId = 'note').answer.value.trim().split(' ')
item.where(linkId = 'note').answer.value ~ 'it HURTS when i sit.'
item.where(linkId = 'note').answer.value.contains('sit')
item.where(linkId = 'rep').item.answer.value
item.where(linkId = 'rep').item.where(linkId = 'rep.q').answer.value.sum()
item.where(linkId = 'rep')[1].item.answer.value
item.where(linkId = 'rep').count()
item.where(linkId = 'rep').item.answer.value.aggregate(iif($total.empty() or $this > $total, $this, $total))
item.where(linkId = 'gate').answer.value.code = 'yes'
item.where(linkId = 'gate').answer.item.where(linkId = 'gate.more').answer.value
repeat(item).linkId
repeat(item | answer.item).where(linkId = 'gate.more').answer.value
descendants().where(linkId = 'phq.2').answer.value.code
%resource.descendants().where(linkId = 'phq.1').answer.value.code = 'LA6569-3'
item.answer.value.ofType(Coding).code
item.answer.value.ofType(integer)
item.answer.value.ofType(decimal)
item.answer.value.ofType(string).length()
item.answer.value.ofType(Quantity).value
item.answer.value.ofType(boolean)
item.answer.value.ofType(date)
item.where(linkId = 'phq').item.where(answer.empty()).linkId
item.where(answer.exists()).linkId
item.where(item.exists()).linkId
item.where(linkId = 'missing').answer.value > 5
item.where(linkId = 'missing').answer.value.exists()
item.where(linkId = 'missing').answer.value = 5 or true
item.where(linkId = 'missing').answer.value = 5 and true
item.where(linkId = 'missing').answer.value.sum()
item.first().item.last().linkId
item.where(linkId.matches('^phq')).linkId
item.linkId.where($this.length() < 4)
item.select(linkId.upper()).first()
status = 'in-progress'
authored.toString()
authored > @2026-11-24
authored is dateTime
questionnaire.split('|').last()
item.all(linkId.exists())
item.exists(linkId = 'pain' and answer.value > 6)
item.where(linkId = 'pain').answer.value / 2
item.where(linkId = 'pain').answer.value div 2
item.where(linkId = 'pain').answer.value mod 2
(item.where(linkId = 'pain').answer.value * 10 + 5) / 3 > 24
(item.where(linkId = 'pain').answer.value | item.where(linkId = 'worst').answer.value).min()
item.answer.count()
iif(item.where(linkId = 'pain').answer.value > 4, 'high', 'low')
item.where(linkId = 'pain').answer.value.toString() + ' of 10'
item.where(linkId = 'phq').text & ': ' & item.where(linkId = 'phq').item.answer.value.count().toString()
`,
  observation: `
value
value.value
value > 180 '[lb_av]'
value > 80 'kg'
value = 185 '[lb_av]'
value is Quantity
(value as Quantity).unit
value.as(Quantity).code
value.ofType(Quantity).value + 1
value.ofType(string)
Observation.value.unit
component.value.ofType(Quantity).value.sum()
component.where(code.text = 'systolic').value.value - component.where(code.text = 'diastolic').value.value
component.where(code.text = 'systolic').value > 100 'mm[Hg]'
component.value.ofType(string)
component.select(code.text).join(', ')
code.coding.where(system = %loinc).code
code.coding.where(system = %sct).code
code.coding.code.first() = '29463-7'
code.coding.exists(code = '27113001')
code.coding.count()
code is CodeableConcept
code.coding.first() is Coding
effective
effective is dateTime
effective = @2026-11-20
effective + 1 month
issued > @2026-11-20T10:00:00Z
issued.toString()
subject.reference.replace('Patient/', '')
subject is Reference
status in ('final' | 'amended')
%ucum
component[0].value.value.type().name
component.code.text.where($this.startsWith('s') or $this.startsWith('d')).count()
`,
  questionnaire: `
item.linkId
repeat(item).linkId
repeat(item).where(type = 'choice').answerOption.value.code
repeat(item).where(required = true).linkId
repeat(item).enableWhen.question
repeat(item).enableWhen.answer.code
repeat(item).where(maxLength > 2).linkId
repeat(item).answerOption.where(initialSelected = true).value.display
item.initial.value
item.where(type = 'group').item.count()
descendants().ofType(Coding).code
date
date = @2026
date < @2026-02
url & '|' & version
item.item.enableWhen.where(operator = '=').exists()
item.item.where(linkId = 'a.1').answerOption.value is Coding
item.item.answerOption.value.display.join('/')
`,
  none: `
true and true
true and false
true and {}
false and {}
{} and {}
true or {}
false or {}
true xor true
true xor {}
false implies {}
true implies {}
{} implies true
{} implies false
1 + 1
1 + 2.5
0.1 + 0.2
1 - 3
2 * 3.5
7 / 2
6 / 3
1 / 0
7 div 2
-7 div 2
7 mod 3
-7 mod 3
5.5 mod 0.7
1 div 0
-5
+5
-(3 - 5)
2 + 3 * 4
(2 + 3) * 4
2 * 3 mod 4
1 | 2 | 2
(1 | 2) = (1 | 2)
(1 | 2) = (2 | 1)
(1 | 2) ~ (2 | 1)
1 = 1.0
1 = 'a'
1 != 2
1 ~ 1.0
'a' = 'A'
'a' ~ 'A'
'a' != {}
{} = {}
{} ~ {}
1 < 2
1 >= 1.0
'abc' < 'abd'
1 < {}
2 in (1 | 2)
3 in (1 | 2)
{} in (1 | 2)
1 in {}
(1 | 2) contains 1
'a' + 'b'
'a' & {}
'a' + {}
'abc'.length()
'abc'.upper()
'abc'.indexOf('c')
'abc'.indexOf('')
'abc'.contains('')
'abcabc'.replace('b', 'x')
'abc'.replace('', '-')
'abc'.matches('b')
'abc'.matches('^b')
'abc'.matchesFull('abc')
'abc'.matchesFull('b')
'a-b-c'.split('-')
'abc'.toChars()
' a '.trim()
'11/30/1972'.replaceMatches('\\\\b(\\\\d{1,2})/(\\\\d{1,2})/(\\\\d{2,4})\\\\b', '$2-$1-$3')
'a\\'b'.length()
'\\u0041'
'5'.toInteger()
'5.5'.toInteger()
'x'.toInteger()
'5.5'.toDecimal()
'true'.toBoolean()
'no'.toBoolean()
'maybe'.toBoolean()
1.toBoolean()
1.toString()
true.toString()
'2026-11'.toDate()
'2026-11-24'.toDateTime()
'10:30'.toTime()
'2026-13'.toDate()
'5 days'.toQuantity()
'5'.convertsToInteger()
'5.5'.convertsToDecimal()
'x'.convertsToDate()
'2026'.convertsToDate()
5.toQuantity() = 5 '1'
(-5).abs()
(-5.5).abs()
1.1.ceiling()
(-1.1).ceiling()
1.9.floor()
(-1.1).floor()
(-1.9).truncate()
1.5.round()
3.14159.round(2)
16.sqrt()
2.power(3)
2.5.power(2)
0.exp()
1.ln()
8.log(2)
(-1).sqrt()
(1 | 2 | 3).sum()
(1.5 | 2.25).sum()
(1 | 2 | 3).avg()
(3 | 1 | 2).min()
(3 | 1 | 2).max()
{}.sum()
{}.count()
{}.first()
{}.allTrue()
{}.all(true)
{}.exists()
(true | false).anyFalse()
(1 | 2 | 3).where($this > 1)
(1 | 2 | 3).select($this * $this)
(1 | 2 | 3).aggregate($this + $total, 0)
(1 | 2 | 3).aggregate(iif($total.empty(), $this, iif($this < $total, $this, $total)))
(1 | 2 | 3).tail()
(1 | 2 | 3).skip(1).first()
(1 | 2 | 3).intersect(2 | 3 | 4)
(1 | 2 | 3).exclude(2)
(1 | 2).combine(2 | 3)
(1 | 2).union(2 | 3)
1.repeat(iif($this < 4, $this + 1, {}))
iif(true, 'a', 'b')
iif(false, 'a')
iif({}, 'a', 'b')
1 is Integer
1 is Decimal
1.5 is Decimal
'a' is String
true is Boolean
@2026 is Date
@2026-01-01T00:00:00Z is DateTime
@T10:00 is Time
1 'mg' is Quantity
1 as Integer
1 as String
(1 | 'a').ofType(String)
@2026-11-24 = @2026-11-24
@2026-11 = @2026-11-24
@2026-11 != @2026-11-24
@2026-11 ~ @2026-11-24
@2025 < @2026-11
@2026 < @2026-11
@2026-11-24 + 7 days
@2026-11-24 - 1 year
@2024-02-29 + 1 year
@2026-01-31 + 1 month
@2026 + 13 months
@2026-11-24T10:00:00Z + 90 minutes
@2026-11-24T10:00:00Z = @2026-11-24T12:00:00+02:00
@2026-11-24T10:00:00Z < @2026-11-24T12:00:00+01:00
@T10:30 + 45 minutes
@T10:30 < @T10:31
@T10:30 = @T10:30:00
@2026-11-24T10 > @2026-11-24T09:59
1 'kg' = 1000 'g'
1 'kg' > 999 'g'
1 'kg' = 1 'm'
1 year = 12 months
7 days = 1 week
1 day = 24 hours
1 year = 1 'a'
1 year ~ 1 'a'
1 second = 1 's'
1 'cm' + 1 'm' = 101 'cm'
(1 | 2) + 1
(1 | 2) > 1
1 + 'a'
1 > 'a'
-'a'
'a' * 2
true > false
'a'.length(1)
foo()
1.nosuch()
(1 | 2).single()
'abc'.substring(1, 1)
'abc'.substring(-1)
'abc'.substring(3)
'abc'.substring({})
'abc'.startsWith({})
'abc'[0]
(1 | 2 | 3)[1]
(1 | 2 | 3)[3]
(1 | 2).subsetOf(1 | 2 | 3)
(1 | 2).supersetOf(1)
(1 | 1.0).count()
1.combine(1).distinct().count()
1.combine(1).isDistinct()
%unknown
$this
$index
1 /* comment */ + 1 // end
`,
};
