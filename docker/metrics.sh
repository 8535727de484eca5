# Sourced by the smoke tests of containers, tarball and secured brokers.
say() { printf 'smoke: %s\n' "$*" >&2; }

# Prints method, average accuracy and forgetting of each run on standard input, in the order of the names.
metrics() {
  grep -oE '"(method|averageAccuracy|averageForgetting)":[^,}]+' |
    sed -E 's/^"[A-Za-z]+":"?//; s/^([a-z]+)[+("].*/\1/' | paste -d' ' - - - | sort
}

# Compares metrics with those of ./lethe demo, DEMO or a new one, and prints the last line: compare NAME METRICS
compare() {
  say "the same stream with ./lethe demo"
  local demo
  demo=$(metrics <<<"${DEMO:-$("$(dirname "${BASH_SOURCE[0]}")/../lethe" demo --exit --port 0 2>/dev/null | tail -1)}")
  [[ $(tr '\n' ' ' <<<"$demo") =~ ^er\ [0-9.]+\ [0-9.]+\ naive\ [0-9.]+\ [0-9.]+\ $ ]] || {
    say "metrics: got '$demo' from ./lethe demo, expected accuracy and forgetting of er and naive"
    exit 1
  }
  if [ "$2" != "$demo" ]; then
    say "metrics: got
$2
from $1, expected
$demo
from ./lethe demo"
    exit 1
  fi
  awk -v name="$1" '{ value[$1] = $2 } END { print name "=ok naive=" value["naive"] " er=" value["er"] }' <<<"$demo"
}
