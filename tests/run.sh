#!/usr/bin/env bash
# The whole suite on SQLite, then all that touches a database on PostgreSQL. Arguments go to pytest.
#
# What it needs beyond .venv is installed where that is allowed (root on Debian, or sudo
# without a password when CI=true); what had to be left out is said at the end, and in CI
# leaving out is a failure. BIN is the virtual environment's folder of programs.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=${BIN:-.venv/bin}
left_out=()

leave_out() {
    left_out+=("$1")
    echo "LEFT OUT: $1" >&2
}

as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] || { [ "${CI:-}" = true ] && sudo -n true 2>/dev/null; }
}

# need PACKAGES TEST…: install the Debian packages unless TEST already succeeds.
updated=
need() {
    local packages=$1
    shift
    "$@" >/dev/null 2>&1 && return
    may_install || return 1
    if [ -z "$updated" ]; then
        "${as_root[@]}" apt-get update -qq
        updated=yes
    fi
    echo "installing $packages"
    # shellcheck disable=SC2086  # several packages are several words
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" \
        apt-get install -qq -y --no-install-recommends $packages >/dev/null
    "$@" >/dev/null 2>&1
}

# -- a PostgreSQL of our own, in a temporary folder, without a port --------------------

# The newest server's programs; Debian keeps them off the PATH.
postgres_programs() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] || found=$(dirname "$(command -v initdb)" 2>/dev/null) || return 1
    [ -x "$found/initdb" ] && echo "$found"
}

start_postgres() {
    programs=$(postgres_programs)
    cluster=$(mktemp -d "${TMPDIR:-/tmp}/wtsa-postgres.XXXXXX")
    # The server refuses to run as root; Debian's package brings a user for it.
    as_postgres=()
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$cluster"
        as_postgres=(runuser -u postgres --)
    fi
    (
        cd "$cluster"
        "${as_postgres[@]}" "$programs/initdb" -D data -U wtsa --auth=trust \
            --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
        # Nothing in it outlives the run, so nothing waits for the disk.
        "${as_postgres[@]}" "$programs/pg_ctl" -D data -l log -w -s start -o \
            "-k $cluster -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    )
    trap stop_postgres EXIT
}

stop_postgres() {
    (cd "$cluster" && "${as_postgres[@]}" "$programs/pg_ctl" -D data -m immediate -s stop) || true
    rm -rf "$cluster"
}

# -- the suite ------------------------------------------------------------------------

failed=

suite() {
    echo "== the suite on $1 =="
    shift
    # A file stays on one core, so that what its tests share is made once.
    "$BIN/pytest" --numprocesses auto --dist loadfile "$@" || failed=yes
}

# The tests skip what is missing, each with its reason.
need chromium command -v chromium || leave_out "the tests in a browser: no chromium"
need "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk" \
    "$BIN/python" -c "import weasyprint" || leave_out "the tests of PDF: no Pango"
need pandoc command -v pandoc || leave_out "Word files read by pandoc"
need libreoffice-writer-nogui command -v soffice || leave_out "Word files read by LibreOffice"

DATABASE_URL=sqlite:///db.sqlite3 suite SQLite "$@"

# What touches no database, or only looks at a page, does on one what it does on the other.
[ $# -gt 0 ] || set -- tests/web tests/browser -m "not once"

if need postgresql postgres_programs; then
    start_postgres
    PGHOST=$cluster PGUSER=wtsa DATABASE_URL=postgres:///postgres suite PostgreSQL "$@"
else
    leave_out "the suite on PostgreSQL: no server (on Debian, apt-get install postgresql)"
fi

if [ ${#left_out[@]} -gt 0 ]; then
    printf '\nLEFT OUT: %s\n' "${left_out[@]}" >&2
    if [ "${CI:-}" = true ]; then failed=yes; fi
fi
[ -z "$failed" ]
