# Completion of amcli for fish: that of am.
source (status dirname)/am.fish
