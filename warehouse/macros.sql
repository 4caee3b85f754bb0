-- The raw text of a current document, rebuilt from its body and its applied edits.
-- Before each edit is a kept span of the body; `kept` is its start, `shortened` the number of code points that an edit
-- removed. DuckDB inserts the argument into the query as text, so no column may be called doc_id here. The body stays out
-- of the windows, which would copy it for every edit.
CREATE MACRO undo(document) AS (
    SELECT any_value(
        coalesce(array_to_string(list_transform(pieces, lambda p: substr(body, p.kept + 1, p.size) || p.before), ''), '')
        || substr(body, coalesce(tail, 0) + 1)
    )
    FROM (SELECT doc_id AS cleaned, body FROM stored.articles)
    LEFT JOIN (
        SELECT
            cleaned,
            list({'kept': kept, 'size': start - previous_stop, 'before': before} ORDER BY start) AS pieces,
            (max(stop) - sum(shortened))::BIGINT AS tail
        FROM (
            SELECT
                cleaned, start, stop, before, shortened,
                coalesce(lag(stop) OVER in_order, 0) AS previous_stop,
                previous_stop - coalesce(sum(shortened) OVER so_far, 0)::BIGINT AS kept
            FROM (
                SELECT doc_id AS cleaned, start, stop, before, length(before) - length(after) AS shortened
                FROM stored.edits
                WHERE applied
            )
            WHERE cleaned = document
            WINDOW
                in_order AS (PARTITION BY cleaned ORDER BY start),
                so_far AS (PARTITION BY cleaned ORDER BY start ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        )
        GROUP BY cleaned
    ) USING (cleaned)
    WHERE cleaned = document
);

-- Each pair of near-identical current documents, once.
CREATE MACRO duplicate_pairs() AS TABLE
    SELECT a.doc_id AS doc_id, b.doc_id AS other_doc_id, group_id
    FROM stored.duplicates AS a JOIN stored.duplicates AS b USING (group_id)
    WHERE a.doc_id < b.doc_id;

-- The changes of a current document: one row for each one made, proposed or flagged, with its place in the raw text.
CREATE MACRO diff(document) AS TABLE
    SELECT
        edit,
        start,
        stop,
        array_to_string(codes, ', ') AS codes,
        CASE WHEN applied THEN action ELSE action || ', not applied' END AS done,
        before,
        after,
        in_context(text, start, stop, 40) AS in_context,
        message
    FROM edits JOIN documents USING (doc_id)
    WHERE doc_id = document
    ORDER BY start, stop, edit;

-- The evidence of a value of a current document, or the reason for a null: first a person's decision, then what was extracted.
CREATE MACRO evidence(document, wanted) AS TABLE
    SELECT value, reason, reader, form, is_inferred, confidence, start, stop, in_context(raw, start, stop, 60) AS in_context
    FROM facts JOIN (SELECT doc_id, text AS raw FROM documents) USING (doc_id)
    WHERE doc_id = document AND field = wanted
    ORDER BY reader <> 'human', fact;

-- Current documents with all of these words and "quoted phrases" in the headline or the body, without accents and case.
-- It reads every body. `copydesk search` and `copydesk sql` use an index instead of this macro, with SQLite's whole
-- grammar of FTS5, stems and ranks.
CREATE MACRO search(words, stemmed := false, passages := 200) AS TABLE
    SELECT
        NULL::DOUBLE AS rank,
        coalesce(dateline_on, published_on, updated_on) AS day,
        month_of(dateline_on, dateline_date, published_on, updated_on) AS month,
        uri,
        headline,
        agency,
        dateline_on,
        CASE WHEN row_number() OVER (ORDER BY doc_id) <= passages
            THEN passage(body, strip_accents(body), search_terms(words)[1]) END AS passage,
        doc_id
    FROM decided_articles
    JOIN (SELECT doc_id, min(uri) AS uri FROM current_documents GROUP BY doc_id) USING (doc_id)
    SEMI JOIN (
        SELECT doc_id FROM stored.articles
        WHERE CASE WHEN stemmed THEN error('stems need an index: `copydesk search --stem`') ELSE true END
            AND has_terms(strip_accents(concat_ws(' ', headline, body)), search_terms(words))
    ) USING (doc_id)
    ORDER BY doc_id;

-- The day of a text (that of its dateline, else of its page) and its agency, with the decisions of people.
CREATE MACRO dated_texts(since, until) AS TABLE
    SELECT doc_id, agency, coalesce(dateline_on, published_on, updated_on) AS day
    FROM decided_articles
    WHERE (since IS NULL OR day >= since) AND (until IS NULL OR day <= until);

-- The quotations of a person or an organisation, oldest first; the family name is enough, accents and case do not count.
CREATE MACRO quotes_by(wanted) AS TABLE
    SELECT day, agency, speaker_name, cue, words, status, confidence, doc_id, quote
    FROM (
        SELECT doc_id, quote, speaker_name, cue, text AS words, status, confidence
        FROM quotes
        WHERE is_named(speaker_name, wanted)
    )
    JOIN dated_texts(NULL, NULL) USING (doc_id)
    ORDER BY day, doc_id, quote;

-- The quotations of one kind of speaker, such as `person`, under the names that reports count them by. A quotation in another
-- one, which has the speaker of that, is not among them. Rows of one `wording` are one quotation, printed again
-- in a copy, an update or a correction.
--
-- `Ann B. Roe` counts as `Ann Roe` where no other initials are printed. `Roe` counts as `Ann Roe` where she is the only Roe
-- whom the texts of the story name in full; where they name none, if ten texts or more do, and nine in ten of those that
-- name any Roe.
CREATE MACRO counted_quotes(wanted) AS TABLE
    WITH said AS MATERIALIZED (
        SELECT doc_id, quote, speaker_name AS name, text
        FROM quotes
        WHERE outer_quote IS NULL AND speaker_kind = wanted AND speaker_name IS NOT NULL
    ),
    alone AS MATERIALIZED (
        SELECT DISTINCT doc_id, story_id, name AS family
        FROM said LEFT JOIN (SELECT doc_id, story_id FROM stored.article_stories) USING (doc_id)
        WHERE wanted = 'person' AND NOT contains(name, ' ')
    ),
    plainer AS MATERIALIZED (
        SELECT name, plain
        FROM (SELECT DISTINCT name, without_initials(name) AS plain FROM said WHERE contains(name, '. '))
        SEMI JOIN (SELECT name AS plain FROM said) USING (plain)
        QUALIFY count(*) OVER (PARTITION BY plain) = 1
    ),
    full_names AS MATERIALIZED (
        SELECT DISTINCT doc_id, story_id, family, coalesce(plain, name) AS full_name
        FROM (
            SELECT doc_id, name, split_part(name, ' ', -1) AS family
            FROM stored.mentions
            WHERE kind = 'person' AND is_first AND contains(name, ' ')
        )
        SEMI JOIN alone USING (family)
        LEFT JOIN plainer USING (name)
        LEFT JOIN (SELECT doc_id, story_id FROM stored.article_stories) USING (doc_id)
    ),
    of_stories AS (
        SELECT family, story_id, CASE WHEN count(DISTINCT full_name) = 1 THEN any_value(full_name) END AS full_name
        FROM full_names SEMI JOIN alone USING (family, story_id)
        GROUP BY family, story_id
    ),
    of_all AS (
        SELECT family, arg_max(full_name, texts) AS full_name
        FROM (SELECT family, full_name, count(DISTINCT doc_id) AS texts FROM full_names GROUP BY family, full_name)
        GROUP BY family
        HAVING max(texts) >= 10 AND max(texts) >= 0.9 * sum(texts)
    ),
    families AS (
        SELECT doc_id, family AS name, CASE WHEN story.family IS NULL THEN of_all.full_name ELSE story.full_name END AS full_name
        FROM alone
        LEFT JOIN of_stories AS story USING (family, story_id)
        LEFT JOIN of_all USING (family)
    )
    SELECT
        doc_id,
        coalesce(full_name, plain, name) AS speaker_name,
        CASE WHEN chain IS NULL THEN hash(doc_id, quote)
            ELSE hash(chain, regexp_replace(lower(text), '[^\pL\pN]+', '', 'g')) END AS wording
    FROM said
    LEFT JOIN families USING (doc_id, name)
    LEFT JOIN plainer USING (name)
    LEFT JOIN (
        SELECT doc_id, coalesce(_chain, group_id) AS chain
        FROM (SELECT doc_id, _chain FROM stored.article_stories)
        LEFT JOIN (SELECT doc_id, group_id FROM stored.duplicates) USING (doc_id)
        WHERE chain IS NOT NULL
    ) USING (doc_id);

-- The persons who are quoted most, from one day to another (null: without a bound). `quote_count` counts once what copies and
-- versions of one text repeat, `printed_count` each time; see `counted_quotes` for whose names are one person's.
CREATE MACRO most_quoted(since, until, wanted := 'person') AS TABLE
    SELECT
        speaker_name,
        count(DISTINCT wording) AS quote_count,
        count(DISTINCT doc_id) AS text_count,
        coalesce(list_sort(list(DISTINCT agency) FILTER (agency IS NOT NULL)), []) AS agencies,
        min(day) AS first_on,
        max(day) AS last_on,
        count(*) AS printed_count
    FROM counted_quotes(wanted) JOIN dated_texts(since, until) USING (doc_id)
    GROUP BY speaker_name
    ORDER BY quote_count DESC, speaker_name;

-- Who says what in a current document, in the order of the text.
CREATE MACRO who_said(document) AS TABLE
    SELECT quote, paragraph, speaker_name, speaker, cue, text AS words, status, form, confidence
    FROM quotes
    WHERE doc_id = document
    ORDER BY quote;

-- The texts of a story, the earliest first, with the terms that link each to its nearest text.
CREATE MACRO story(wanted) AS TABLE
    WITH asked AS MATERIALIZED (SELECT wanted AS story_id)
    SELECT earliest_at, uri, agency, headline, role, linked_by, similarity, doc_id
    FROM places_in((SELECT story_id FROM asked)) JOIN (SELECT doc_id, uri, agency, headline, earliest_at FROM articles) USING (doc_id)
    ORDER BY earliest_at NULLS LAST, uri;

-- One speaker's versions of a quotation in the texts of a story, side by side: those that share two words of four letters
-- and more, and three words in ten.
CREATE MACRO renderings(wanted) AS TABLE
    WITH said AS (
        SELECT doc_id, speaker_name, text, list_distinct(regexp_extract_all(lower(text), '\w{4,}')) AS tokens
        FROM quotes SEMI JOIN (FROM article_stories WHERE story_id = wanted) USING (doc_id)
        WHERE speaker_name IS NOT NULL AND outer_quote IS NULL
    )
    SELECT
        one.speaker_name AS speaker_name,
        one.text AS words,
        other.text AS other_words,
        len(list_intersect(one.tokens, other.tokens)) AS shared,
        round(shared / (len(one.tokens) + len(other.tokens) - shared), 4) AS similarity,
        one.doc_id AS doc_id,
        other.doc_id AS other_doc_id
    FROM said AS one JOIN said AS other ON one.speaker_name = other.speaker_name AND one.doc_id < other.doc_id
    WHERE shared > 1 AND similarity >= 0.3
    ORDER BY speaker_name, similarity DESC, doc_id, other_doc_id;
