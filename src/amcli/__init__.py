"""amcli: a book of business in the terminal. This module holds the version and nothing else."""

__version__ = "0.2.0"
