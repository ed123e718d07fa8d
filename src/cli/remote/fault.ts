/** A server that can't be used as things are, in words: exit code 2. */
export class ServerFault extends Error {
  /** Whether the server may have received the request, so that only its response is missing. */
  readonly mayBeReceived: boolean;

  constructor(message: string, { mayBeReceived = false, ...options }: ErrorOptions & { mayBeReceived?: boolean } = {}) {
    super(message, options);
    this.mayBeReceived = mayBeReceived;
  }
}
