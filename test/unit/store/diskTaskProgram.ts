/** The process of a DiskTask as a child of plain Node: the port to the program is made of the channel of a forked process. */
Object.assign(process, {
  parentPort: {
    on: (name: 'message', listener: (event: { readonly data: unknown }) => void) =>
      process.on(name, data => listener({ data })),
    postMessage: (message: unknown) => process.send?.(message),
  },
});
await import('../../../electron/store/diskProcess');

export {};
