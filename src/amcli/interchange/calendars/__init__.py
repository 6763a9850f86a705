"""Calendars (iCalendar, vCalendar) as meetings that follow their events."""
