#!/bin/sh
# Makes certificates for tests: usage: tls.sh DIRECTORY
#
# ca.pem signs good.pem (localhost), other.pem (another host) and expired.pem; self.pem signs
# itself. Each has its NAME.key.
set -eu
mkdir -p "$1"
cd "$1"
curve="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
here="DNS:localhost,IP:127.0.0.1"

authority() {
  # shellcheck disable=SC2086 # the options are several words
  openssl req -x509 $curve -days 365 -subj "/CN=$2" -keyout "$1.key" -out "$1.pem" ${3:+-addext "$3"}
}

signed() {
  # shellcheck disable=SC2086
  openssl req $curve -subj "/CN=$2" -keyout "$1.key" -out "$1.request"
  echo "subjectAltName=$3" >"$1.extensions"
  openssl x509 -req -in "$1.request" -CA ca.pem -CAkey ca.key -CAcreateserial -days "$4" \
    -extfile "$1.extensions" -out "$1.pem"
}

{
  authority ca "test authority"
  authority self localhost "subjectAltName=$here"
  signed good localhost "$here" 365
  signed other other.test DNS:other.test 365
  signed expired localhost "$here" -1
} 2>log || { cat log >&2; exit 1; }
