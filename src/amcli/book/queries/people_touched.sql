-- Who was touched from :since to :today, and when last, by account.
SELECT i.account_id, ic.contact_id, max(i."on") AS last_on
FROM account a
JOIN interaction i ON i.account_id = a.id AND i."on" >= :since AND i."on" <= :today
  AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0
JOIN interaction_contact ic ON ic.interaction_id = i.id
WHERE a.status IN ('onboarding', 'active') AND (:account IS NULL OR a.id = :account)
GROUP BY i.account_id, ic.contact_id
