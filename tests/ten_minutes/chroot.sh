# enter_chroot BUILD OUT DIR: a bare Debian in DIR with the SDK package and a user `author`; everything mounted is gone
# when the shell that sourced this ends.
enter_chroot() {
  local build="$1" out="$2" dir="$3" mirror
  [ "$(id -u)" = 0 ] || { echo "error: --chroot needs root." >&2; exit 2; }
  if [ ! -e "$dir/etc/debian_version" ]; then
    # The machine's own mirror: none is named here.
    mirror="$(awk '/^URIs:/ {print $2; exit} /^deb / {for (i = 2; i <= NF; ++i) if ($i ~ /^http/) {print $i; exit}}' \
      /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -1)"
    debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$dir" "$mirror" >"$out/debootstrap.log"
  fi
  (cd "$build" && cpack -G DEB -B "$out/packages" >"$out/cpack.log")
  # /etc/resolv.conf and apt's own settings, so that the chroot reaches what this machine reaches.
  cp -L /etc/resolv.conf "$dir/etc/resolv.conf"
  cp -r /etc/apt/apt.conf.d/. "$dir/etc/apt/apt.conf.d/"
  printf '#!/bin/sh\nexit 101\n' >"$dir/usr/sbin/policy-rc.d"
  chmod +x "$dir/usr/sbin/policy-rc.d"
  mount -t proc proc "$dir/proc"
  trap "umount '$dir/proc'" EXIT
  cp "$out"/packages/anteroom-sdk*.deb "$dir/tmp/anteroom-sdk.deb"
  chroot "$dir" apt-get update >"$out/apt.log" 2>&1
  chroot "$dir" apt-get install -y --no-install-recommends /tmp/anteroom-sdk.deb >>"$out/apt.log" 2>&1
  chroot "$dir" id author >/dev/null 2>&1 || chroot "$dir" useradd -m author
  rm -rf "$dir"/home/author/*
}
