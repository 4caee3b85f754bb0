"""The catalogue of rules as Markdown: the page of one rule, and the table of all."""

from collections.abc import Iterable

from transforms.calibration import rule_counts
from transforms.rule import Action, Rule

_DOES = {
    Action.FIX: "The text is corrected.",
    Action.SUGGEST: "A correction is suggested, not made.",
    Action.FLAG: "It is reported; the text does not change.",
    Action.EXTRACT: "It is removed from the body and kept in `edits`.",
}


def rule_page(rule: Rule) -> str:
    """Make the page of one rule, in Markdown."""
    parts = [f"### {rule.code} {rule.name}\n", f"{rule.why} {_DOES[rule.action]}"]
    if not rule.default_on:
        parts.append("Off unless it is selected.")
    if rule.examples:
        parts.append("\n" + "\n".join(_example(bad, good) for bad, good in rule.examples))
    if rule.counter_examples:
        parts.append("\nLeft alone:\n\n" + "\n".join(f"- {_code(text)}" for text in rule.counter_examples))
    if rule.known_problems:
        parts.append(f"\nKnown problems: {rule.known_problems}")
    if rule.source_languages:
        parts.append(f"\nA sign that the text was translated from: {', '.join(rule.source_languages)}.")
    counts = rule_counts(rule.code)
    if counts.checked:
        parts.append(f"\nMeasured: {counts.right} of {counts.checked} checked results were right.")
    return "\n".join(parts) + "\n"


def _code(text: str) -> str:
    """Quote a text as Markdown code, with line breaks and unusual spaces made visible."""
    shown = text.replace("\r", "␍").replace("\n", "⏎").replace("\u00a0", "⍽")
    return f"`{shown}`" if "`" not in shown else f"`` {shown} ``"


def _example(bad: str, good: str | None) -> str:
    return f"- {_code(bad)}" if good is None else f"- {_code(bad)} → {_code(good)}"


def overview(rules: Iterable[Rule]) -> str:
    """Make the table of all rules, in Markdown."""
    lines = ["| code | what is wrong | action | measured |", "|---|---|---|---|"]
    for rule in rules:
        counts = rule_counts(rule.code)
        action = rule.action.value + ("" if rule.default_on else ", off")
        measured = f"{counts.right}/{counts.checked}" if counts.checked else ""
        lines.append(f"| {rule.code} | {rule.name} | {action} | {measured} |")
    return "\n".join(lines) + "\n"
