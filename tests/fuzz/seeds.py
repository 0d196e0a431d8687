#!/usr/bin/env python3
"""Writes the first corpus of every fuzz target: seeds.py FOLDER makes FOLDER/<target>/*.

Seeds are cut from documents that the tree has anyway; nothing is kept twice. Files below MAX bytes only:
libFuzzer is slow on large inputs.
"""
import hashlib
import itertools
import json
import os
import pathlib
import re
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAX = 64 * 1024


def documents():
    """Every JSON document of the tree that a target may like, with its path."""
    places = [ROOT / "plugins", ROOT / "schemas", ROOT / "tests"]
    shared = os.environ.get("ANTEROOM_SHARED")
    if shared:
        places.append(pathlib.Path(shared) / "questionnaires")
    for place in places:
        for path in sorted(place.rglob("*.json")):
            if "node_modules" in path.parts or path.stat().st_size > 8 << 20:
                continue
            try:
                yield path, json.loads(path.read_bytes())
            except (ValueError, UnicodeDecodeError):
                continue


def walk(node):
    yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    for child in children:
        yield from walk(child)


def halves(form):
    """A form and each of its top items alone: small inputs that load."""
    yield form
    for item in form.get("item", []):
        yield {**{k: v for k, v in form.items() if k != "item"}, "item": [item]}


def responses(form):
    """An answered response of a form, in two ways."""
    def answer(item):
        for option in item.get("answerOption", []):
            return [{k: v for k, v in option.items() if k.startswith("value")}]
        plain = {"boolean": {"valueBoolean": True}, "integer": {"valueInteger": 3},
                 "decimal": {"valueDecimal": 1.5}, "date": {"valueDate": "2026-11-24"},
                 "dateTime": {"valueDateTime": "2026-11-24T09:00:00Z"}, "time": {"valueTime": "09:00:00"},
                 "string": {"valueString": "word"}, "text": {"valueString": "word"},
                 "url": {"valueUri": "http://example.org"},
                 "reference": {"valueReference": {"reference": "Patient/1"}},
                 "attachment": {"valueAttachment": {"contentType": "text/plain"}},
                 "quantity": {"valueQuantity": {"value": 70, "unit": "kg", "code": "kg"}}}
        return [plain[item["type"]]] if item.get("type") in plain else []

    def fill(items):
        out = []
        for item in (each for each in items if isinstance(each, dict)):
            filled = {"linkId": item.get("linkId", "")}
            if item.get("type") == "group":
                filled["item"] = fill(item.get("item", []))
            else:
                filled["answer"] = answer(item)
            out.append(filled)
        return out

    head = {"resourceType": "QuestionnaireResponse", "status": "completed",
            "questionnaire": form.get("url", "")}
    whole = fill(form.get("item", []))
    yield {**head, "item": whole}
    yield {**head, "item": whole[:2] + whole[:2]}
    for item in whole:
        yield {**head, "item": [item]}


class Corpus:
    def __init__(self, folder):
        self.folder = folder
        self.counts = {}

    def add(self, target, data):
        if isinstance(data, (dict, list)):
            data = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        data = data.encode() if isinstance(data, str) else data
        if not data or len(data) > MAX:
            return
        path = self.folder / target / hashlib.sha1(data).hexdigest()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.counts[target] = self.counts.get(target, 0) + 1


def questionnaire_seeds(corpus, document):
    for part in halves(document):
        corpus.add("questionnaire", part)
        corpus.add("json", part)
        corpus.add("extract", part)
        for response in itertools.islice(responses(part), 1):
            corpus.add("extract", {"questionnaire": part, "response": response})
    name = document.get("url", "")
    if "upper-back" in name or name.endswith("every-type"):
        for response in responses(document):
            corpus.add("response", response)


def frames(corpus):
    def frame(message):
        body = json.dumps(message, separators=(",", ":")).encode()
        corpus.add("frame", b"\x03" + struct.pack("<I", len(body)) + body)

    def result(value):
        frame({"jsonrpc": "2.0", "id": 1, "result": value})

    result({"id": "upper-back-pain", "capabilities": ["checks", "summary"],
            "checks": ["night-pattern", "two-regions"], "summary_lines": ["onset", "lying"]})
    result({"checks": [{"id": "night-pattern", "outcome": "present", "text": "Worse lying flat.",
                        "answers": ["nrs-worst"]}, {"id": "two-regions", "outcome": "absent"}]})
    result({"lines": [{"id": "onset", "text": "Since a week."}]})
    result({"ok": True})
    result({"passed": True, "message": ""})
    frame({"jsonrpc": "2.0", "id": 1, "error": {"code": -32000, "message": "no", "data": {"code": "AR-P014"}}})
    # Messages in the documentation and in the tests: whatever stands there in braces.
    for path in [ROOT / "schemas" / "host-messages.md", *sorted((ROOT / "tests").rglob("*.cpp"))]:
        text = path.read_text()
        if "jsonrpc" not in text:
            continue
        for match in re.findall(r"\{\"jsonrpc\".*\}", text):
            body = match.encode()
            corpus.add("frame", b"\x06" + struct.pack("<I", len(body)) + body)


def expressions(corpus, document):
    for node in walk(document):
        if isinstance(node, dict):
            for key in ("expression", "when"):
                if isinstance(node.get(key), str):
                    corpus.add("fhirpath", node[key])


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: seeds.py FOLDER")
    corpus = Corpus(pathlib.Path(sys.argv[1]))
    for path, document in documents():
        expressions(corpus, document)
        if not isinstance(document, dict):
            continue
        if document.get("resourceType") == "Questionnaire":
            questionnaire_seeds(corpus, document)
        elif document.get("resourceType") == "QuestionnaireResponse":
            corpus.add("response", document)
        elif path.name == "plugin.json":
            corpus.add("manifest", document)
        elif path.name == "red-flags.json":
            corpus.add("red_flags", document)
            for rule in document.get("rules", []):
                corpus.add("red_flags", {**document, "rules": [rule]})
        elif path.name == "summary.json":
            corpus.add("summary", document)
        elif path.parent.name == "i18n":
            corpus.add("translations", {"i18n": document})
            corpus.add("translations", {"form": {"resourceType": "Questionnaire"}, "i18n": document})
        corpus.add("json", document)
    frames(corpus)
    # What is no JSON at all.
    for path in sorted((ROOT / "tests" / "fixtures" / "questionnaires").glob("malformed-*.json")):
        corpus.add("json", path.read_bytes())
        corpus.add("questionnaire", path.read_bytes())
    # Fixtures are seeds as well: the neighbourhood of an old bug is worth a look.
    for path in sorted((ROOT / "tests" / "fuzz" / "fixtures").glob("*/*")):
        corpus.add(path.parent.name, path.read_bytes())
    for target in sorted(corpus.counts):
        print(f"{target}: {corpus.counts[target]} seeds")


if __name__ == "__main__":
    main()
