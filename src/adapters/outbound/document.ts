/** Fetches a document that somebody else has named, for commands that a user runs. */
import { BlockList } from "node:net";
import { type Resolve, sendGuarded } from "./guarded.ts";

export interface DocumentOptions {
  /** Whether IP addresses of this machine and its network are allowed: only if the user has named the host. */
  readonly allowPrivate: boolean;
  /** Milliseconds in total. */
  readonly deadline: number;
  /** Bytes of the body. */
  readonly longest: number;
  readonly resolve?: Resolve;
}

/** Everything: a user may fetch from anywhere what this user has named. */
const ANYWHERE = { check: () => true };
const NOWHERE = new BlockList();

/** The body of a 200 response. Rejects for any other response, and if the host isn't allowed. */
export async function fetchDocument(
  url: URL,
  { allowPrivate, deadline, longest, resolve }: DocumentOptions,
): Promise<string> {
  const privateNetworks = allowPrivate ? ANYWHERE : NOWHERE;
  const headers = { accept: "application/json" };
  const { status, text } = await sendGuarded(
    { url, method: "GET", headers, longest },
    { privateNetworks, deadline, resolve },
  );
  if (status !== 200) throw new Error(`The response is ${status}.`);
  return text;
}
