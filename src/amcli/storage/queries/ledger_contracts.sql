-- Every contract, one without a value too, since it may follow another; an outcome of a day after :today is
-- not known yet, nor what followed.
SELECT id, account_id, product_id, quantity, starts_on, ends_on, coalesce(annual_value, 0) AS annual_value,
       coalesce(currency, :base) AS currency, auto_renew,
       CASE WHEN outcome_on IS NULL OR outcome_on <= :today THEN outcome END AS outcome,
       CASE WHEN outcome_on IS NULL OR outcome_on <= :today THEN renewed_by_id END AS renewed_by_id,
       amends_id, terminated_on, signed_on
FROM contract ORDER BY id
