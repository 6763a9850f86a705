"""The path of somebody who is new to amcli: from the wheel to a year later, each screen looked at."""
