/** Why a command can't listen, in words. All of them end with 2 then, as for other wrong use. */

const LISTENING = ["listen", "bind", "getaddrinfo"];

/** Why it can't listen, by Node's error code. */
const WHY: Readonly<Record<string, (message: string, option: string) => string>> = {
  EADDRINUSE: (message, option) =>
    `The port is in use (${message}). Choose another port with ${option}, or stop the other program.`,
  EACCES: (message) =>
    `This user isn't allowed to listen on the port (${message}). Choose a port above 1023, and let a proxy or the system forward the other port to it.`,
  EADDRNOTAVAIL: (message) =>
    `host isn't an IP address of this machine (${message}). Use "0.0.0.0" to listen on all of its IP addresses.`,
  ENOTFOUND: (message) =>
    `host is a name without an IP address (${message}). Use an IP address of this machine, or "0.0.0.0" to listen on all of them.`,
};

/** What to do about it; `undefined` if the error is of another kind. `option`: where the port is chosen, if the error doesn't name the setting. */
export function listenFault(error: unknown, option = "--port"): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", syscall = "", setting = option } = error as NodeJS.ErrnoException & { readonly setting?: string };
  // A file that may not be written has the same code as a port that may not be listened on.
  return LISTENING.includes(syscall) ? WHY[code]?.(error.message, setting) : undefined;
}
