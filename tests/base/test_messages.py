"""Every message of the product, as its source has it: two languages, told apart, each in its own signs."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from solver.base.text import Lang, Listed, Words, both, literal

SIGNS = "、。；，：！？（）【】《》"
"""What separates and ends in Chinese; no English sentence has them but in quotation marks."""
NAMES: dict[Lang, Listed] = {"zh": Listed(("张敏", "王芳")), "en": Listed(("Ann", "Bo"))}
ROOT = Path(__file__).parents[2]
CALLS = [
    (f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node)
    for path in sorted((ROOT / "solver").rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Call)
]
"""Every call in the product, with its place."""


def called(node: ast.Call) -> str:
    """What a call calls: the last part of its name."""
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def written(node: ast.Call) -> Words | None:
    """The message that a call makes, where both of its texts are written out."""
    texts = [*node.args, *(keyword.value for keyword in node.keywords)]
    if called(node) == "Words" and all(isinstance(text, ast.Constant) for text in texts):
        return Words(*(ast.literal_eval(text) for text in texts))
    return None


MESSAGES = [(at, words) for at, node in CALLS if (words := written(node)) is not None]


def places(template: str) -> set[tuple[str, str | None]]:
    return {(name, form) for _, name, form, _ in string.Formatter().parse(template) if name is not None}


def filled(words: Words, lang: Lang) -> str:
    return words.say(lang, **{name: NAMES[lang] for name, _ in places(words.zh)})


def sign_of(node: ast.Call) -> str:
    """By which sign a call joins texts, whatever the language; nothing for any other call."""
    by = node.func.value if isinstance(node.func, ast.Attribute) and called(node) == "join" else None
    return str(by.value).strip() if isinstance(by, ast.Constant) else ""


def test_both_languages_have_the_same_places_to_fill_in():
    assert len(MESSAGES) > 1500
    assert [at for at, words in MESSAGES if places(words.zh) != places(words.en)] == []


def test_an_english_sentence_has_no_chinese_signs():
    plain = {at: re.sub("“[^”]*”", "", filled(words, "en")) for at, words in MESSAGES}
    assert {at: text for at, text in plain.items() if set(SIGNS) & set(text)} == {}


def test_a_chinese_sentence_lists_no_names_with_a_comma_and_a_blank():
    # What stands in braces after filling in is an example of TOML.
    said = {at: re.sub(r"\{[^}]*\}", "", filled(words, "zh")) for at, words in MESSAGES}
    assert {at: text for at, text in said.items() if ", " in text} == {}


def test_what_has_letters_differs_between_the_languages():
    alike = {at: re.sub(r"\{[^}]*\}", "", words.zh) for at, words in MESSAGES if words.zh == words.en}
    assert {at: text for at, text in alike.items() if any(map(str.isalpha, text))} == {}


def test_nobody_joins_a_list_for_one_language_only():
    found = [at for at, node in CALLS if sign_of(node) in {*"、；，"}]
    found += [
        at
        for at, node in CALLS
        if called(node) in {"with_", "say", "tell"}
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and sign_of(inner) in {*",;"}
    ]
    assert found == []


@pytest.mark.parametrize(
    ("listed", "zh", "en"),
    [
        (Listed(("Ann", "Bo")), "Ann、Bo", "Ann, Bo"),
        (Listed(("Ann", "", "Bo"), "；"), "Ann；Bo", "Ann; Bo"),
        (Listed("abcde", most=2), "a、b……另有 3 个", "a, b and 3 more"),
        (Listed(("a", "b"), most=2), "a、b", "a, b"),
        (Listed((Words(zh="周一", en="Mon"), 3), "，"), "周一，3", "Mon, 3"),
        (Listed((literal("{a}"), both("完。", "Done.")), ""), "{a}完。", "{a} Done."),
    ],
)
def test_a_list_is_said_in_the_language_it_is_said_in(listed, zh, en):
    message = Words(zh="有{what}", en="has {what}").with_(what=listed)
    assert (message.say("zh"), message.say("en")) == (f"有{zh}", f"has {en}")


@pytest.mark.parametrize(("names", "said"), [((), "nobody"), (("",), "nobody"), (("Ann",), "Ann")])
def test_an_empty_list_gives_way_to_another_word(names, said):
    nobody = Words(zh="无人", en="nobody")
    assert (Listed(names) or nobody).say("en") == said
