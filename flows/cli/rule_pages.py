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


def print_rule(name: str) -> None:
    """Print the page of one rule, or the list of those of a beginning or a family; raises UnknownRuleError."""
    given = known_name(name)
    found = [rule for rule in CATALOGUE if rule.family == given or rule.code.startswith(given)]
    _print(rule_page(found[0]) if len(found) == 1 else overview(found))


def known_name(name: str) -> str:
    """A code, the beginning of one, or a family, as the catalogue writes it; raises UnknownRuleError."""
    if any(rule.family == name.lower() for rule in CATALOGUE):
        return name.lower()
    if not any(rule.code.startswith(name.upper()) for rule in CATALOGUE):
        raise UnknownRuleError(f"no rule has the code {name!r}; `copydesk rules` lists them")
    return name.upper()


def _print(markdown: str) -> None:
    """Print Markdown: rendered on a terminal, as it is into a file or a pipe."""
    console = Console()
    console.print(Markdown(markdown)) if console.is_terminal else print(markdown, end="")
