"""A team's server: the only room that knows PostgreSQL. `am team` alone loads it."""
