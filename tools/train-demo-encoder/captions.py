"""What people write about a product: full descriptions, and queries that name only some of it."""

KINDS = {
    "mug": ["mug", "mug", "cup", "coffee mug"],
    "t-shirt": ["t-shirt", "t-shirt", "tee", "tshirt", "shirt"],
    "dress": ["dress", "dress", "summer dress", "gown"],
    "sneaker": ["sneaker", "sneakers", "trainers", "running shoe", "shoe"],
    "boot": ["boot", "boot", "boots", "winter boot"],
    "backpack": ["backpack", "backpack", "rucksack", "bag"],
    "lamp": ["lamp", "lamp", "table lamp", "desk lamp", "light"],
    "chair": ["chair", "chair", "dining chair", "seat"],
    "clock": ["clock", "clock", "wall clock", "alarm clock"],
    "hat": ["hat", "hat", "sun hat", "fedora"],
    "scarf": ["scarf", "scarf", "shawl", "winter scarf"],
    "bottle": ["bottle", "bottle", "water bottle", "drinking bottle", "flask"],
    "watch": ["watch", "watch", "wrist watch", "wristwatch"],
    "glasses": ["glasses", "glasses", "sunglasses", "spectacles", "eyeglasses"],
    "sofa": ["sofa", "sofa", "couch", "settee"],
    "book": ["book", "book", "notebook", "hardcover book", "novel"],
    "umbrella": ["umbrella", "umbrella", "parasol", "rain umbrella"],
    "teapot": ["teapot", "teapot", "tea pot", "tea kettle"],
}
COLOURS = {
    "red": ["red", "red", "red", "crimson"], "orange": ["orange"], "yellow": ["yellow"], "green": ["green"],
    "turquoise": ["turquoise", "turquoise", "teal", "aqua"], "blue": ["blue"], "purple": ["purple", "purple", "violet"],
    "pink": ["pink"], "brown": ["brown"], "black": ["black"], "white": ["white"], "grey": ["grey", "grey", "gray"],
}
# Before the noun, and after it.
PATTERNS = {
    "plain": (["plain", "plain", "solid", "unpatterned", "single-coloured"], ["without a pattern", "in one colour"]),
    "striped": (["striped", "striped", "stripy"], ["with stripes", "with a stripe pattern"]),
    "dotted": (["dotted", "dotted", "polka dot", "spotted"], ["with dots", "with polka dots", "with spots"]),
    "checked": (["checked", "checked", "checkered", "plaid", "gingham", "tartan"], ["with checks", "with a checked pattern"]),
    "floral": (["floral", "floral", "flowery", "flowered"], ["with flowers", "with a floral pattern"]),
    "two-tone": (["two-tone", "two-tone", "two tone", "two-coloured", "bicolour"], ["in two tones", "in two colours"]),
}
FRAMES = ["{}", "{}", "a {}", "a {}", "a photo of a {}", "a photo of a {}", "a picture of a {}", "an image of a {}", "the {}", "one {}",
          "{} for sale", "a product photo of a {}", "i am looking for a {}", "show me a {}", "a nice {}", "some {}", "new {}", "{} in a shop"]
LOOKS = ["{}", "something {}", "a {} thing", "a {} product", "{} things", "a photo of something {}", "anything {}"]


def caption(random, kind=None, colour=None, pattern=None):
    """A caption that names what is given, in one of many wordings; `random` is a random.Random."""
    before, after = (random.choice(options) for options in PATTERNS[pattern]) if pattern else ("", "")
    colour = random.choice(COLOURS[colour]) if colour else ""
    if not kind:
        words = f"{colour} with {after.split(' ', 1)[1]}" if colour and after.startswith("with ") and random.random() < 0.3 else f"{colour} {before}"
        return random.choice(LOOKS).format(" ".join(words.split()))
    noun = random.choice(KINDS[kind])
    style = random.random()
    if style < 0.62:
        words = f"{colour} {before} {noun}" if random.random() < 0.75 else f"{before} {colour} {noun}"
    elif style < 0.84:
        words = f"{colour} {noun} {after}"
    elif style < 0.92:
        return ", ".join(word for word in (noun, colour, before) if word)
    else:
        words = f"{before} {noun}" + (f" in {colour}" if colour else "")
    return random.choice(FRAMES).format(" ".join(words.split()))
