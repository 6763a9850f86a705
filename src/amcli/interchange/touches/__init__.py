"""What mailboxes, calendars and phone logs share: who an address is, and touches that follow their source."""
