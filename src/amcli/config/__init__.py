"""The configuration: the file, its settings, saved reports and maps, free days, folders."""
