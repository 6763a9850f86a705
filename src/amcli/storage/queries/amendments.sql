-- The amendments of a contract that were not terminated.
SELECT * FROM contract WHERE amends_id = :contract AND terminated_on IS NULL ORDER BY starts_on, id
