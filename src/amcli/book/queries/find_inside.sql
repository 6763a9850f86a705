-- Records that hold :text within a word, for scripts that put no spaces between words.
SELECT rowid, CASE WHEN instr(title, :text) THEN title ELSE substr(body, max(1, instr(body, :text) - 20), 60) END AS snippet
FROM search WHERE instr(title, :text) OR instr(body, :text) ORDER BY rowid LIMIT :limit
