-- Functions of values, which the relations and the macros use.
-- Here, in macros.sql and in views/ CASE is used instead of if(), which DuckDB 2.0 stores in a form that 1.5 cannot read.

-- The value of a field: the decision of a person, else the extracted value. `human` is a map from field to {value}; a
-- decision of the wrong type is null, and the check `corrections_fit` reports it.
CREATE MACRO decided(human, field, was) AS
    CASE WHEN human[field] IS NULL THEN was ELSE TRY(cast_to_type(human[field].value, was)) END;

-- The month of a text, in EDTF: of its dateline, else of its page. A missing year and an ambiguous month stay so:
-- XXXX-06, [2023-05,2023-06].
CREATE MACRO month_of(dateline_on, dateline_date, published_on, updated_on) AS coalesce(
    strftime(dateline_on, '%Y-%m'),
    nullif(regexp_replace(dateline_date, '([0-9X]{4}-[0-9X]{2})-[0-9X]{2}', '\1', 'g'), 'XXXX-XX'),
    strftime(coalesce(published_on, updated_on), '%Y-%m')
);

-- The title of a text: its headline, else its first line that is not the address of its page.
CREATE MACRO title_of(headline, body) AS coalesce(
    headline,
    nullif(trim(split_part(regexp_replace(substr(body, 1, 500), '^\s*(https?://\S+\s+)+', ''), chr(10), 1)), ''),
    substr(body, 1, 80)
);

-- A span of a text, in [[ ]] with up to `margin` code points on either side; the offsets are half-open.
CREATE MACRO in_context(raw, span_start, span_stop, margin) AS
    CASE WHEN span_start > margin THEN '…' ELSE '' END
    || substr(raw, greatest(span_start - margin, 0) + 1, least(span_start, margin))
    || '[[' || substr(raw, span_start + 1, span_stop - span_start) || ']]'
    || substr(raw, span_stop + 1, margin)
    || CASE WHEN span_stop + margin < length(raw) THEN '…' ELSE '' END;

-- Whether a name has all words of another, in their order: in any case, with or without accents, dots, apostrophes and
-- hyphens, and with or without initials between them; so a person is found by the family name. The first pattern, without
-- the ends of words, makes the second unnecessary for most names.
CREATE MACRO name_pattern(wanted) AS nullif(array_to_string(
    list_transform(
        regexp_extract_all(regexp_replace(strip_accents(wanted), '[''’.]', '', 'g'), '[\pL\pN]+'),
        lambda word: array_to_string(string_split(word, ''), '[''’.]?')
    ),
    '[-'' ’.]+(\pL\. ?)*'
), '');
CREATE MACRO is_named(name, wanted) AS
    regexp_matches(strip_accents(name), '(?i)' || name_pattern(wanted))
    AND regexp_matches(strip_accents(name), '(?i)(^|[^\pL\pN])' || name_pattern(wanted) || '($|[^\pL\pN])');

-- A person's name without the initials between its words: `Ann Roe` for `Ann B. Roe`. If texts print both and no other
-- initials, reports count them as one person.
CREATE MACRO without_initials(name) AS regexp_replace(name, ' (\p{Lu}\. ?)+', ' ');

CREATE MACRO wilson_reach(right_count, checked_count) AS
    1.96 * sqrt(right_count * (checked_count - right_count) / checked_count + 0.9604);

-- The 95 % interval of a share by Wilson's score: {low, high}; null if nothing was checked.
CREATE MACRO wilson(right_count, checked_count) AS
    CASE WHEN checked_count > 0 THEN {
        'low': greatest(0, (right_count + 1.9208 - wilson_reach(right_count, checked_count)) / (checked_count + 3.8416)),
        'high': least(1, (right_count + 1.9208 + wilson_reach(right_count, checked_count)) / (checked_count + 3.8416))
    } END;

-- The terms of `search` without an index: each word, and each phrase in quotation marks (every second part is one), with
-- spaces between its words. A word is a run of letters and digits, without accents and in lower case.
CREATE MACRO search_terms(words) AS CASE
    WHEN regexp_matches(regexp_replace(words, '"[^"]*"', '', 'g'), '(^|[\s(])(AND|OR|NOT|NEAR)([\s(]|$)|[()*^:{}]')
        THEN error('without an index, search takes words and phrases; `copydesk search` takes AND, OR, NOT, NEAR and *')
    ELSE list_filter(flatten(list_transform(
        string_split(lower(strip_accents(words)), '"'),
        lambda part, n: CASE
            WHEN n % 2 = 1 THEN regexp_extract_all(part, '[\pL\pN]+')
            ELSE [array_to_string(regexp_extract_all(part, '[\pL\pN]+'), ' ')]
        END
    )), lambda term: term <> '')
END;

-- Whether a text has a term as whole words; true without a term.
-- The first pattern, without the ends of words, is ten times as fast and makes the second unnecessary for most texts.
CREATE MACRO has_term(body, term) AS coalesce(
    regexp_matches(body, '(?i)' || replace(term, ' ', '[^\pL\pN]+'))
    AND regexp_matches(body, '(?i)(^|[^\pL\pN])' || replace(term, ' ', '[^\pL\pN]+') || '($|[^\pL\pN])'),
    true
);

-- Whether a text has all terms, at most eight. Written out, so that each pattern is compiled once.
CREATE MACRO has_terms(body, terms) AS
    CASE WHEN len(terms) > 8 THEN error('search takes up to eight words and phrases') ELSE len(terms) > 0 END
    AND has_term(body, terms[1]) AND has_term(body, terms[2]) AND has_term(body, terms[3]) AND has_term(body, terms[4])
    AND has_term(body, terms[5]) AND has_term(body, terms[6]) AND has_term(body, terms[7]) AND has_term(body, terms[8]);

-- The position in a text of a word in lower case. The word as it is and with a capital are tried first: changing the case
-- of whole texts would take most of the time of a search.
CREATE MACRO place_of(body, word) AS CASE
    WHEN contains(body, word) THEN instr(body, word)
    WHEN contains(body, upper(word[1]) || word[2:]) THEN instr(body, upper(word[1]) || word[2:])
    ELSE instr(lower(body), word)
END;

-- About 160 code points of a text around the first word of a term, which is searched in the text without accents.
CREATE MACRO passage(body, plain, term) AS
    substr(body, greatest(1, place_of(plain, string_split(term, ' ')[1]) - 60), 160);
