"""Cards of people (vCard 2.1, 3.0, 4.0) as contacts."""
