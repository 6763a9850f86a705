-- Contracts with the last day on which notice can be given.
SELECT c.*, {notice_by} AS notice_by FROM contract c
