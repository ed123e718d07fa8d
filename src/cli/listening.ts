/** Why a server can't listen, in words. */

const LISTENING = ["listen", "bind", "getaddrinfo"];

/** Why it can't listen, by Node's error code. */
const WHY: Readonly<Record<string, (message: string) => string>> = {
  EADDRINUSE: (message) =>
    `The port is in use (${message}). Choose another port with --port, or stop the other program.`,
  EACCES: (message) =>
    `This user isn't allowed to listen on the port (${message}). Choose a port above 1023, and let a proxy or the system forward the other port to it.`,
  EADDRNOTAVAIL: (message) =>
    `host isn't an IP address of this machine (${message}). Use "0.0.0.0" to listen on all of its IP addresses.`,
  ENOTFOUND: (message) =>
    `host is a name without an IP address (${message}). Use an IP address of this machine, or "0.0.0.0" to listen on all of them.`,
};

/** What to do about it; `undefined` if the error is of another kind. */
export function listenFault(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", syscall = "" } = error as NodeJS.ErrnoException;
  // A file that may not be written has the same code as a port that may not be listened on.
  return LISTENING.includes(syscall) ? WHY[code]?.(error.message) : undefined;
}
