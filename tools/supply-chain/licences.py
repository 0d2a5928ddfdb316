"""Adds to a bill of materials the licences of packages that carry theirs as a file, which the tool that writes it does not read. Fails where one stays unknown."""

import json
import sys

# Read by a person; docs/supply-chain.md says so of each.
READ = {
    "Apache.Arrow": "Apache-2.0",
    "Microsoft.ML.OnnxRuntime": "MIT",
    "Microsoft.ML.OnnxRuntime.Gpu": "MIT",
    "Microsoft.ML.OnnxRuntime.Managed": "MIT",
}


def main(path):
    with open(path, encoding="utf-8") as file:
        bill = json.load(file)
    unknown = []
    for component in bill["components"]:
        if component.get("licenses"):
            continue
        if component["name"] in READ:
            component["licenses"] = [{"license": {"id": READ[component["name"]]}}]
        else:
            unknown.append(component["name"])
    if unknown:
        sys.exit(f"{path}: no licence is known of {', '.join(unknown)}: read it, and add it to tools/supply-chain/licences.py and docs/supply-chain.md")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(bill, file, indent=2, ensure_ascii=False)


main(sys.argv[1])
