// What ucum-lhc (the UCUM library of the Lister Hill center) says to conversions between units, one
// case a line: every unit of the table to base units and to a sister, and terms that forms use.
//   node make_ucum.mjs OUT.json
import fs from 'node:fs';
import ucum from '@lhncbc/ucum-lhc';

const lhc = ucum.UcumLhcUtils.getInstance();
const {units, prefixes} = JSON.parse(fs.readFileSync(new URL('node_modules/@lhncbc/ucum-lhc/data/ucumDefs.min.json', import.meta.url)));
const column = (table, name) => table.config.findIndex((one) => [one].flat()[0] === name);
const codes = units.data.filter((row) => row[column(units, 'source_')] === 'UCUM' && !row[column(units, 'isArbitrary_')]).map((row) => row[column(units, 'csCode_')]);
const terms = units.data.filter((row) => row[column(units, 'source_')] === 'LOINC').map((row) => row[column(units, 'csCode_')].trim());
const version = JSON.parse(fs.readFileSync(new URL('node_modules/@lhncbc/ucum-lhc/package.json', import.meta.url))).version;

const ask = (value, from, to) => {
  const answer = lhc.convertUnitTo(from, value, to);
  return answer.status === 'succeeded' ? String(answer.toVal) : null;
};
const lines = [];
const add = (value, from, to) => lines.push(JSON.stringify({value: String(value), from, to, result: ask(value, from, to)}));
// A unit and the next of its dimension, each way.
const dimension = (code) => JSON.stringify(lhc.getSpecifiedUnit(code, 'validate')?.unit?.dim_?.dimVec_ ?? null);
const byDimension = Map.groupBy?.(codes, dimension) ?? codes.reduce((map, code) => map.set(dimension(code), [...map.get(dimension(code)) ?? [], code]), new Map());
for (const group of byDimension.values())
  group.forEach((code, i) => { const next = group[(i + 1) % group.length]; if (next !== code) { add(3, code, next); add(2.5, next, code); } });
for (let i = 0; i + 1 < codes.length; i += 7) add(1, codes[i], codes[(i * 5 + 3) % codes.length]);
// Terms with exponents, annotations and parentheses.
const pairs = [['mg/dL', 'g/L'], ['mmol/L', 'umol/mL'], ['10*3/uL', '10*9/L'], ['kg/m2', 'g/cm2'], ['{beats}/min', '/s'], ['m/s', 'km/h'], ['kg.m/s2', 'N'], ['ug/kg/min', 'mg/kg/h'], ['L/min', 'mL/s'], ['(24.h)', 'd'],
  ['kcal/(24.h)', 'W'], ['mL/min/{1.73_m2}', 'L/h'], ['g.m-3', 'ug/mL'], ['mm[Hg]', 'kPa'], ['cm[H2O]', 'mm[Hg]'], ['[lb_av]/[in_i]2', '[psi]'], ['meq/L', 'mmol/L'], ['U/L', 'ukat/L'], ['/uL', '/L'], ['%', '1'], ['mg/mg', '1'], ['mg', 'mL'], ['Cel', '[degF]'], ['[degF]', 'Cel'], ['K', 'Cel'], ['dB', 'B'], ['kg{wet}', 'g'], ['dam', 'm'], ['MiBy', 'KiBy']];
for (const [from, to] of pairs) for (const value of [1, 98.6]) { add(value, from, to); add(value, to, from); }
fs.writeFileSync(process.argv[2], `{"peer": "ucum-lhc ${version}",\n"valid": ${JSON.stringify([...codes, ...terms])},\n"cases": [\n${lines.join(',\n')}\n]}\n`);
console.log(`${lines.length} conversions, ${codes.length + terms.length} terms, by ucum-lhc ${version}`);
