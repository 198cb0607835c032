# Steps that the scripts share. Sourced, not run: each script says `. script/_lib.sh`.
# Every step looks before it acts, so a second run costs a moment.

say() { printf '%s\n' "== $*" >&2; }
die() {
    printf '%s\n' "!! $*" >&2
    exit 1
}

# --- the operating system's packages -------------------------------------------------------
missing=""

# need PACKAGE COMMAND...: the Debian package is wanted unless the command succeeds.
need() {
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_library() { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep -q "$1"; }
has_program() { command -v "$1" || [ -x "$2" ]; }
has_file() { [ -e "$1" ]; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "needs root for: $* (there is no sudo here)"
    fi
}

# Installs what `need` found missing; a machine without apt is told what to install.
install_missing() {
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || die "please install what Debian calls:$missing"
    say "installing:$missing"
    as_root apt-get update -qq >&2 || say "the package lists could not be renewed"
    # shellcheck disable=SC2086 # a list of words is meant
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends $missing </dev/null >&2 || die "could not install:$missing"
    missing=""
}

# What WeasyPrint draws PDF files with, and letters to draw.
need_printing() {
    need libpango-1.0-0 has_library 'libpango-1.0.so.0'
    need libpangoft2-1.0-0 has_library 'libpangoft2-1.0.so.0'
    need libharfbuzz-subset0 has_library 'libharfbuzz-subset.so.0'
    need fonts-dejavu-core has_file /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
}

# A server of each kind that the tests talk to, a screen for Kivy, the browser driver's library.
need_tests() {
    need postgresql has_program 'initdb' /usr/lib/postgresql/*/bin/initdb
    need strace command -v strace
    need dovecot-imapd has_program dovecot /usr/sbin/dovecot
    need xvfb command -v xvfb-run
    need xauth command -v xauth
    need libgl1 has_library 'libGL.so.1'
    need libmtdev1 has_library 'libmtdev.so.1'
    need libatomic1 has_library 'libatomic.so.1'
}

# --- Python --------------------------------------------------------------------------------
python=.venv/bin/python

# The oldest Python we run on is 3.11; Kivy has no wheels after 3.13, so tests stop there.
fits() {
    "$1" -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, $2))" 2>/dev/null
}

find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && fits "$name" "$1"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# make_venv NEWEST: an environment with a Python of 3.11 up to 3.NEWEST.
make_venv() {
    if [ -x "$python" ] && fits "$python" "$1"; then return 0; fi
    if ! base=$(find_python "$1"); then
        need python3 false
        install_missing
        base=$(find_python "$1") || die "needs Python 3.11 to 3.$1 on the PATH"
    fi
    version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$base" = /usr/bin/python3 ]; then version=3; fi
    need "python$version-venv" "$base" -c 'import ensurepip, venv'
    install_missing
    say "making .venv with $base"
    "$base" -m venv --clear .venv
}

# install_python SET: the packages of requirements/SET.txt, and tradepost from this checkout.
install_python() {
    # "dev" holds all that "run" does.
    if installed "$1" || installed dev; then return 0; fi
    say "installing Python packages (requirements/$1.txt)"
    # Tools first: what comes only as source is then built with them, not with what a
    # package index offers today.
    pip_install --require-hashes -r requirements/build.txt
    pip_install --no-build-isolation --require-hashes -r "requirements/$1.txt"
    # Setuptools warns of folders named like the package; here the checkout is the package.
    PYTHONWARNINGS=ignore pip_install --no-build-isolation --no-deps -e .
    asked_for "$1" >".venv/installed-$1"
}

installed() { [ "$(cat ".venv/installed-$1" 2>/dev/null)" = "$(asked_for "$1")" ]; }

# What decides the contents of the environment; a new plugin brings a new entry point.
asked_for() {
    cat setup.py requirements/build.txt "requirements/$1.txt" | cksum
    echo "$PWD" plugins/*/__init__.py
}

pip_install() {
    "$python" -m pip install -q --disable-pip-version-check "$@" </dev/null >&2
}

# mypy and typed tests see the checkout under its name, whatever its folder is called.
link_namespace() {
    mkdir -p build/ns
    ln -sfn ../.. build/ns/tradepost
}

# --- the browser and the web's assets ------------------------------------------------------
install_assets() { script/assets; }

# A browser for the tests: Debian's chromium, else the one playwright brings. (Ubuntu's package
# is a wrapper around snap, which can not see the files of the tests.)
install_browser() {
    if "$python" tests/support/browser.py >/dev/null 2>&1; then return 0; fi
    if grep -qs '^ID=debian' /etc/os-release; then
        need chromium false
        install_missing
    else
        as_root "$PWD/.venv/bin/playwright" install-deps chromium </dev/null >&2
        "$PWD/.venv/bin/playwright" install chromium </dev/null >&2
    fi
}
