/** What connections with TLS are made with. */
import { Agent } from "node:https";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { Certificate, Handshake, Secured } from "./handshake.ts";

/** What a request asks of its connection. */
interface Asked {
  readonly certificate?: Certificate | undefined;
  readonly handshake?: Handshake | undefined;
}

/** `ca`: certificates (PEM) that are trusted beside the usual ones. It takes long to read them all, so each kind of connection does it once. */
export function securing(ca: string | undefined): (request: Asked) => Secured {
  const contexts = new Map<string, { readonly secureContext: SecureContext }>();
  const trusting = (own: Partial<Certificate> & Handshake): { readonly secureContext?: SecureContext } => {
    if (ca === undefined) return {};
    const kind = JSON.stringify(own);
    const made = contexts.get(kind) ?? {
      secureContext: createSecureContext({ ...own, ca: [...rootCertificates, ca] }),
    };
    contexts.set(kind, made);
    return made;
  };
  let agent: Agent | undefined;
  return ({ certificate, handshake }) => {
    const own = { ...certificate, ...handshake };
    // A connection that has shown a certificate is of no use to a request that shows another, or none.
    if (Object.keys(own).length > 0) return { ...own, ...trusting(own), agent: false };
    if (ca === undefined) return {};
    agent ??= new Agent({ keepAlive: true, timeout: IDLE, ...trusting({}) });
    return { agent };
  };
}

/** Milliseconds for which Node keeps a connection that nobody uses. */
const IDLE = 5_000;
