"""The version of Pressmark: what `--version` says, what packages are called, what reports were made with."""

VERSION = "0.1.0"
