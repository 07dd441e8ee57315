#!/bin/sh
# Builds the image without Docker and without a registry of images: buildah, and a stand-in for the base made from this
# machine's own Bun and libraries. For machines that reach neither; a release is built by the deploy workflow.
#   apt-get install buildah skopeo;  tools/image/build.sh [NAME]   then bun tools/image/boot.ts [NAME]
# Prints the size of the compressed layers. EXTRA_CA names a certificate file for networks that need one.
set -eu
cd "$(dirname "$0")/../.."
image=${1:-proworks:slim}
bun=$(command -v bun) || { echo 'build.sh: no bun on the PATH' >&2; exit 1; }
bun=$("$bun" -e 'console.log(process.execPath)')
export BUILDAH_ISOLATION=chroot
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# What oven/bun:slim has for our commands: Bun, a shell, the C library, certificates for the registry.
root=$work/builder
for file in "$bun" /bin/sh /etc/ssl/certs/ca-certificates.crt; do
  { echo "$file"; ldd "$file" 2>/dev/null | grep -o '/[^ ]*' || true; } | while read -r needed; do
    mkdir -p "$root$(dirname "$needed")"
    cp -L "$needed" "$root$needed"
  done
done
libraries=$(dirname "$(ldd "$bun" | grep -o '/[^ ]*libc\.so[^ ]*')")
for name in libresolv.so.2 libnss_dns.so.2 libnss_files.so.2; do
  if [ -e "$libraries/$name" ]; then cp -L "$libraries/$name" "$root$libraries/"; fi
done
mkdir -p "$root/usr/local/bin" "$root/tmp" "$root/proc" "$root/dev"
chmod 1777 "$root/tmp"
mv "$root$bun" "$root/usr/local/bin/bun"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
echo 'root:x:0:0:root:/tmp:/bin/sh' >"$root/etc/passwd"
container=$(buildah from scratch)
buildah add -q "$container" "$root" / >/dev/null
buildah commit -q "$container" localhost/proworks-builder >/dev/null
buildah rm "$container" >/dev/null

ca=${EXTRA_CA:-${NODE_EXTRA_CA_CERTS:-}}
buildah bud --layers ${ca:+--secret id=extra_ca,src="$ca"} \
  --build-arg BUN_IMAGE=localhost/proworks-builder --build-arg REVISION="$(git rev-parse HEAD 2>/dev/null || echo unknown)" --target slim -t "$image" .

buildah push -q --format oci --compression-format gzip "$image" "dir:$work/pushed" >/dev/null
# In a dir: image the layers and the settings are the files named by their digest.
bytes=$(find "$work/pushed" -type f -name '[0-9a-f]*' -exec wc -c {} \; | awk '{ sum += $1 } END { print sum }')
echo "$image: $((bytes / 1000)) kB compressed (budget 60000 kB)"
[ "$bytes" -le 60000000 ]
