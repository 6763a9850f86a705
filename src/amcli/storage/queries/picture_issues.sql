-- Issues of an account that were opened by :today, and were open then or solved since :since.
SELECT i.*, c.name AS contact FROM issue i LEFT JOIN contact c ON c.id = i.contact_id
WHERE i.account_id = :account AND i.opened_on <= :today AND (i.resolved_on IS NULL OR i.resolved_on >= :since)
ORDER BY i.opened_on, i.id
