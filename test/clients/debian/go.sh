#!/bin/sh
# Builds a program with Debian's Go packages, once for each version of its source, and becomes it.
set -e
out=${TMPDIR:-/tmp}/candor-clients-go-$(id -u)
mkdir -p -m 700 "$out"
export GOCACHE="$out/cache" GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS=
go build -o "$out/$1" "debian/go/$1.go"
exec "$out/$1"
