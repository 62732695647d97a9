#!/bin/sh
# Prints the Chromium that the browser tests use; installs Debian's when there is none and it may.
# Exit 1 with a sentence when none can be had.
cd "$(dirname "$0")/.." || exit 1

usable() { [ -n "$1" ] && [ -x "$1" ] && "$1" --version >/dev/null 2>&1; }

if [ -n "$PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH" ]; then
  if usable "$PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"; then
    echo "$PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"
    exit 0
  fi
  echo "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH names '$PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH', which does not run." >&2
  exit 1
fi

system() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    path="$(command -v "$name")"
    if usable "$path"; then echo "$path"; return 0; fi
  done
  return 1
}
system && exit 0

own="$(node -p 'require("@playwright/test").chromium.executablePath()' 2>/dev/null)"
if usable "$own"; then echo "$own"; exit 0; fi

if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="none"; fi
if [ "$as_root" != none ] && command -v apt-get >/dev/null; then
  { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y chromium; } >&2
  system && exit 0
fi
if npx playwright install chromium >&2; then
  own="$(node -p 'require("@playwright/test").chromium.executablePath()')"
  if usable "$own"; then echo "$own"; exit 0; fi
fi

echo "The browser tests found no Chromium and could not install one: install it (Debian: apt-get install chromium)" \
  "or set PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH to one that runs." >&2
exit 1
