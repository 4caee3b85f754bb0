"""Attributes quotations to speakers: named after it, before it, in the paragraph before, or with the last quotation."""

from bisect import bisect_left
from collections.abc import Sequence

from transforms.paragraphs import Span
from transforms.quotes.after import speaker_after, speaker_within
from transforms.quotes.before import agent_after, speaker_before
from transforms.quotes.dashes import attribution, dashed
from transforms.quotes.drafts import QuoteDraft
from transforms.quotes.foreign import grammar
from transforms.quotes.passage import Passage
from transforms.quotes.said import Said
from transforms.quotes.subject import acting_subject, main_subject
from transforms.quotes.terms import is_joined, is_title

# Fewer words than these are speech only with an attribution.
_FEWEST_WORDS = 6
# Two quotations of one paragraph with more text between them can have different speakers.
_FARTHEST = 400
# A short title so far after a verb of saying is not speech.
_FAR_CUE = 60
_GOES_ON = (" but ", ", but ", " and ", ", and ")
# An attribution before a quotation also holds for the next one of its sentence.
_LEADING = frozenset(("before", "according_to", "same_sentence", "other_before"))


class _Reader:
    """Attributes the rows of a text from first to last, and remembers the last speaker."""

    def __init__(
        self, text: str, paragraphs: Sequence[Span], language: str | None, passages: dict[int, Passage]
    ) -> None:
        self.text, self.paragraphs, self.passages = text, paragraphs, passages
        self.is_english = language in (None, "en")
        other = grammar(language)
        self.after, self.before = (speaker_after, speaker_before) if self.is_english else (other.after, other.before)
        self.names = is_title if self.is_english else other.is_title
        self.last: QuoteDraft | None = None
        self.floor = 0  # the end of the last speech
        self.title = 0  # the end of the last title

    def passage(self, number: int) -> Passage:
        passage = self.passages.get(number)
        if passage is None:
            self.passages[number] = passage = Passage(self.text, *self.paragraphs[number])
        return passage

    def dashed(self, roles: Sequence[str], tops: Sequence[QuoteDraft]) -> list[QuoteDraft]:
        """The dash-opened speeches without quotation marks in them."""
        starts = [row.start for row in tops]
        speeches = []
        for new in dashed(self.text, self.paragraphs, roles, self.passage, self.after):
            following = bisect_left(starts, new.stop)
            if not following or tops[following - 1].stop <= new.start:
                speeches.append(new)
        return speeches

    def end(self, row: QuoteDraft) -> list[QuoteDraft]:
        """End a row without a closing mark at its attribution; returns the rows inside it that begin after that."""
        passage = self.passage(row.first)
        ending = attribution(passage, row.start + 1, row.stop, self.after, row.may_stop)
        if not ending:
            return []
        row.said = ending[1]
        return row.end(ending[0])

    def read(self, row: QuoteDraft, following: int) -> None:
        """Find the speaker of a row; `following` is where the next one begins."""
        if row.said and row.status != "unclosed":
            self.last, self.floor = row, row.stop
            return
        inner = self.text[row.start + 1 : row.stop - 1].strip().strip("’'”\"»").lstrip("“«„")
        count = len(inner.split(None, _FEWEST_WORDS))
        long = count >= _FEWEST_WORDS or (inner[-1:] in ",.!?…" and count > 2)
        if row.status == "complete" and self._is_title(row):
            row.status, self.title = "scare", row.stop
            return
        row.said = (
            row.said
            or self._adjacent(row, inner, following)
            or self._elsewhere(row, long=long, is_sentence=count >= _FEWEST_WORDS)
        )
        if row.said and row.said.cue_stop and row.start - row.said.cue_stop > _FAR_CUE and self._is_title(row, 1):
            row.said, row.status = None, "scare"
        elif row.said:
            self.last, self.floor = row, row.stop
            if row.status == "complete" and not (inner[:1].isupper() and inner[-1:] in ".,!?…"):
                row.status = "partial"
        else:
            if row.status == "complete":
                row.status = "partial" if count >= _FEWEST_WORDS else "scare"
            if long:
                self.last, self.floor = None, row.stop

    def _is_title(self, row: QuoteDraft, fewest: int = 3) -> bool:
        if self.title and is_joined(self.text, self.title, row.start, row.stop):
            return True
        return self.names(self.text, row.start, row.stop, self.paragraphs[row.first].start, fewest)

    def _adjacent(self, row: QuoteDraft, inner: str, following: int) -> Said | None:
        """The speaker in the same sentence, after the quotation or before it."""
        text, end = self.text, inner[-1:]
        comma = end in (",", "-", "—", "–") or text[row.stop : row.stop + 1] == ","
        stop = self.paragraphs[row.last].stop
        passage = self.passage(row.last)
        by = text.startswith(" by ", row.stop) and self.is_english
        if by and (agent := agent_after(text, row.start, row.stop, stop)):
            return agent
        behind = self.after(passage, row.stop, min(stop, following), comma=comma or end in ("?", "!"))
        if behind and end == "." and not comma and following < passage.sentence_stop(row.stop + 1, stop):
            behind = None  # the sentence after a full stop introduces the next quotation
        start = self.paragraphs[row.first].start
        if row.start <= start + 1:
            return behind
        if behind and (comma or end in ("?", "!", "…")) and not text.startswith(_GOES_ON, row.stop):
            return behind
        floor = self.floor if self.floor < row.start else 0
        ahead = self.before(self.passage(row.first), start, row.start, floor)
        if behind and not self.is_english and text[max(start, row.start - 3) : row.start].rstrip()[-1:] in ".!?…":
            return behind
        return ahead or behind

    def _elsewhere(self, row: QuoteDraft, *, long: bool, is_sentence: bool) -> Said | None:
        """The speaker of the paragraph before, of the sentence that leads up to the row, or of the quotation before."""
        opens = row.start <= self.paragraphs[row.first].start + 1
        found = None
        if long and self.is_english and row.first == row.last:
            found = speaker_within(self.passage(row.first), row.start, row.stop)
        if found:
            return found
        if long and opens and row.first:
            found = self._introduced(row.first - 1)
        elif is_sentence and not opens:
            found = self._acting(row)
        return found or self._carried(row, long=long, opens=opens)

    def _carried(self, row: QuoteDraft, *, long: bool, opens: bool) -> Said | None:
        """The speaker of the last quotation, if a row continues it."""
        last = self.last
        if last is None or last.said is None:
            return None
        if not self.is_english and self.text[max(0, row.start - 3) : row.start].rstrip().endswith(":"):
            return None
        if last.last == row.first:
            if long and row.start - last.stop < _FARTHEST:
                return last.said._replace(form="same_paragraph")
            sentence = self.passage(row.first).sentence_start(row.start)
            if last.said.form in _LEADING and sentence <= last.start:
                return last.said._replace(form="same_sentence")
        elif long and opens and last.last == row.first - 1:
            return last.said._replace(form="next_paragraph", cue_start=None, cue_stop=None)
        return None

    def _acting(self, row: QuoteDraft) -> Said | None:
        """The subject of the sentence that introduces a quotation, if it has no other one."""
        sentence = self.passage(row.first).sentence_start(row.start - 1)
        if not self.is_english or sentence < self.floor or self.text[sentence : row.start].rstrip()[-1:] in '”"»“.!?':
            return None
        place = acting_subject(self.text, sentence, row.start)
        return Said(*place, None, None, "sentence_subject") if place else None

    def _introduced(self, number: int) -> Said | None:
        """The speaker of a paragraph that ends with a colon or a comma."""
        start, stop = self.paragraphs[number]
        if self.text[stop - 1] not in ":,":
            return None
        passage = self.passage(number)
        if found := self.before(passage, start, stop, 0):
            return found._replace(form="introduced")
        place = main_subject(self.text, passage.sentence_start(stop - 1), stop) if self.is_english else None
        return Said(*place, None, None, "introduced") if place else None


def attribute(
    text: str,
    paragraphs: Sequence[Span],
    roles: Sequence[str],
    found: list[QuoteDraft],
    *,
    language: str | None,
    passages: dict[int, Passage],
) -> list[QuoteDraft]:
    """Give each row its speaker, and a nested row that of the row around it; dash-opened speech is added.

    `passages` are those of the paragraphs read so far, by number.
    """
    reader = _Reader(text, paragraphs, language, passages)
    tops = [row for row in found if row.outer is None]
    if speeches := reader.dashed(roles, tops):
        tops = sorted(tops + speeches, key=_start)
        found = sorted(found + speeches, key=_start)
    waiting = tops[::-1]
    while waiting:
        row = waiting.pop()
        if row.status == "unclosed":
            waiting += sorted(reader.end(row), key=_start, reverse=True)
        reader.read(row, waiting[-1].start if waiting else len(text))
    for row in found:
        if row.outer is not None:
            row.said = row.outer.said
    return found


def _start(row: QuoteDraft) -> int:
    return row.start
