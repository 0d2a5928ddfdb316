"""Makes the small multilingual Unigram vocabulary beside this file, in both forms that model folders have (needs python3-sentencepiece).

sentencepiece.bpe.model is trained here, with SentencePiece's own nmt_nfkc table; tokenizer.json is written as Hugging Face's converter for XLM-R
writes it; expected.json holds what SentencePiece itself makes of some texts, with XLM-R's ids.
"""
import base64
import itertools
import json
import pathlib
import sys

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

here = pathlib.Path(__file__).parent
words = {
    "en": (["a", "the", "my", "new"], ["red", "blue", "green", "large", "small", "cotton", "wooden"], ["dress", "shoe", "shoes", "mug", "chair", "watch", "running shoe"]),
    "de": (["ein", "das", "mein"], ["rotes", "blaues", "grünes", "großes", "schönes"], ["Kleid", "Hemd", "Stuhl", "Straßenschuh"]),
    "fr": (["une", "la", "ma"], ["robe", "chemise", "chaise", "montre"], ["rouge", "bleue", "élégante", "brûlée"]),
    "ru": (["это", "моё", "новое"], ["красное", "синее", "зелёное"], ["платье", "пальто", "кресло"]),
    "ja": (["", "この", "新しい"], ["赤い", "青い", "緑の"], ["ドレス", "靴", "椅子", "写真"]),
    "zh": (["", "一件", "我的"], ["红色", "蓝色", "绿色"], ["连衣裙", "鞋子", "照片"]),
    "ar": (["", "هذا"], ["فستان", "كرسي", "حذاء"], ["أحمر", "أزرق", "أخضر"]),
    "ko": (["", "이", "새로운"], ["빨간", "파란", "초록"], ["드레스", "신발", "의자"]),
}
glue = {"ja": "", "zh": ""}
lines = [glue.get(language, " ").join(p for p in parts if p) + end
         for language, columns in words.items() for parts in itertools.product(*columns) for end in ["", ".", "!", ", 12 €", " 👗"]]
corpus = here / "corpus.txt"
corpus.write_text("\n".join(lines), encoding="utf-8")
sentencepiece.SentencePieceTrainer.train(
    input=str(corpus), model_prefix=str(here / "spm"), vocab_size=250, model_type="unigram", character_coverage=1.0, normalization_rule_name="nmt_nfkc",
    num_threads=1, minloglevel=2)
corpus.unlink()
(here / "spm.vocab").unlink()
(here / "spm.model").rename(here / "sentencepiece.bpe.model")

model = sentencepiece_model_pb2.ModelProto()
model.ParseFromString((here / "sentencepiece.bpe.model").read_bytes())
pieces = [(p.piece, p.score) for p in model.pieces]
vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + pieces[3:] + [("<mask>", 0.0)]


def added(number, content, lstrip=False):
    return {"id": number, "content": content, "single_word": False, "lstrip": lstrip, "rstrip": False, "normalized": False, "special": True}


(here / "tokenizer.json").write_text(json.dumps({
    "version": "1.0", "truncation": None, "padding": None,
    "added_tokens": [added(i, t) for i, t in enumerate(["<s>", "<pad>", "</s>", "<unk>"])] + [added(len(vocabulary) - 1, "<mask>", lstrip=True)],
    "normalizer": {"type": "Sequence", "normalizers": [
        {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(model.normalizer_spec.precompiled_charsmap).decode()},
        {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]},
    "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
        {"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True, "prepend_scheme": "always"}]},
    "post_processor": {"type": "TemplateProcessing",
                       "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                       "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                       "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}, "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
    "decoder": {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True, "prepend_scheme": "always"},
    "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary},
}, ensure_ascii=False), encoding="utf-8")

processor = sentencepiece.SentencePieceProcessor(model_file=str(here / "sentencepiece.bpe.model"))
texts = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["rows"] if len(sys.argv) > 1 else []
texts = [row["text"] for row in texts] + lines[::37] + [
    "a  red   dress", " leading", "trailing ", "ein GROẞES Kleid", "e\u0301le\u0301gante", "élégante", "ﬁne ﬂower", "ＡＢＣ１２", "㎏ ㍿ ①", "a\u00a0b\u3000c\u2003d", "ｱｲｳ", "x\u200by\u200dz\ufeff",
    "각각", "각", "q\u0307\u0323", "ﷺ", "👩‍👩‍👧 dress", "🇩🇪", "\u0e33", "a\u0001b\u007fc", "▁a▁red", "日本語のドレス", "Ⅷ ½ ²", "12,50 €", "!!!", "𠮷", "\ue000"]
# XLM-R: 0 is unknown there and 3 here, all others one more.
rows = [{"text": text, "ids": [0] + [3 if i == 0 else i + 1 for i in processor.encode(text)] + [2]} for text in dict.fromkeys(texts) if "\0" not in text and "<" not in text]
(here / "expected.json").write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")
print(len(vocabulary), "pieces,", len(rows), "texts")
