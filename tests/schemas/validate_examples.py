"""Validates schemas/examples/*.json with python3-jsonschema: a second opinion beside valijson.

usage: validate_examples.py SCHEMAS_DIRECTORY; exit 1 and one line a disagreement.
"""
import copy
import json
import pathlib
import sys

import jsonschema


def parts(pointer):
    return [p.replace("~1", "/").replace("~0", "~") for p in pointer.split("/")[1:]]


def walk(document, steps):
    for step in steps:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def bent(document, entry):
    document = copy.deepcopy(document)
    for pointer, value in entry.get("set", {}).items():
        *above, last = parts(pointer)
        target = walk(document, above)
        target[int(last) if isinstance(target, list) else last] = value
    for pointer in entry.get("remove", []):
        *above, last = parts(pointer)
        target = walk(document, above)
        del target[int(last) if isinstance(target, list) else last]
    return document


def main(directory):
    wrong = seen = 0
    for path in sorted(directory.glob("*.schema.json")) + [directory / "host-messages.json"]:
        jsonschema.Draft7Validator.check_schema(json.loads(path.read_text()))
    for path in sorted((directory / "examples").glob("*.json")):
        examples = json.loads(path.read_text())
        schema = json.loads((directory / examples["schema"]).read_text())
        if "definition" in examples:
            schema = {**schema["definitions"][examples["definition"]], "definitions": schema["definitions"]}
        validator = jsonschema.Draft7Validator(schema)
        documents = [(e["why"], e["value"], True) for e in examples["valid"]]
        documents += [(e["why"], bent(examples["valid"][e["of"]]["value"], e), False) for e in examples["invalid"]]
        for why, document, wanted in documents:
            seen += 1
            if validator.is_valid(document) != wanted:
                wrong += 1
                print(f"{path.name}: {why}: should be {'valid' if wanted else 'refused'}")
    print(f"{seen - wrong} of {seen} examples agree")
    return 1 if wrong else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
