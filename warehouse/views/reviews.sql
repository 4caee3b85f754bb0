-- One person's decision on one change of a current document, and its state
SELECT
    review.*,
    CASE
        WHEN last._snapshot IS NULL THEN 'superseded'
        WHEN decision = 'withdraw' THEN 'withdrawn'
        WHEN NOT ends_with(article.rules_version, '+' || digest) THEN 'waiting'
        WHEN ledger.doc_id IS NULL THEN 'unfit'
        ELSE 'done'
    END AS standing
FROM stored.reviews AS review
JOIN (SELECT doc_id, rules_version FROM stored.articles) AS article USING (doc_id)
LEFT JOIN (SELECT doc_id, start, stop, before, after, _snapshot, _ordinal FROM last_reviews) AS last
    USING (doc_id, start, stop, before, after, _snapshot, _ordinal)
LEFT JOIN review_digests USING (doc_id)
LEFT JOIN (
    SELECT doc_id, start, stop, before, after, bool_or(applied) AS applied
    FROM stored.edits
    WHERE decided_by IS NOT NULL
    GROUP BY ALL
) AS ledger
    ON review.doc_id = ledger.doc_id
    AND review.start = ledger.start
    AND review.stop = ledger.stop
    AND review.before = ledger.before
    AND review.after = ledger.after
    AND ledger.applied = (decision = 'accept')
