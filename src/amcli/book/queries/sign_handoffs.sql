-- Every handoff by :today, and which of the three things that matter it says.
SELECT h.account_id, h."on", coalesce(h.why_bought, '') <> '', coalesce(h.expectations, '') <> '', coalesce(h.promises, '') <> ''
FROM handoff h
WHERE h."on" <= :today AND (:accounts IS NULL OR h.account_id IN (SELECT value FROM json_each(:accounts)))
ORDER BY h."on" DESC, h.id DESC
