"""The catalogue of rules on the terminal: the list, and the page of one rule."""

from rich.console import Console
from rich.markdown import Markdown

from transforms.catalogue_pages import overview, rule_page
from transforms.rules import CATALOGUE


class UnknownRuleError(LookupError):
    """No rule has this code."""

    exit_code = 2


def print_rules() -> None:
    """Print the list of all rules."""
    _print(overview(CATALOGUE))


def print_rule(code: str) -> None:
    """Print the page of one rule; raises UnknownRuleError."""
    found = [rule for rule in CATALOGUE if rule.code == code.upper()]
    if not found:
        raise UnknownRuleError(f"no rule has the code {code!r}; `copydesk rules` lists them")
    _print(rule_page(found[0]))


def refuse_unknown_code(code: str) -> None:
    """Raise UnknownRuleError if no rule has this code, beginning of a code, or family."""
    if not any(rule.family == code or rule.code.startswith(code) for rule in CATALOGUE):
        raise UnknownRuleError(f"no rule has the code {code!r}; `copydesk rules` lists them")


def _print(markdown: str) -> None:
    """Print Markdown: rendered on a terminal, as it is into a file or a pipe."""
    console = Console()
    console.print(Markdown(markdown)) if console.is_terminal else print(markdown, end="")
