// How electron-builder makes packages: what is in them, how they are called, signed and hardened.
import { join } from 'node:path';
import { REPOSITORY_FOLDER } from './folders.mjs';
import { builderFuses } from './fuses.mjs';

/** The program's name to Windows and macOS; electron/shell/appIdentity.ts says the same to Windows while it runs. Never to be changed. */
const APP_ID = 'app.couplet.desktop';

/** Put beside the program in every package. */
const LICENCES_FILE = 'THIRD-PARTY-LICENCES.txt';

/** @typedef {{ readonly feed: string, readonly publicKey: string }} UpdateChannel */
/** @typedef {{ readonly platform: string, readonly electronVersion: string, readonly electronDist?: string | undefined, readonly licencesFile: string, readonly outputFolder: string, readonly updates?: UpdateChannel | undefined, readonly homepage?: string | undefined, readonly isNotarized?: boolean, readonly mustBeSigned?: boolean, readonly afterExtract?: (context: { readonly appOutDir: string }) => Promise<void> }} PackageOptions */

/** A word that electron-builder fills in. @param {string} name */
const filledIn = name => `$\{${name}}`;
const artifactName = ['Couplet', ...['version', 'os', 'arch'].map(filledIn)].join('-');
const extension = filledIn('ext');
const icons = join(REPOSITORY_FOLDER, 'resources', 'icons');
const SQLITE = 'node_modules/@photostructure/sqlite';

/**
 * The files inside the archive: what was built, its pictures, and of the runtime's dependencies only what runs. What is not named here is
 * not shipped. Of the native driver only the binary of the target goes along; a universal package for macOS needs both.
 * @param {string} platform
 * @returns {readonly string[]}
 */
function files(platform) {
  const binaries = platform === 'darwin' ? `${SQLITE}/prebuilds/darwin-*` : `${SQLITE}/prebuilds/\${platform}-\${arch}`;
  return [
    'out/{main,preload,renderer}/**',
    'resources/icon.png',
    'resources/tray/**',
    'package.json',
    '!node_modules/**/*.{ts,mts,cts,map,md,markdown,flow,gyp,gypi,c,h,cc,cpp,hpp}',
    '!node_modules/**/{test,tests,__tests__,docs,doc,example,examples,.github,benchmark,benchmarks}/**',
    '!node_modules/openai/{src,bin}/**',
    // Headers for those who compile the driver.
    '!node_modules/node-addon-api/**',
    '!node_modules/undici/types/**',
    `!${SQLITE}/src/**`,
    `!${SQLITE}/prebuilds/**`,
    `${binaries}/**`,
    // A package is made for the C library of the large distributions, as Electron itself.
    `!${SQLITE}/prebuilds/**/*.musl.node`,
  ];
}

/**
 * The configuration of electron-builder. Names that must never change, since data hangs on them: `productName` names the data folder and
 * the entry in the system's keyring under which the key of the user's keys is kept (the runtime takes both from app.getName()), the app id
 * is what macOS ties permissions and the keychain entry to, and the executable's name is what desktop files point to.
 * @param {PackageOptions} options
 * @returns {import('electron-builder').Configuration}
 */
export function packageConfig(options) {
  const { platform, updates, homepage } = options;
  return {
    appId: APP_ID,
    productName: 'Couplet',
    artifactName: `${artifactName}.${extension}`,
    copyright: 'The Couplet authors',
    directories: { output: options.outputFolder, buildResources: join(REPOSITORY_FOLDER, 'resources', 'package') },
    electronVersion: options.electronVersion,
    ...(options.electronDist === undefined ? {} : { electronDist: options.electronDist }),
    ...(options.afterExtract === undefined ? {} : { afterExtract: options.afterExtract }),
    files: [...files(platform)],
    extraMetadata: {
      ...(updates === undefined ? {} : { updates }),
      ...(homepage === undefined ? {} : { homepage }),
    },
    extraResources: [
      { from: options.licencesFile, to: LICENCES_FILE },
      { from: join(REPOSITORY_FOLDER, 'LICENSE'), to: 'LICENSE.txt' },
    ],
    // Without being told, electron-builder leaves the whole package of a native library outside, where no hash covers its scripts.
    asar: { smartUnpack: false },
    // A native library is loaded by the system, which does not look into the archive.
    asarUnpack: [`${SQLITE}/prebuilds/**`],
    electronFuses: builderFuses(platform),
    // The driver brings binaries for every platform; nothing is compiled.
    npmRebuild: false,
    nodeGypRebuild: false,
    forceCodeSigning: options.mustBeSigned === true,
    // Releases and their signed description are made by scripts of our own.
    publish: null,
    win: {
      icon: join(icons, 'icon.ico'),
      target: [
        { target: 'nsis', arch: ['x64', 'arm64'] },
        { target: 'portable', arch: ['x64'] },
      ],
    },
    nsis: {
      oneClick: true,
      perMachine: false,
      // One installer for each processor: an update fetches only its own.
      buildUniversalInstaller: false,
      deleteAppDataOnUninstall: false,
      differentialPackage: false,
      artifactName: `${artifactName}-setup.${extension}`,
    },
    portable: { artifactName: `${artifactName}-portable.${extension}` },
    mac: {
      icon: join(icons, 'icon.icns'),
      category: 'public.app-category.productivity',
      // An update needs the zip: the disk image is for people.
      target: [
        { target: 'dmg', arch: ['universal'] },
        { target: 'zip', arch: ['universal'] },
      ],
      x64ArchFiles: '**/prebuilds/darwin-*/**',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(REPOSITORY_FOLDER, 'resources/package/entitlements.plist'),
      entitlementsInherit: join(REPOSITORY_FOLDER, 'resources/package/entitlements.plist'),
      notarize: options.isNotarized === true,
    },
    linux: {
      executableName: 'couplet',
      icon: icons,
      category: 'Utility',
      maintainer: 'The Couplet authors',
      synopsis: 'Several open Chinese models side by side',
      target: ['AppImage', 'deb'],
      desktop: { entry: { StartupWMClass: 'couplet' } },
    },
  };
}
