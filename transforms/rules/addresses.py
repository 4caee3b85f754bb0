"""URL: addresses torn into pieces."""

from transforms.rule import fix

_ENDS = "com|org|net|gov|edu|info|int|eu|fr|de|es|it|ru|uk|cn|jp|pl|cz|ch|be|nl|at|ca|br|mx|ua|tv|io"

RULES = (
    fix(
        "URL001",
        "address with spaces inside",
        why="""Systems that translate tokens put spaces around the marks of an address. Only an address that begins
        with `http` or `www` is joined.""",
        triggers=("http :", "https :", "http: /", "https: /", "http:// ", "https:// ", "www. ", "www ."),
        pattern=rf"\bhttps? ?: ?/ ?/ ?(?:[\w-]+ ?\. ?)+(?:{_ENDS})\b|\bwww ?\. ?(?:[\w-]+ ?\. ?)+(?:{_ENDS})\b"
        r"|\bhttps? ?: ?/ ?/ ?(?=[\w-]+[./]\w)",
        replace=lambda match, _: match[0].replace(" ", ""),
        gate=lambda match, _: " " in match[0],
        window=64,
        examples=(
            ("see http : //www. example. fr today", "see http://www.example.fr today"),
            ("see www. example. com.", "see www.example.com."),
        ),
        counter_examples=(
            "see www.example.com",
            "it is http. Com is next",
            "see the www. It grew.",
            "it opens with https:// and a name",
        ),
    ),
)
