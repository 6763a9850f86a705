# Completion of amcli for bash: that of am.
. "${BASH_SOURCE[0]%/*}/am"
