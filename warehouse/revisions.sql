-- Macros about the versions of a text.
--
-- They compare texts when they are queried. So they also work for a file that changed long ago, and nothing must be made
-- again when a text is removed, is cleaned again, or has its agency corrected.

-- The sentences of a text; the end of a paragraph also ends one, and without empty lines each line is a paragraph. A
-- sentence ends at a stop after two letters, so that initials do not end one.
CREATE MACRO sentences_of(raw) AS list_filter(
    string_split(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    raw, CASE WHEN regexp_matches(raw, '\n\s*\n') THEN '\s*\n\s*\n\s*' ELSE '\s*\n\s*' END, chr(30), 'g'
                ),
                '\s+', ' ', 'g'
            ),
            '((?:[\pL\pN]{2}|[%)])[.!?…]["”’»)\]]*) (["“‘«(\[]*[\p{Lu}\pN])', '\1' || chr(30) || '\2', 'g'
        ),
        chr(30)
    ),
    lambda sentence: trim(sentence) <> ''
);

-- The versions of a document's text, those of its story and those of its file, the first one first.
CREATE MACRO revision_chain(document) AS TABLE
    WITH RECURSIVE asked AS MATERIALIZED (SELECT document AS doc_id),
    steps AS (
        SELECT doc_id, supersedes, basis
        FROM versions_in((SELECT story_id FROM stored.article_stories SEMI JOIN asked USING (doc_id)))
        UNION
        SELECT doc_id, previous_doc_id, 'file' FROM arrivals WHERE status = 'changed'
    ),
    chain AS (
        FROM asked
        UNION
        SELECT CASE WHEN steps.doc_id = chain.doc_id THEN supersedes ELSE steps.doc_id END
        FROM chain JOIN steps ON chain.doc_id = steps.doc_id OR chain.doc_id = supersedes
    )
    SELECT
        doc_id, supersedes, basis, coalesce(current_uri, arrived.uri) AS uri, agency, signal, earliest_at, first_seen_at,
        headline, current_uri IS NOT NULL AS is_current
    FROM chain
    LEFT JOIN steps USING (doc_id)
    LEFT JOIN (SELECT doc_id, agency, signal, earliest_at, headline FROM decided_articles) USING (doc_id)
    LEFT JOIN (
        SELECT doc_id, arg_min(uri, {'collection': collection, 'uri': uri}) AS current_uri
        FROM current_documents SEMI JOIN chain USING (doc_id)
        GROUP BY doc_id
    ) USING (doc_id)
    LEFT JOIN (
        SELECT doc_id, min(seen_at) AS first_seen_at, arg_min(uri, seen_at) AS uri
        FROM arrivals SEMI JOIN chain USING (doc_id)
        WHERE status <> 'removed'
        GROUP BY doc_id
    ) AS arrived USING (doc_id)
    ORDER BY supersedes IS NOT NULL, first_seen_at, earliest_at NULLS LAST, basis, doc_id, supersedes;

