"""What the model card states: retrieval among pictures of combinations that were never trained on."""

KEYS = ("kind", "colour", "pattern")


def query(line):
    """'red striped mug'; a plain one is 'red mug'."""
    words = (line["colour"], "" if line["pattern"] == "plain" else line["pattern"], line["kind"])
    return "a photo of a " + " ".join(word for word in words if word)


def report(images, lines, encode_texts):
    """Shares of queries and pictures, 0 to 1. Images [n, d] and texts are of unit length."""
    combinations = sorted({tuple(line[k] for k in KEYS) for line in lines})
    texts = encode_texts([query(dict(zip(KEYS, c))) for c in combinations])
    ranked = (texts @ images.T).argsort(1, descending=True).tolist()
    top = [(c, [lines[i] for i in row[:10]]) for c, row in zip(combinations, ranked)]

    def share(hits):
        hits = list(hits)
        return round(sum(hits) / len(hits), 4)

    alike = images @ images.T
    alike.fill_diagonal_(-2)
    near = alike.argsort(1, descending=True)[:, :5].tolist()
    shown = {
        "top1_kind_and_colour": share(rows[0]["kind"] == c[0] and rows[0]["colour"] == c[1] for c, rows in top),
        "top1_exact": share(tuple(rows[0][k] for k in KEYS) == c for c, rows in top),
        "recall_at_10_exact": share(any(tuple(r[k] for k in KEYS) == c for r in rows) for c, rows in top),
        "neighbour_1_same_kind": share(lines[row[0]]["kind"] == line["kind"] for line, row in zip(lines, near)),
        "neighbours_5_same_kind": share(lines[i]["kind"] == line["kind"] for line, row in zip(lines, near) for i in row),
    }
    for name, place in (("kind", 0), ("colour", 1), ("pattern", 2)):
        values = sorted({line[name] for line in lines})
        found = encode_texts([f"a {v}" if name == "kind" else f"a {v} product" for v in values])
        best = (images @ found.T).argmax(1).tolist()
        shown[f"zero_shot_{name}"] = share(values[i] == line[name] for i, line in zip(best, lines))
    return shown
