#!/usr/bin/env bash
# Prints the path of the package of a commit: the one that was kept, or a new one. Either is verified first.
# It is built in a checkout of its own, so that nothing of the working tree, and no obj of the stand-in, gets into it.
# package.sh [COMMIT]; KPM_BRANCH: what /version says of the branch.
. "$(dirname "$0")/common.sh"
need dotnet git zip
wanted=${1:-HEAD}
commit=$(git rev-parse --verify --quiet "$wanted^{commit}") || stop "git does not know $wanted here: fetch it"
branch=${KPM_BRANCH:-$(git branch --show-current)}
kept="$root/.packages"
package="$kept/kpm-$commit.zip"
mkdir -p "$kept"

if [ ! -f "$package" ]; then
  place=$(mktemp -d)
  trap 'git worktree remove --force "$place/source" 2>/dev/null || true; rm -rf "$place"' EXIT
  git worktree add --quiet --detach "$place/source" "$commit" >&2
  say "building the package of $commit"
  (
    cd "$place/source"
    KPM_VERSION=$commit KPM_BRANCH=${branch:-detached} dotnet publish Kpm.Functions -c Release -v q -p:UseServiceBusExtensionPackage=true -o "$place/app" >&2
  ) || stop "the package of $commit cannot be built"
  (cd "$place/app" && zip -qrX "$place/kpm.zip" .)
  cp "$place/kpm.zip" "$package.new"
  mv "$package.new" "$package"
fi

dotnet "Kpm.Tests/bin/${CONFIGURATION:-Release}/net10.0/Kpm.Tests.dll" verify-package "$package" >&2 || {
  mv "$package" "$package.refused"
  stop "$package.refused must not be deployed"
}

# The ten that were used last are enough to go back to.
touch "$package"
find "$kept" -name 'kpm-*.zip' -printf '%T@ %p\n' | sort -rn | tail -n +11 | cut -d' ' -f2- | while read -r old; do rm -f "$old"; done
echo "$package"
