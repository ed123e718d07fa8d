/** What connections with TLS are made with. */
import { Agent } from "node:https";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";

/** What TLS is asked for, and whether the server's certificate counts. */
export interface Handshake {
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  readonly ciphers?: string;
  readonly rejectUnauthorized?: boolean;
}

type TlsVersion = "TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** For a request by HTTPS. */
export interface Secured extends Partial<Certificate>, Handshake {
  readonly agent?: Agent | false;
  readonly secureContext?: SecureContext;
}

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
