/** A server that can't be used as things are, in words: exit code 2. */
export class ServerFault extends Error {}
