"""A second computation of the three lists, and the tests that hold the command against it."""
