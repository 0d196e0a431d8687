# Shared by quickstart.sh and tests/run.sh: reads packages.txt and installs what is missing. Sourced, not run.

say() { printf '\n== %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 2; }

# packages_of SECTION...: the package names of these sections of packages.txt.
packages_of() {
  local wanted=" $* " section="" line
  while IFS= read -r line; do
    line="${line%%#*}"
    line="${line//[[:space:]]/}"
    case "$line" in
      "") ;;
      \[*\]) section="${line:1:-1}" ;;
      *) [[ "$wanted" == *" $section "* ]] && printf '%s\n' "$line" ;;
    esac
  done < "$root/installer/packages.txt"
}

# install_missing SECTION...: installs what dpkg does not have yet; one line says what to do when it cannot.
install_missing() {
  local missing=() package
  command -v dpkg-query >/dev/null || die "this needs Debian 12: dpkg-query is not here."
  for package in $(packages_of "$@"); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      command -v -- "$package" >/dev/null || missing+=("$package")  # node and npm often come from elsewhere
  done
  if [ ${#missing[@]} -eq 0 ]; then
    echo "Packages: all installed."
    return 0
  fi
  echo "Packages to install: ${missing[*]}"
  local sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "run as root once: apt-get install ${missing[*]}"
    sudo="sudo"
  fi
  $sudo apt-get update -qq || die "apt-get update failed: check the network and /etc/apt/sources.list."
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" \
    > "$log_directory/apt.log" 2>&1 || { tail -n 5 "$log_directory/apt.log" >&2; die "apt-get install failed; the whole log: $log_directory/apt.log"; }
}

# build_release TARGET...: configures and builds the release preset, with progress; the log is kept.
build_release() {
  cmake --preset release > "$log_directory/configure.log" 2>&1 ||
    { tail -n 20 "$log_directory/configure.log" >&2; die "configure failed; the whole log: $log_directory/configure.log"; }
  cmake --build --preset release --target "$@" || die "the build failed: see the first error above."
}
