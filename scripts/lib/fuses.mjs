// The switches in the runtime's executable that a package sets for good (https://www.electronjs.org/docs/latest/tutorial/fuses).

/** @typedef {Readonly<Record<string, boolean>>} WantedFuses by the names of @electron/fuses */

/** The bytes of a fuse (https://github.com/electron/fuses, src/constants.ts). */
const states = new Map([
  [0x30, 'off'],
  [0x31, 'on'],
  [0x72, 'removed'],
  [0x90, 'inherited'],
]);

/**
 * The fuses of a package. Cookie encryption stays off: the page keeps no cookies, and with it on Chromium would ask the keyring at every
 * start, before the window can be used; a locked keyring would hold the start up.
 * @param {string} platform of the package; the runtime checks the archive's hash on macOS and Windows only
 * @returns {WantedFuses}
 */
export function wantedFuses(platform) {
  return {
    RunAsNode: false,
    EnableCookieEncryption: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: platform !== 'linux',
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  };
}

/**
 * The fuses in the form that electron-builder takes.
 * @param {string} platform
 */
export function builderFuses(platform) {
  const fuses = Object.entries(wantedFuses(platform)).map(([name, isOn]) => [
    `${name[0]?.toLowerCase()}${name.slice(1)}`,
    isOn,
  ]);
  // The signature of an unsigned build on Apple's processors covers the executable that was just changed.
  return { ...Object.fromEntries(fuses), resetAdHocDarwinSignature: platform === 'darwin' };
}

/**
 * The fuses of an executable by name: "on", "off", "removed" or "inherited"; empty when they cannot be read.
 * @param {string} executable on macOS also the .app folder
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
export async function readFuses(executable) {
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  try {
    const wire = await getCurrentFuseWire(executable);
    return Object.fromEntries(
      Object.entries(wire)
        .filter(([index]) => FuseV1Options[Number(index)] !== undefined)
        .map(([index, state]) => [FuseV1Options[Number(index)] ?? index, states.get(Number(state)) ?? String(state)]),
    );
  } catch {
    return {};
  }
}

/**
 * What of the fuses is not as a package needs it, a sentence each.
 * @param {Readonly<Record<string, string>>} found as `readFuses` tells them
 * @param {string} platform
 * @returns {readonly string[]}
 */
export function fuseFindings(found, platform) {
  return (
    Object.entries(wantedFuses(platform))
      .map(([name, isOn]) => ({ name, wanted: isOn ? 'on' : 'off', state: found[name] ?? 'unknown' }))
      // A fuse that a runtime no longer has does nothing.
      .filter(({ wanted, state }) => state !== wanted && !(state === 'removed' && wanted === 'off'))
      .map(({ name, wanted, state }) => `the fuse ${name} is ${state}; it must be ${wanted}`)
  );
}
