"""Sizes and the recipe; everything that a retraining would change."""

SIDE = 112
CONTEXT = 32
VOCABULARY = 1000
MODEL = {
    "projection_dim": 128,
    "image": {"side": SIDE, "stem": [24, 48, 96], "width": 128, "layers": 4, "heads": 4},
    "text": {"vocabulary": None, "context": CONTEXT, "width": 128, "layers": 3, "heads": 4},
}
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]

SEED = 7
EPOCHS = 5
BATCH = 192
PARTIAL = 72  # captions a batch that name only some of a product
LEARNING_RATE = 1.5e-3
WEIGHT_DECAY = 0.05
WARMUP = 150
