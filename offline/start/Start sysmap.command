#!/bin/sh
# What macOS runs on a double click.
exec "$(cd "$(dirname "$0")" && pwd)/start-sysmap.sh" "$@"
