"""The commands of the command line, one file each; `screen` and `options` hold what they share."""
