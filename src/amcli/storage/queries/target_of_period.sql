-- The target of a metric in a period, if there is one.
SELECT id FROM target WHERE period = :period AND metric = :metric
