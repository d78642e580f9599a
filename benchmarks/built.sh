# Sourced by the launchers beside it: what they share. Sets `here`, `root` and `java`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Whether a file is missing, or older than something in the directories or files behind it.
is_stale() {
    [[ ! -e $1 || -n $(find "${@:2}" -newer "$1" -print -quit) ]]
}

build_if_stale() {
    local built=$here/target/built # Of its own: another build may compile classes and leave the jars behind.
    if is_stale "$built" "$root"/pool-core/src/main "$root"/pool-worker/src/main "$here"/src/main "$root"/pom.xml "$root"/*/pom.xml; then
        echo "Building ..." >&2
        (cd "$root" && ./mvnw -q -DskipTests -pl benchmarks -am package) >&2
        touch "$built"
    fi
}

# Who does not ask for Ignite need not download it.
build_ignite_if_stale() {
    local built=$here/ignite/target/classes/io/processpool/benchmarks/ignite/IgnitePeer.class
    if is_stale "$built" "$here"/ignite/src "$here"/ignite/pom.xml; then
        echo "Building the side of Apache Ignite ..." >&2
        (cd "$root" && ./mvnw -q -f "$here"/ignite package) >&2 || echo "dispatch.ignite has no peer: that could not be built" >&2
        [[ ! -e $built ]] || touch "$built"
    fi
}

# Runs a main class of the benchmarks from its jar, since a class-data archive wants jars: start [OPTION of java...] CLASS [ARGUMENT...]
start() {
    exec "$java" -Dpeers="$here/src/main/python/peers.py" -Dignite="$here/ignite" -cp "$here/target/benchmarks.jar:$here/target/lib/*" "$@"
}