-- What changed, sentence by sentence, between a current document and what it supersedes: in its story their clean headlines
-- and bodies; in its file their raw texts, because nothing else is kept of a removed document, unless another file still
-- has it. Sentences that share most of their rarer words are one changed sentence; in its `words` [-…-] was removed and
-- {+…+} added, by the longest common runs of words.
CREATE MACRO diff_revisions(document) AS TABLE
    WITH RECURSIVE asked AS MATERIALIZED (SELECT document AS doc_id),
    compared AS MATERIALIZED (
        SELECT
            row_number() OVER (ORDER BY basis DESC, supersedes) AS n,
            supersedes,
            basis,
            basis = 'story' OR supersedes IN (SELECT doc_id FROM stored.articles) AS is_clean
        FROM (
            SELECT doc_id, supersedes, basis
            FROM versions_in((SELECT story_id FROM stored.article_stories SEMI JOIN asked USING (doc_id)))
            UNION
            SELECT doc_id, previous_doc_id, 'file' FROM arrivals WHERE status = 'changed'
        )
        SEMI JOIN asked USING (doc_id)
    ),
    wanted AS MATERIALIZED (
        SELECT DISTINCT is_clean, unnest([document, supersedes]) AS doc_id FROM compared
    ),
    texts AS (
        SELECT doc_id, true AS is_clean, concat_ws(chr(10) || chr(10), headline, body) AS text
        FROM decided_articles SEMI JOIN (FROM wanted WHERE is_clean) USING (doc_id)
        UNION ALL
        SELECT doc_id, false, text FROM documents SEMI JOIN (FROM wanted WHERE NOT is_clean) USING (doc_id)
    ),
    sentences AS MATERIALIZED (
        SELECT *, row_number() OVER (PARTITION BY n, is_new, sentence ORDER BY place) AS nth
        FROM (
            SELECT
                n,
                doc_id = document AS is_new,
                unnest(sentences_of(text)) AS sentence,
                generate_subscripts(sentences_of(text), 1) AS place
            FROM compared JOIN texts USING (is_clean)
            WHERE doc_id IN (document, supersedes)
        )
    ),
    same AS MATERIALIZED (
        SELECT n, was.place AS was_place, new.place AS new_place
        FROM (FROM sentences WHERE NOT is_new) AS was JOIN (FROM sentences WHERE is_new) AS new USING (n, sentence, nth)
    ),
    others AS MATERIALIZED (
        SELECT n, is_new, place, sentence FROM sentences
        ANTI JOIN (
            SELECT n, true AS is_new, new_place AS place FROM same UNION ALL SELECT n, false, was_place FROM same
        ) USING (n, is_new, place)
    ),
    terms AS (
        SELECT n, is_new, place, term, 1 / count(*) OVER (PARTITION BY n, is_new, term) AS weight
        FROM (
            SELECT n, is_new, place, unnest(list_distinct(regexp_extract_all(lower(sentence), '\pL{4,}|\pN+'))) AS term
            FROM others
        )
    ),
    weighed AS MATERIALIZED (SELECT *, sum(weight) OVER (PARTITION BY n, is_new, place) AS whole FROM terms),
    alike AS MATERIALIZED (
        SELECT
            n,
            was.place AS was_place,
            new.place AS new_place,
            sum((was.weight + new.weight) / (was.whole + new.whole)) AS likeness
        FROM (FROM weighed WHERE NOT is_new) AS was JOIN (FROM weighed WHERE is_new) AS new USING (n, term)
        GROUP BY n, was_place, new_place
        HAVING likeness >= 0.35
        QUALIFY
            row_number() OVER (PARTITION BY n, was_place ORDER BY likeness DESC, new_place) = 1
            AND row_number() OVER (PARTITION BY n, new_place ORDER BY likeness DESC, was_place) = 1
    ),
    pairs AS MATERIALIZED (
        SELECT
            n, new_place,
            string_split(was.sentence, ' ') AS was_words,
            string_split(new.sentence, ' ') AS new_words
        FROM alike
        JOIN (SELECT n, place AS was_place, sentence FROM others WHERE NOT is_new) AS was USING (n, was_place)
        JOIN (SELECT n, place AS new_place, sentence FROM others WHERE is_new) AS new USING (n, new_place)
    ),
    -- Runs of words that both have, from word i of the one and word j of the other.
    runs AS MATERIALIZED (
        SELECT n, new_place, min(i) AS i, min(j) AS j, count(*) AS size
        FROM (
            SELECT n, new_place, i, j, i - row_number() OVER (PARTITION BY n, new_place, i - j ORDER BY i) AS run
            FROM (SELECT n, new_place, unnest(was_words) AS word, generate_subscripts(was_words, 1) AS i FROM pairs)
            JOIN (SELECT n, new_place, unnest(new_words) AS word, generate_subscripts(new_words, 1) AS j FROM pairs)
                USING (n, new_place, word)
        )
        GROUP BY n, new_place, i - j, run
    ),
    -- Pieces of both, from word a to b of the one and c to d of the other. The longest run in a piece (of equal ones the
    -- first) leaves two smaller pieces; a piece without a run is a difference.
    pieces AS (
        SELECT n, new_place, 1 AS a, len(was_words) + 1 AS b, 1 AS c, len(new_words) + 1 AS d FROM pairs
        UNION ALL
        SELECT n, new_place, unnest([a, best.i + size]), unnest([best.i, b]), unnest([c, best.j + size]), unnest([best.j, d])
        FROM (
            SELECT n, new_place, a, b, c, d, max(size) AS size, arg_max({'i': i, 'j': j}, (size, -i, -j)) AS best
            FROM (
                SELECT
                    n, new_place, a, b, c, d,
                    greatest(0, a - run.i, c - run.j) AS skipped,
                    run.i + skipped AS i,
                    run.j + skipped AS j,
                    least(run.size, b - run.i, d - run.j) - skipped AS size
                FROM pieces JOIN runs AS run USING (n, new_place)
            )
            WHERE size > 0
            GROUP BY n, new_place, a, b, c, d
        )
    ),
    differing AS (
        SELECT *, lead(a) OVER (PARTITION BY n, new_place ORDER BY a, c) AS next
        FROM pieces
        WHERE NOT EXISTS (
            FROM runs AS run
            WHERE run.n = pieces.n AND run.new_place = pieces.new_place
                AND least(run.size, b - run.i, d - run.j) > greatest(0, a - run.i, c - run.j)
        )
    ),
    marked AS (
        SELECT
            n, new_place,
            string_agg(
                nullif(concat_ws(
                    ' ',
                    '[-' || nullif(array_to_string(was_words[a:b - 1], ' '), '') || '-]',
                    '{+' || nullif(array_to_string(new_words[c:d - 1], ' '), '') || '+}',
                    nullif(array_to_string(was_words[b:next - 1], ' '), '')
                ), ''),
                ' ' ORDER BY a, c
            ) AS words
        FROM differing JOIN pairs USING (n, new_place)
        GROUP BY n, new_place
    ),
    changes AS (
        SELECT n, new_place, was_place
        FROM (SELECT n, place AS new_place FROM others WHERE is_new) LEFT JOIN alike USING (n, new_place)
        UNION ALL
        SELECT n, NULL, was_place
        FROM (SELECT n, place AS was_place FROM others WHERE NOT is_new) ANTI JOIN alike USING (n, was_place)
    )
    SELECT
        supersedes,
        basis,
        CASE WHEN was_place IS NULL THEN 'added' WHEN new_place IS NULL THEN 'removed' ELSE 'changed' END AS change,
        was.sentence AS was,
        new.sentence AS new,
        coalesce(words, '[-' || was.sentence || '-]', '{+' || new.sentence || '+}') AS words
    FROM changes
    JOIN compared USING (n)
    LEFT JOIN marked USING (n, new_place)
    LEFT JOIN (SELECT n, place AS was_place, sentence FROM others WHERE NOT is_new) AS was USING (n, was_place)
    LEFT JOIN (SELECT n, place AS new_place, sentence FROM others WHERE is_new) AS new USING (n, new_place)
    -- Removed sentences, after the last kept sentence before them.
    ORDER BY
        n,
        coalesce(new_place, (SELECT max(same.new_place) FROM same WHERE same.n = changes.n AND same.was_place < changes.was_place), 0),
        new_place NULLS LAST,
        was_place;
